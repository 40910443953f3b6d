"""Objects beside the pod: keys, ports and storage change where they stand; what refers to them follows or is named."""

from __future__ import annotations

import base64
from collections.abc import Callable

import pytest

from pods.domain.edits.object_data import add_key, keys, remove_key, rename_key, set_key, value_of_key
from pods.domain.edits.object_fields import (
    add_service_port,
    change_claim,
    change_service_port,
    remove_service_port,
    set_service_selector,
    set_service_type,
)
from pods.domain.edits.object_users import remove_object, users
from pods.domain.edits.objects import ServicePort
from pods.domain.edits.refusal import EditRefused
from pods.domain.edits.volume_sources import ClaimSpec
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.reader import decode, read
from pods.domain.manifest.views import Object
from tests.pods.domain.edits.pods_as_written import CORPUS, changed, ways_to_write

POD = """\
apiVersion: v1
kind: Pod
metadata: {name: shop}
spec:
  containers:
  - name: app
    image: i
    env:
    - name: LEVEL
      valueFrom: {configMapKeyRef: {name: conf, key: level}}  # how much
    envFrom:
    - configMapRef: {name: conf}
    volumeMounts:
    - {name: conf, mountPath: /etc/app.conf, subPath: app.conf}
    - {name: all, mountPath: /all}
  volumes:
  - name: conf
    configMap: {name: conf}
  - name: all
    projected:
      sources:
      - configMap:
          name: conf
          items: [{key: level, path: l}]
---
"""
CONF = """\
apiVersion: v1
kind: ConfigMap
metadata: {name: conf}
data:
  level: info  # for now
  app.conf: |
    a = 1
    b = 2
# end
"""
SERVICE = """\
apiVersion: v1
kind: Service
metadata: {name: shop}
spec:
  # how it is found
  selector: {app: shop}
  ports:
  - name: http  # the site
    port: 80
    targetPort: web
    nodePort: 30080
"""
CLAIM = """\
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data}
spec:
  accessModes: [ReadWriteOnce]  # one node
  resources:
    requests:
      storage: 1Gi
"""
SECRET = 'apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata:\n  token: "b2xk"  # old\nstringData:\n  user: me\n'
JSON = '{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "c"}, "data": {"level": "info"}}\n'
Edit = Callable[[Manifest, Object], Manifest]


def last(text: str) -> tuple[Manifest, Object]:
    manifest = read(text)
    assert manifest.error is None
    return manifest, manifest.objects[-1]


CHANGES: list[tuple[str, Edit, str]] = [
    (CONF, lambda m, o: set_key(m, o, "level", "debug"), CONF.replace("info ", "debug ")),
    (
        CONF,
        lambda m, o: set_key(m, o, "level", "a\nb\n"),
        CONF.replace("info  # for now\n", "|  # for now\n    a\n    b\n"),
    ),
    (CONF, lambda m, o: set_key(m, o, "app.conf", "a = 3\n"), CONF.replace("a = 1\n    b = 2\n", "a = 3\n")),
    (
        CONF,
        lambda m, o: add_key(m, o, "x.conf", "1\n2\n"),
        CONF.replace("# end", "  x.conf: |\n    1\n    2\n# end"),
    ),
    (CONF, lambda m, o: rename_key(m, o, "level", "depth"), CONF.replace("level:", "depth:")),
    (CONF, lambda m, o: remove_key(m, o, "level"), CONF.replace("  level: info  # for now\n", "")),
    (SECRET, lambda m, o: set_key(m, o, "token", "new"), SECRET.replace("b2xk", "bmV3")),
    (SECRET, lambda m, o: set_key(m, o, "user", "you"), SECRET.replace("me\n", "you\n")),
    (SERVICE, lambda m, o: set_service_type(m, o, "NodePort"), SERVICE + "  type: NodePort\n"),
    (
        SERVICE,
        lambda m, o: set_service_selector(m, o, {"app": "web"}),
        SERVICE.replace("{app: shop}", "{app: web}"),
    ),
    (
        SERVICE,
        lambda m, o: add_service_port(m, o, ServicePort(53, 53, "dns", "UDP")),
        SERVICE + "  - name: dns\n    port: 53\n    protocol: UDP\n",
    ),
    (
        SERVICE,
        lambda m, o: change_service_port(m, o, 0, ServicePort(81, "web", "http")),
        SERVICE.replace("port: 80\n", "port: 81\n"),
    ),
    (
        SERVICE,
        lambda m, o: change_service_port(m, o, 0, ServicePort(80, 80, "http")),
        SERVICE.replace("    targetPort: web\n", ""),
    ),
    (CLAIM, lambda m, o: change_claim(m, o, ClaimSpec("2Gi")), CLAIM.replace("1Gi", "2Gi")),
    (
        CLAIM,
        lambda m, o: change_claim(m, o, ClaimSpec("1Gi", ("ReadWriteMany",), "fast")),
        CLAIM.replace("ReadWriteOnce", "ReadWriteMany") + "  storageClassName: fast\n",
    ),
]


@pytest.mark.parametrize(("before", "edit", "after"), CHANGES)
def test_an_object_changes_in_the_lines_it_must(before: str, edit: Edit, after: str) -> None:
    for text, wanted in list(zip(ways_to_write(before), ways_to_write(after), strict=True))[:3]:
        assert edit(*last(text)).text == wanted


@pytest.mark.parametrize(("before", "edit", "after"), CHANGES)
def test_a_missing_final_newline_loses_nothing(before: str, edit: Edit, after: str) -> None:
    found = edit(*last(before.removesuffix("\n")))
    assert [d.value for d in found.documents] == [d.value for d in read(after).documents]


def test_a_value_of_json_stays_json() -> None:
    after = set_key(*last(JSON), "level", "a\nb\n")
    assert after.text == JSON.replace('"info"', '"a\\nb\\n"')
    assert add_key(*last(JSON), "x", "1").text == JSON.replace('"info"', '"info", "x": "1"')


def test_a_first_key_makes_the_mapping_it_stands_in() -> None:
    bare = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n"
    assert add_key(*last(bare), "a", "1\n").text == bare + "data:\n  a: |\n    1\n"


def test_a_renamed_key_is_renamed_where_it_is_used() -> None:
    after = rename_key(*last(POD + CONF), "level", "depth").text
    assert after == POD.replace("key: level", "key: depth") + CONF.replace("level:", "depth:")
    after = rename_key(*last(POD + CONF), "app.conf", "new.conf").text
    assert after == POD.replace("subPath: app.conf", "subPath: new.conf") + CONF.replace(
        "app.conf:", "new.conf:"
    )


def test_a_key_in_use_is_not_removed() -> None:
    with pytest.raises(EditRefused, match="names the key level"):
        remove_key(*last(POD + CONF), "level")


def test_what_takes_its_content_from_an_object_is_named_and_goes_along() -> None:
    manifest, conf = last(POD + CONF)
    assert [str(user.message).split(" ")[1] for user in users(manifest, conf)] == [
        "volume",
        "volume",
        "variable",
        "gets",
    ]
    assert remove_object(manifest, conf).text == POD.removesuffix("---\n")
    alone = remove_object(manifest, conf, along=True)
    assert "conf" not in alone.text
    assert alone.pods[0].spec["containers"] == [{"name": "app", "image": "i"}]


def test_a_service_is_used_by_whoever_leads_to_it() -> None:
    ingress = (
        "---\nkind: Ingress\napiVersion: networking.k8s.io/v1\nmetadata: {name: way}\n"
        "spec: {defaultBackend: {service: {name: shop}}}\n"
    )
    manifest = read(POD + SERVICE + ingress)
    found = users(manifest, manifest.objects[1])
    assert [str(user.message) for user in found] == ["The Ingress way leads to it."]
    assert (
        remove_object(manifest, manifest.objects[1], along=True).text == POD.removesuffix("---\n") + ingress
    )


@pytest.mark.parametrize(
    ("kind", "place", "said"),
    [
        ("Secret", "imagePullSecrets: [{name: x}]", ["The Pod p names it."]),
        ("ServiceAccount", "serviceAccountName: x", ["The Pod p names it."]),
        ("Service", "subdomain: x", ["The Pod p names it."]),
        ("Secret", "volumes: [{name: v, secret: {secretName: x}}]", ["The volume v of p takes its content from it."]),
        ("PersistentVolumeClaim", "serviceAccountName: x", []),
    ],
)  # fmt: skip
def test_whatever_names_an_object_is_told(kind: str, place: str, said: list[str]) -> None:
    text = f"kind: Pod\napiVersion: v1\nmetadata: {{name: p}}\nspec:\n  {place}\n"
    text += "  containers: [{name: a, image: i}]\n"
    manifest, found = last(f"{text}---\n{{kind: {kind}, apiVersion: v1, metadata: {{name: x}}}}\n")
    assert [str(user.message) for user in users(manifest, found)] == said


def test_an_item_of_a_list_is_removed_alone() -> None:
    items = [f"- {{kind: ConfigMap, apiVersion: v1, metadata: {{name: {name}}}}}\n" for name in "ab"]
    text = "kind: List\napiVersion: v1\nitems:\n" + "".join(items)
    manifest = read(text)
    assert [o.name for o in remove_object(manifest, manifest.objects[0]).objects] == ["b"]


REFUSED: list[tuple[str, Edit]] = [
    (CONF, lambda m, o: set_key(m, o, "gone", "x")),
    (CONF, lambda m, o: set_key(m, o, "level", "x" * 1024 * 1024)),
    (CONF, lambda m, o: add_key(m, o, "level", "x")),
    (CONF, lambda m, o: add_key(m, o, "a b", "x")),
    (CONF, lambda m, o: add_key(m, o, "", "x")),
    (CONF, lambda m, o: rename_key(m, o, "level", "app.conf")),
    (CONF, lambda m, o: rename_key(m, o, "level", "")),
    (SERVICE, lambda m, o: set_service_type(m, o, "External")),
    (SERVICE, lambda m, o: set_service_selector(m, o, {})),
    (SERVICE, lambda m, o: add_service_port(m, o, ServicePort(80, 80, "again"))),
    (SERVICE, lambda m, o: add_service_port(m, o, ServicePort(81, 81))),
    (SERVICE, lambda m, o: change_service_port(m, o, 0, ServicePort(0, 0))),
    (SERVICE, lambda m, o: remove_service_port(m, o, 0)),
    (CLAIM, lambda m, o: change_claim(m, o, ClaimSpec("much"))),
    (CLAIM, lambda m, o: change_claim(m, o, ClaimSpec("1Gi", ()))),
    (POD.removesuffix("---\n"), lambda m, o: remove_object(m, o)),
]


@pytest.mark.parametrize(("text", "edit"), REFUSED)
def test_what_the_api_server_would_not_take_is_refused(text: str, edit: Edit) -> None:
    with pytest.raises(EditRefused) as refused:
        edit(*last(text))
    assert str(refused.value.message).endswith(".")


def test_a_value_that_is_no_text_is_none() -> None:
    binary = base64.b64encode(b"\xff\xfe").decode()
    manifest, of = last(SECRET.replace("b2xk", binary))
    assert value_of_key(manifest, of, "token") is None
    assert value_of_key(*last(SECRET), "token") == "old"
    assert value_of_key(*last(SECRET.replace("b2xk", "%")), "token") is None


def test_a_headless_service_gets_an_address_again() -> None:
    headless = set_service_type(*last(SERVICE), "Headless")
    assert headless.text == SERVICE + "  clusterIP: None\n"
    assert set_service_type(headless, headless.objects[-1], "ClusterIP").text == SERVICE


@pytest.mark.skipif(not CORPUS.is_dir(), reason="needs the corpus")
def test_real_keys_change_alone() -> None:
    done = 0
    files = [f for f in sorted(CORPUS.rglob("*.yaml")) if b"kind: ConfigMap" in f.read_bytes()]
    for file in files[:60]:
        manifest = read(decode(file.read_bytes()).text)
        for of in [each for each in manifest.objects if each.kind in ("ConfigMap", "Secret")][:2]:
            for key, at in list(keys(of).items())[:2]:
                after = set_key(manifest, of, key, "one\ntwo\n")
                pairs = zip(manifest.documents, after.documents, strict=True)
                assert [path for one, two in pairs for path in changed(one.value, two.value)] != [], (
                    file,
                    at,
                )
                assert value_of_key(after, of, key) == "one\ntwo\n"
                pairs = zip(manifest.documents, set_key(after, of, key, "x").documents, strict=True)
                assert len([path for one, two in pairs for path in changed(one.value, two.value)]) <= 1
                done += 1
    assert done > 20
