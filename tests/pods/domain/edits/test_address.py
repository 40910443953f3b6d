"""Addresses as people write them find the one field they mean, and values take the field's type."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pods.domain.edits.address import parse, resolve, set_at
from pods.domain.edits.refusal import EditRefused
from pods.domain.edits.written import value_of
from pods.domain.manifest.reader import read
from pods.domain.schema.kinds import schema
from tests.pods.domain.edits.pods_as_written import CORPUS, changed, real_pods, touched

SCHEMA = schema(36)
SHOP = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop # the shop
  annotations: {a.b/c: "1"}
spec:
  replicas: 2 # two
  template:
    metadata: {labels: {app: shop}}
    spec:
      initContainers:
      - {name: x, image: 'busybox'}
      containers:
      - name: app
        image: nginx:1.27 # pinned
        command: [a, b]
        env:
        - name: MODE
          value: test
        - name: NODE
          valueFrom: {fieldRef: {fieldPath: spec.nodeName}}
        ports:
        - {name: http, containerPort: 8080}
        - {name: udp, containerPort: 53, protocol: UDP}
        - {name: tcp, containerPort: 53}
        volumeMounts: [{name: logs, mountPath: /var/log}]
        resources: {requests: {cpu: "1"}}
      volumes:
      - {name: logs, emptyDir: {}}
"""
SERVICE = """\
---
apiVersion: v1
kind: Service
metadata: {name: shop, namespace: prod}
spec:
  ports: [{name: web, port: 80, targetPort: 8080}]
"""
POD = """\
apiVersion: v1
kind: Pod
metadata: {name: single}
spec:
  containers: [{name: app, image: i}]
"""

PLACES = [
    ("containers[app].image", "spec.template.spec.containers[0].image", "string"),
    (".containers[0].image", "spec.template.spec.containers[0].image", "string"),
    ("initContainers[x].resources.limits.cpu",
     "spec.template.spec.initContainers[0].resources.limits.cpu", "quantity"),
    ("containers[app].command[1]", "spec.template.spec.containers[0].command[1]", "string"),
    ("containers[app].env[MODE].value", "spec.template.spec.containers[0].env[0].value", "string"),
    ("containers[app].ports[8080].hostPort", "spec.template.spec.containers[0].ports[0].hostPort", "int32"),
    ("containers[app].ports[http].name", "spec.template.spec.containers[0].ports[0].name", "string"),
    ("containers[app].volumeMounts[/var/log].readOnly",
     "spec.template.spec.containers[0].volumeMounts[0].readOnly", "boolean"),
    ("containers[app].volumeMounts[logs].subPath",
     "spec.template.spec.containers[0].volumeMounts[0].subPath", "string"),
    ("volumes[logs].emptyDir.sizeLimit", "spec.template.spec.volumes[0].emptyDir.sizeLimit", "quantity"),
    ("spec.shareProcessNamespace", "spec.template.spec.shareProcessNamespace", "boolean"),
    ("shareProcessNamespace", "spec.template.spec.shareProcessNamespace", "boolean"),
    ("spec.replicas", "spec.replicas", "int32"),
    ("spec.template.spec.containers[app].image", "spec.template.spec.containers[0].image", "string"),
    ("spec.strategy.rollingUpdate.maxSurge", "spec.strategy.rollingUpdate.maxSurge", "int-or-string"),
    ("metadata.labels[app]", "metadata.labels.app", "string"),
    ("metadata.annotations[a.b/c]", 'metadata.annotations["a.b/c"]', "string"),
    ('metadata.annotations["a.b/c"]', 'metadata.annotations["a.b/c"]', "string"),
    ("spec.ports[web].targetPort", "spec.ports[0].targetPort", "int-or-string"),
    ("Service/shop:spec.selector[app]", "spec.selector.app", "string"),
    ("Service/prod/shop:metadata.name", "metadata.name", "string"),
    ("Service:metadata.name", "metadata.name", "string"),
    ("spec.unknown.field", "spec.unknown.field", "any"),
]  # fmt: skip


@pytest.mark.parametrize(("address", "path", "expected"), PLACES)
def test_an_address_leads_to_the_field_that_is_meant(address: str, path: str, expected: str) -> None:
    text = SHOP if address == "spec.unknown.field" else SHOP + SERVICE
    place = resolve(read(text), address, SCHEMA)
    assert (place.path, place.expected) == (path, expected)
    assert place.document == (1 if "Service" in address or "ports[web]" in address else 0)


REFUSED = [
    ("", "is no address"),
    ("containers[app", "is no address"),
    ("containers[]", "is no address"),
    ("[app].image", "is no address"),
    ("a b.c", "is no address"),
    ('metadata.labels["\\x"]', "is no address"),
    ("containers[web].image", "has no item web; it has: app"),
    ("containers[x].image", r"but initContainers has; write initContainers\[x\]"),
    ("containers[7].image", "has no item 7; it has: app"),
    ('containers["0"].image', "has no item 0; it has: app"),
    ("containers[app].args[0]", "has no item 0; it has 0 items"),
    ("containers.image", "in brackets"),
    ("containers[app].image.tag", "a single value"),
    ("containers[app].ports[53].name", "several items called 53"),
    ("Job/shop:spec.replicas", "there are: Deployment/shop, Service/shop"),
    ("replicas", "No object here"),
    ("nonsense[0]", "No object here"),
]


@pytest.mark.parametrize(("address", "words"), REFUSED)
def test_an_address_that_leads_nowhere_is_refused_with_what_there_is(address: str, words: str) -> None:
    with pytest.raises(EditRefused, match=words):
        resolve(read(SHOP + SERVICE), address, SCHEMA)


def test_of_several_pods_the_one_with_the_named_container_is_meant() -> None:
    text = SHOP + "---\n" + POD.replace("name: app", "name: web")
    assert resolve(read(text), "containers[web].image", SCHEMA).document == 1
    with pytest.raises(EditRefused, match="has no item none; it has: app"):
        resolve(read(text), "containers[none].image", SCHEMA)


def test_of_several_pods_alike_one_has_to_be_chosen_and_the_refusal_says_how() -> None:
    text = SHOP + "---\n" + POD
    with pytest.raises(
        EditRefused, match=r"Deployment/shop, Pod/single.*like Deployment/shop:containers\[app\]"
    ):
        resolve(read(text), "containers[app].image", SCHEMA)
    assert resolve(read(text), "Pod/single:containers[app].image", SCHEMA).document == 1
    spaced = (
        POD.replace("{name", "{namespace: a, name") + "---\n" + POD.replace("{name", "{namespace: b, name")
    )
    with pytest.raises(EditRefused, match="like Pod/a/single:hostNetwork"):
        resolve(read(spaced), "hostNetwork", SCHEMA)
    assert resolve(read(spaced), "Pod/b/single:hostNetwork", SCHEMA).document == 1
    with pytest.raises(EditRefused, match="Several places"):
        resolve(read(POD + "---\n" + POD), "hostNetwork", SCHEMA)


def test_two_templates_of_one_custom_resource_are_told_apart_by_the_whole_way() -> None:
    text = (
        "apiVersion: x/v1\nkind: Set\nmetadata: {name: s}\nspec:\n"
        "  leader: {spec: {containers: [{name: a, image: i}]}}\n"
        "  worker: {spec: {containers: [{name: a, image: i}]}}\n"
    )
    with pytest.raises(EditRefused, match=r"spec\.leader\.spec\.containers, spec\.worker\.spec\.containers"):
        resolve(read(text), "containers[a].image", SCHEMA)
    way = "spec.worker.spec.containers[a].image"
    assert resolve(read(text), way, SCHEMA).path == "spec.worker.spec.containers[0].image"


def test_an_item_of_a_list_is_an_object_like_any_other() -> None:
    text = "apiVersion: v1\nkind: List\nitems:\n- kind: ConfigMap\n- apiVersion: v1\n  kind: Pod\n" \
        "  metadata: {name: p}\n  spec: {containers: [{name: a, image: i}]}\n"  # fmt: skip
    assert set_at(read(text), "containers[a].image", "j", SCHEMA).text == text.replace("image: i", "image: j")
    assert set_at(read(text), "Pod/p:metadata.labels[x]", "1", SCHEMA).text == text.replace(
        "{name: p}", '{name: p, labels: {x: "1"}}'
    )


SETS = [
    ("containers[app].image", "nginx:1.28", "image: nginx:1.27 # pinned", "image: nginx:1.28 # pinned"),
    ("initContainers[x].image", "b:2", "image: 'busybox'", "image: 'b:2'"),
    ("containers[app].env[MODE]", "on", "value: test", 'value: "on"'),
    ("containers[app].env[MODE]", '{"a": 1}', "value: test", """value: '{"a": 1}'"""),
    ("containers[app].env[NEW]", "1",
     "        ports:\n", '        - name: NEW\n          value: "1"\n        ports:\n'),
    ("spec.replicas", "3", "replicas: 2 # two", "replicas: 3 # two"),
    ("containers[app].resources.requests.cpu", "2", 'cpu: "1"', 'cpu: "2"'),
    ("containers[app].resources.limits.cpu", "2", '{cpu: "1"}}', '{cpu: "1"}, limits: {cpu: 2}}'),
    ("volumes[logs].emptyDir.sizeLimit", "1Gi", "emptyDir: {}", "emptyDir: {sizeLimit: 1Gi}"),
    ("containers[app].command", '["a", "c"]', "[a, b]", "[a, c]"),
    ("containers[app].command[0]", "yes", "[a, b]", '["yes", b]'),
    ("metadata.annotations[a.b/c]", "true", '{a.b/c: "1"}', '{a.b/c: "true"}'),
    ("containers[app].tty", "yes", '{cpu: "1"}}\n', '{cpu: "1"}}\n        tty: true\n'),
    ("containers[app].unknown", "0x10", '{cpu: "1"}}\n', '{cpu: "1"}}\n        unknown: 16\n'),
    ("spec.strategy.type", "Recreate", "name: logs, emptyDir: {}}\n",
     "name: logs, emptyDir: {}}\n  strategy:\n    type: Recreate\n"),
]  # fmt: skip


@pytest.mark.parametrize(("address", "value", "old", "new"), SETS)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_only_the_field_changes(address: str, value: str, old: str, new: str, ending: str) -> None:
    assert SHOP.count(old) == 1
    before, after = (text.replace("\n", ending) for text in (SHOP, SHOP.replace(old, new)))
    assert set_at(read(before), address, value, SCHEMA).text == after


def test_a_variable_that_takes_its_value_from_elsewhere_is_not_given_two() -> None:
    with pytest.raises(EditRefused, match="valueFrom"):
        set_at(read(SHOP), "containers[app].env[NODE]", "a", SCHEMA)
    after = set_at(read(SHOP), "containers[app].env[NODE]", '{"value": "a"}', SCHEMA)
    assert after.pods[0].containers[1].raw["env"][1] == {"name": "NODE", "value": "a"}


VALUES: list[tuple[str, str, Any, Any]] = [
    ("1.10", "string", None, "1.10"),
    ("null", "string", None, "null"),
    ("", "string", None, ""),
    ("10", "int32", None, 10),
    ("0x10", "int32", None, 16),
    ("0644", "int32", None, 420),
    ("true", "boolean", None, True),
    ("on", "boolean", None, True),
    ("80", "int-or-string", None, 80),
    ("25%", "int-or-string", None, "25%"),
    ("99999999999", "int-or-string", None, "99999999999"),
    ("100m", "quantity", None, "100m"),
    ("2", "quantity", None, 2),
    ("2", "quantity", "1", "2"),
    ("0.50", "quantity", None, "0.50"),
    ("1.5", "number", None, 1.5),
    ('["a"]', "[string", None, ["a"]),
    ('{"a": "b"}', "{string", None, {"a": "b"}),
    ("{}", "#core.v1.EmptyDirVolumeSource", None, {}),
    ("12:30:45", "any", None, "12:30:45"),
    ("~", "any", None, None),
    ("{x", "any", None, "{x"),
    ('[1, "a"]', "any", None, [1, "a"]),
]


@pytest.mark.parametrize(("text", "expected", "old", "value"), VALUES)
def test_a_typed_value_takes_the_type_of_its_field(text: str, expected: str, old: Any, value: Any) -> None:
    read_ = value_of(text, expected, old)
    assert (type(read_), read_) == (type(value), value)


MISFITS = [
    ("x", "int32"), ("1.5", "int32"), ("3000000000", "int32"), ("true", "int64"), ("null", "int64"), ("", "int32"),
    ("1", "boolean"), ("", "boolean"), ("1x", "quantity"), ("", "quantity"), (".inf", "number"), ("a", "[string"),
    ("{}", "[string"), ("[]", "{string"), ('{"a": NaN}', "object"), ("[" * 9999, "[string"),
    ('["\\ud800"]', "[string"), ("\udcff", "string"), ("yesterday", "time"), ("ä", "bytes"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MISFITS)
def test_a_value_that_does_not_fit_is_refused_with_a_sentence(text: str, expected: str) -> None:
    with pytest.raises(EditRefused) as refused:
        value_of(text, expected)
    assert str(refused.value.message).endswith(".")


@given(st.text(max_size=30))
def test_no_address_and_no_value_ever_ends_in_a_traceback(text: str) -> None:
    manifest = read(SHOP)
    for address in (text, f"containers[{text}].image", f"metadata.labels[{json.dumps(text)}]"):
        with contextlib.suppress(EditRefused):
            assert set_at(manifest, address, text, SCHEMA).error is None


@given(st.text(min_size=1, max_size=12).filter(lambda t: not any("\ud800" <= c <= "\udfff" for c in t)))
def test_any_text_stays_the_same_text(text: str) -> None:
    for before in (SHOP, SHOP.replace("\n", "\r\n"), json.dumps(read(SHOP).documents[0].value)):
        try:
            after = set_at(read(before), "containers[app].workingDir", text, SCHEMA)
        except EditRefused:  # a character that no YAML may hold, even escaped
            assert before.startswith("{")
            continue
        assert after.pods[0].containers[1].raw["workingDir"] == text


def test_every_step_of_an_address_is_kept() -> None:
    address = parse('Deployment/ns/shop:a[b.c/d]["e\\"f"][0].g')
    assert (address.kind, address.namespace, address.name) == ("Deployment", "ns", "shop")
    assert [step.text for step in address.steps] == ["a", "b.c/d", 'e"f', "0", "g"]


@pytest.mark.skipif(not CORPUS.exists(), reason="needs ../shared/corpus")
def test_the_image_of_every_real_container_changes_alone() -> None:
    done = refused = 0
    for manifest, pod in real_pods(every=6):
        for container in pod.containers[:3]:
            way = container.path.replace(f"[{container.index}]", f"[{container.name}]")
            address = (
                f"{pod.kind}/{pod.name}:{way}"
                if pod.item is None
                else f"{pod.kind}/{pod.name}:containers[{container.name}]"
            )
            try:
                after = set_at(manifest, f"{address}.image", "example/new:1", SCHEMA)
            except EditRefused:
                refused += 1
                continue
            done += 1
            for document, other in zip(manifest.documents, after.documents, strict=True):
                paths = list(changed(document.value, other.value))
                assert paths in ([], [f".{container.path}.image"])
            assert touched(manifest.text, after.text) <= 1
    assert done > 60, (done, refused)
    assert refused < done / 5, (done, refused)
