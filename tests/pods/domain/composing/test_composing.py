"""What composing decides: names, ports, what is shared, what is refused; and what a record can do later."""

from __future__ import annotations

import contextlib
import copy
import json
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pods.domain.composing.composed import Composed, compose
from pods.domain.composing.removing import take_out
from pods.domain.composing.switching import switch_variant
from pods.domain.edits import records as kept
from pods.domain.edits.containers import add_container, remove_container
from pods.domain.edits.env import set_env
from pods.domain.edits.fields import set_field
from pods.domain.edits.object_names import rename_beside
from pods.domain.edits.refusal import EditRefused
from pods.domain.edits.renames import rename_container
from pods.domain.edits.volumes import rename_volume
from pods.domain.edits.wrapping import wrap_pod
from pods.domain.manifest import reader
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Container, ContainerKind, Pod
from tests.pods.domain.composing.manifests import BLOCK, JOB
from tests.pods.domain.composing.patterns import PROXY, SHIPPER, pattern, without_labels

BEFORE = """\
kind: Pod
apiVersion: v1
metadata:
  name: one
spec:
  containers:
    - name: app  # ours
      image: shop:1
"""
AFTER = """\
kind: Pod
apiVersion: v1
metadata:
  name: one
  annotations:
    podwright.dev/patterns: '…'
spec:
  containers:
    - name: app  # ours
      image: shop:1
      env:
        - name: LOGS
          value: /var/log/app
      volumeMounts:
        - name: logs
          mountPath: /var/log/app
    - name: shipper
      image: shipper:1
      args: [--me=shipper, --port=2020]
      env:
        - name: PORT
          value: "2020"
      ports:
        - name: health
          containerPort: 2020
      volumeMounts:
        - name: logs
          mountPath: /logs
          readOnly: true
      readinessProbe:
        httpGet:
          path: /
          port: health
  volumes:
    - name: logs
      emptyDir: {}
    - name: shipper-config
      configMap:
        name: one-shipper
  terminationGracePeriodSeconds: 45
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: one-shipper
data:
  shipper.conf: |
    read /var/log/app
    listen 2020
"""


def add(text: str, entry: dict[str, Any] = SHIPPER, **said: Any) -> Composed:
    manifest = reader.read(text)
    return compose(manifest, manifest.pods[0], pattern(entry), **said)


def container(pod: Pod, name: str) -> Container:
    return next(c for c in pod.containers if c.name == name)


def said(composed: Composed) -> str:
    return " ".join(map(str, composed.notes))


def again(manifest: Manifest) -> Pod:
    return manifest.pods[0]


def test_a_pattern_is_written_as_the_text_around_it() -> None:
    composed = add(BEFORE, variant="classic")
    record = kept.as_annotation(kept.records(composed.pod))
    assert composed.manifest.text.replace(record, "…") == AFTER
    assert composed.notes == ()


@pytest.mark.parametrize(
    ("minor", "kind"),
    [(28, ContainerKind.CONTAINER), (29, ContainerKind.SIDECAR), (36, ContainerKind.SIDECAR)],
)
def test_the_variant_is_the_first_that_the_version_allows(minor: int, kind: ContainerKind) -> None:
    assert container(add(BEFORE, minor=minor).pod, "shipper").kind is kind


def test_a_job_gets_the_variant_that_does_not_hold_it_up() -> None:
    entry = {**SHIPPER, "variants": SHIPPER["variants"][::-1]}
    assert add(BEFORE, entry).variant.id == "classic"
    assert add(JOB, entry).variant.id == "native"
    assert add(JOB, entry, minor=28).variant.id == "classic"
    assert "it will not complete" in said(add(JOB, entry, minor=28))
    assert "it will not complete" in said(add(JOB, entry, variant="classic"))


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"variant": "native", "minor": 28}, "needs Kubernetes 1.29"),
        ({"variant": "other"}, "There is no variant “other”"),
        ({"values": {"port": "0"}}, "does not lie between 1 and 65535"),
        ({"values": {"prot": "1"}}, "no such parameter; it has directory, port, image"),
        ({"values": {"image": ""}}, "image: It needs a value."),
        ({"names": ["app"]}, "A container named app is there already"),
        ({"names": ["No"]}, "may hold only lower-case letters"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(given: dict[str, Any], sentence: str) -> None:
    with pytest.raises(EditRefused, match=sentence.replace("(", r"\(")):
        add(BEFORE, **given)


def test_taken_names_get_a_free_neighbour_everywhere() -> None:
    text = (
        BEFORE + "    - name: shipper\n      image: x:1\n  volumes:\n    - name: logs\n      emptyDir: {}\n"
    )
    text += "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: one-shipper}\ndata: {other: content}\n"
    composed = add(text)
    helper = container(composed.pod, "shipper-2")
    assert helper.args == ("--me=shipper-2", "--port=2020")
    assert [mount.volume for mount in helper.mounts] == ["logs-2"]
    assert [mount.volume for mount in container(composed.pod, "app").mounts] == ["logs-2"]
    config = composed.pod.volume("shipper-config")
    assert config is not None
    assert config.spec == {"name": "one-shipper-2"}
    assert len(composed.renamed) == 3
    out = take_out(composed.manifest, composed.pod, composed.record)
    assert out.manifest.text == text


def test_a_taken_port_moves_unless_it_was_asked_for() -> None:
    text = BEFORE + "      ports:\n        - containerPort: 2020\n        - containerPort: 2021\n"
    assert add(text).values["port"] == 2022
    assert "--port=2022" in container(add(text).pod, "shipper").args
    with pytest.raises(EditRefused, match="app listens on port 2021 already"):
        add(text, values={"port": 2021})


def test_a_port_name_that_another_container_has_is_another_one_in_its_probes_too() -> None:
    text = BEFORE + "      ports:\n        - {name: health, containerPort: 80}\n"
    helper = container(add(text).pod, "shipper")
    assert helper.ports[0].name == "health-2"
    assert helper.raw["readinessProbe"]["httpGet"]["port"] == "health-2"


MOUNTED = (
    BEFORE
    + "      volumeMounts:\n        - {name: data, mountPath: %s%s}\n  volumes:\n    - {name: data, %s}\n"
)


@pytest.mark.parametrize(
    ("path", "more", "sub_path"),
    [
        ("/var/log/app", "", None),
        ("/var/log", "", "app"),
        ("/var", "", "log/app"),
        ("/var/log/", ", subPath: deep", "deep/app"),
    ],
)
def test_a_volume_that_main_has_at_or_above_the_place_is_shared(
    path: str, more: str, sub_path: str | None
) -> None:
    text = MOUNTED % (path, more, "emptyDir: {}")
    composed = add(text, values={"directory": "/var/log/app"})
    mount = container(composed.pod, "shipper").mounts[0]
    assert (mount.volume, mount.sub_path, mount.mount_path) == ("data", sub_path, "/logs")
    assert len(container(composed.pod, "app").mounts) == 1
    assert composed.pod.volume("logs") is None
    assert "The volume data" in said(composed)
    assert take_out(composed.manifest, composed.pod, composed.record).manifest.text == text


@pytest.mark.parametrize(
    ("path", "more", "source"),
    [
        ("/var/log", ", readOnly: true", "emptyDir: {}"),
        ("/var/log", "", "configMap: {name: x}"),
        ("/var/lo", "", "emptyDir: {}"),
        ("/var/log", ", subPathExpr: $(POD)", "emptyDir: {}"),
        ("/", "", "emptyDir: {}"),
    ],
)
def test_a_volume_that_does_not_serve_is_left_alone(path: str, more: str, source: str) -> None:
    composed = add(MOUNTED % (path, more, source), values={"directory": "/var/log/app"})
    assert container(composed.pod, "shipper").mounts[0].volume == "logs"


def test_a_mount_whose_volume_is_missing_is_left_alone() -> None:
    text = BEFORE + "      volumeMounts:\n        - {name: data, mountPath: /var/log}\n"
    assert container(add(text).pod, "shipper").mounts[0].volume == "logs"


@pytest.mark.parametrize(("helper_reads", "volume"), [(True, "data"), (False, "logs")])
def test_files_that_nobody_can_write_serve_where_nobody_writes(helper_reads: bool, volume: str) -> None:
    entry = copy.deepcopy(SHIPPER)
    entry["fragment"]["main"]["volumeMounts"][0]["readOnly"] = True
    entry["fragment"]["containers"][0]["volumeMounts"][0]["readOnly"] = helper_reads
    composed = add(MOUNTED % ("/var/log", "", "configMap: {name: x}"), entry)
    assert container(composed.pod, "shipper").mounts[0].volume == volume


def test_what_stands_in_the_way_at_the_very_place_is_refused() -> None:
    text = MOUNTED % ("/var/log/app", ", readOnly: true", "emptyDir: {}")
    with pytest.raises(EditRefused, match="mounts the volume data at /var/log/app already"):
        add(text, values={"directory": "/var/log/app"})


def test_an_equal_config_map_serves_as_it_is() -> None:
    config = "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: one-shipper}\n"
    text = BEFORE + config + 'data: {shipper.conf: "read /var/log/app\\nlisten 2020\\n"}\n'
    composed = add(text)
    assert len(composed.manifest.documents) == 2
    assert "serves as it is" in said(composed)
    assert take_out(composed.manifest, composed.pod, composed.record).manifest.text == text


def test_a_secret_of_the_name_is_never_written_over() -> None:
    secret = {
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": {"name": "key"},
        "stringData": {"a": "replace"},
    }
    entry = {**SHIPPER, "fragment": {**SHIPPER["fragment"], "objects": [secret]}}
    text = BEFORE + "---\napiVersion: v1\nkind: Secret\nmetadata: {name: key}\nstringData: {a: real}\n"
    composed = add(text, entry)
    assert "The Secret key is there and stays as it is." in said(composed)
    assert [o.raw.get("stringData") for o in composed.manifest.objects] == [None, {"a": "real"}]


def test_env_of_main_is_changed_and_remembered() -> None:
    text = BEFORE + '      env:\n        - name: LOGS\n          value: "old"  # why\n'
    composed = add(text)
    assert "main.env.LOGS changes from old to /var/log/app" in said(composed)
    assert take_out(composed.manifest, composed.pod, composed.record).manifest.text == text


@pytest.mark.parametrize(("there", "then"), [("", 45), ("10", 45), ("45", 45), ("90", 90)])
def test_at_least_raises_what_is_lower(there: str, then: int) -> None:
    text = BEFORE + (f"  terminationGracePeriodSeconds: {there}\n" if there else "")
    composed = add(text)
    assert composed.pod.spec["terminationGracePeriodSeconds"] == then
    assert take_out(composed.manifest, composed.pod, composed.record).manifest.text == text


@pytest.mark.parametrize("empty", ["", " []", "  # none", " []  # none", "\n  # none"])
def test_what_was_empty_is_empty_again_as_it_was_written(empty: str) -> None:
    text = f"{BEFORE}      env:{empty}\n  volumes:{empty}\n  hostname: one\n"
    composed = add(text)
    assert take_out(composed.manifest, composed.pod, composed.record).manifest.text == text


def test_a_probe_of_main_stays() -> None:
    probe = {"httpGet": {"path": "/", "port": 1}}
    entry = {**SHIPPER, "fragment": {**SHIPPER["fragment"], "main": {"readinessProbe": probe}}}
    text = BEFORE + "      readinessProbe: {tcpSocket: {port: 80}}\n"
    composed = add(text, entry)
    assert container(composed.pod, "app").raw["readinessProbe"] == {"tcpSocket": {"port": 80}}
    assert "app has a readinessProbe already" in said(composed)


def test_services_are_pointed_at_a_helper_that_takes_over() -> None:
    manifest = reader.read(BLOCK)
    composed = compose(manifest, manifest.pods[0], without_labels())
    service = composed.manifest.objects[1].raw
    assert service["spec"]["ports"] == [{"port": 80, "targetPort": 8443}]
    assert take_out(composed.manifest, composed.pod, composed.record).manifest.text == BLOCK


def test_labels_that_a_selector_goes_by_are_not_changed() -> None:
    with pytest.raises(EditRefused, match=r"needs its label app=shop: the (Deployment|Service) shop"):
        add(BLOCK, PROXY)
    assert add(BEFORE, PROXY).pod.labels == {"app": "proxied"}


def test_the_same_twice_is_refused_and_another_one_numbered() -> None:
    first = add(BEFORE)
    with pytest.raises(EditRefused, match="shipper is there already, as shipper"):
        compose(first.manifest, first.pod, pattern(SHIPPER))
    second = compose(first.manifest, first.pod, pattern(SHIPPER), values={"directory": "/var/log/other"})
    assert "adds another one" in said(second)
    assert second.values["port"] == 2021
    assert second.record.helpers == ("shipper-2",)
    back = take_out(second.manifest, second.pod, second.record)
    assert back.manifest.text == first.manifest.text


def test_patterns_can_be_taken_out_in_any_order() -> None:
    first = add(BEFORE)
    second = compose(first.manifest, first.pod, without_labels())
    out = take_out(second.manifest, second.pod, kept.records(second.pod)[0])
    last = take_out(out.manifest, out.pod, kept.records(out.pod)[0])
    assert last.manifest.text == BEFORE


def test_a_volume_that_another_container_uses_meanwhile_stays() -> None:
    composed = add(BEFORE)
    text = composed.manifest.text.replace(
        "  containers:\n",
        "  containers:\n    - {name: own, image: 'x:1', volumeMounts: [{name: logs, mountPath: /l}]}\n",
    )
    manifest = reader.read(text)
    out = take_out(manifest, again(manifest), kept.records(again(manifest))[0])
    assert out.pod.volume("logs") is not None
    assert [m.volume for m in container(out.pod, "app").mounts] == ["logs"]
    assert "The Volume logs stays" in " ".join(map(str, out.kept))
    assert [c.name for c in out.pod.containers] == ["own", "app"]


def test_a_pattern_that_shares_anothers_volume_inherits_it() -> None:
    first = add(BEFORE)
    second = compose(first.manifest, first.pod, pattern(SHIPPER, id="other"))
    assert "The volume logs" in said(second)
    out = take_out(second.manifest, second.pod, kept.records(second.pod)[0])
    assert out.pod.volume("logs") is not None
    last = take_out(out.manifest, out.pod, kept.records(out.pod)[0])
    assert last.pod.volumes == ()
    assert container(last.pod, "app").mounts == ()


@pytest.mark.parametrize("first_out", [0, 1])
@pytest.mark.parametrize(
    ("one", "other", "both"),
    [(45, 60, 60), (60, 45, 60), (45, 45, 45)],
)
@pytest.mark.parametrize("before", ["", "  terminationGracePeriodSeconds: 31  # ours\n"])
def test_what_another_pattern_relies_on_stays_as_long_as_that_does(
    first_out: int, one: int, other: int, both: int, before: str
) -> None:
    def waiting(id: str, seconds: int) -> dict[str, Any]:
        spec = {"terminationGracePeriodSeconds": {"$atLeast": seconds}, "shareProcessNamespace": True}
        containers = [{"name": id, "image": "x:1"}]
        return {**SHIPPER, "id": id, "fragment": {"containers": containers, "pod": {"spec": spec}}}

    first = add(BEFORE + before, waiting("a", one))
    second = compose(first.manifest, first.pod, pattern(waiting("b", other)))
    assert second.pod.spec["terminationGracePeriodSeconds"] == both
    out = take_out(second.manifest, second.pod, kept.records(second.pod)[first_out])
    assert out.pod.spec["terminationGracePeriodSeconds"] >= (one, other)[1 - first_out]
    assert out.pod.spec["shareProcessNamespace"] is True
    last = take_out(out.manifest, out.pod, kept.records(out.pod)[0])
    assert last.manifest.text == BEFORE + before


def test_what_was_changed_since_stays_and_is_said() -> None:
    composed = add(BEFORE + '      env:\n        - {name: LOGS, value: "old"}\n')
    edited = set_env(composed.manifest, composed.pod, container(composed.pod, "app"), "LOGS", "mine")
    out = take_out(edited, again(edited), kept.records(again(edited))[0])
    assert container(out.pod, "app").env[0].value == "mine"
    assert "has been changed since" in str(out.kept[0])


def test_a_record_follows_renames() -> None:
    composed = add(BEFORE)
    manifest = rename_container(composed.manifest, composed.pod, container(composed.pod, "shipper"), name="s")
    manifest = rename_container(manifest, again(manifest), container(again(manifest), "app"), name="web")
    manifest = rename_volume(manifest, again(manifest), "logs", new_name="l")
    record = kept.records(again(manifest))[0]
    assert (record.main, record.helpers) == ("web", ("s",))
    out = take_out(manifest, again(manifest), record)
    assert out.manifest.text == BEFORE.replace("name: app", "name: web")


def test_a_service_that_was_led_to_the_helper_comes_back_under_another_name() -> None:
    service = (
        "---\napiVersion: v1\nkind: Service\nmetadata: {name: web}\n"
        "spec: {selector: {app: shop}, ports: [{port: 80, targetPort: 8080}]}\n"
    )
    labelled = BEFORE.replace("  name: one\n", "  name: one\n  labels: {app: shop}\n")
    text = labelled + "      ports: [{containerPort: 8080}]\n" + service
    manifest = reader.read(text)
    composed = compose(manifest, manifest.pods[0], without_labels(), main=manifest.pods[0].containers[0])
    assert "targetPort: 8080}" not in composed.manifest.text
    manifest = rename_beside(composed.manifest, composed.manifest.objects[-1], "front")
    out = take_out(manifest, again(manifest), kept.records(again(manifest))[0])
    assert out.manifest.text == text.replace("name: web", "name: front")


def test_a_helper_removed_by_hand_is_no_obstacle() -> None:
    composed = add(BEFORE)
    manifest = remove_container(composed.manifest, composed.pod, container(composed.pod, "shipper"))
    out = take_out(manifest, again(manifest), kept.records(again(manifest))[0])
    assert out.manifest.text == BEFORE


def test_a_helper_that_another_pattern_helps_cannot_go_first() -> None:
    composed = add(BEFORE, variant="classic")
    second = compose(
        composed.manifest, composed.pod, without_labels(), main=container(composed.pod, "shipper")
    )
    with pytest.raises(EditRefused, match="proxy was added to shipper; take that out first"):
        take_out(second.manifest, second.pod, kept.records(second.pod)[0])


def test_a_pattern_of_whole_pods_leaves_at_least_one_container() -> None:
    entry = {key: value for key, value in SHIPPER.items() if key != "example"}
    entry["fragment"] = {"containers": [{"name": "peer", "image": "x:1"}]}
    entry["variants"] = [{"id": "peers", "title": {"en": "Peers"}}]
    composed = add(BEFORE.replace("\n    - name: app  # ours\n      image: shop:1", " []"), entry)
    assert [c.name for c in composed.pod.containers] == ["peer"]
    with pytest.raises(EditRefused, match="The pod would have no container without shipper"):
        take_out(composed.manifest, composed.pod, composed.record)


def test_switching_keeps_what_the_user_changed() -> None:
    composed = add(BEFORE, variant="classic")
    helper = container(composed.pod, "shipper")
    manifest = set_env(composed.manifest, composed.pod, helper, "MINE", "yes")
    switched = switch_variant(
        manifest, again(manifest), kept.records(again(manifest))[0], pattern(SHIPPER), "native"
    )
    helper = container(switched.pod, "shipper")
    assert helper.kind is ContainerKind.SIDECAR
    assert [variable.name for variable in helper.env] == ["PORT", "MINE"]
    out = take_out(switched.manifest, switched.pod, switched.record)
    assert out.manifest.text == BEFORE


def test_switching_leaves_a_variable_that_stands_twice_alone() -> None:
    composed = add(BEFORE, variant="classic")
    twice = composed.manifest.text.replace(
        "      env:\n        - name: PORT\n",
        "      env:\n        - name: PORT\n          value: '1'\n        - name: PORT\n",
    )
    manifest = reader.read(twice)
    there = [variable.value for variable in container(again(manifest), "shipper").env]
    assert there == ["1", "2020"]
    fragment = copy.deepcopy(SHIPPER["fragment"])
    fragment["containers"][0]["env"].append({"$if": "native", "name": "NEW", "value": "x"})
    record = kept.records(again(manifest))[0]
    switched = switch_variant(
        manifest, again(manifest), record, pattern(SHIPPER, fragment=fragment), "native"
    )
    assert [variable.value for variable in container(switched.pod, "shipper").env] == there


def test_switching_brings_what_only_the_other_variant_has() -> None:
    fragment = {**SHIPPER["fragment"], "pod": {"spec": {"$if": "native", "shareProcessNamespace": True}}}
    entry = {**SHIPPER, "fragment": fragment}
    composed = add(BEFORE, entry, variant="classic")
    manifest = set_env(composed.manifest, composed.pod, container(composed.pod, "shipper"), "MINE", "yes")
    switched = switch_variant(
        manifest, again(manifest), kept.records(again(manifest))[0], pattern(entry), "native"
    )
    assert switched.pod.spec["shareProcessNamespace"] is True
    assert [v.name for v in container(switched.pod, "shipper").env] == ["PORT", "MINE"]
    assert take_out(switched.manifest, switched.pod, kept.records(switched.pod)[0]).manifest.text == BEFORE


@pytest.mark.parametrize(
    "annotation",
    [
        "",
        "[",
        "{}",
        "[1]",
        '[{"id": 1}]',
        '[{"id":"a","variant":"b","steps":[{"set":[]}]}]',
        "[" * 5000,
        "null",
    ],
)
def test_an_annotation_that_is_no_record_is_none(annotation: str) -> None:
    assert kept.of_annotation(annotation) == ()


def test_a_record_reads_back_as_it_was_written() -> None:
    record = add(BEFORE).record
    assert kept.of_annotation(kept.as_annotation((record,))) == (record,)


PART = st.sampled_from(
    ["main", "spec", "template", "metadata", "containers", "env", "name", "volumes", "x.y", ""]
) | st.dictionaries(
    st.sampled_from(["name", "kind", "stream"]), st.sampled_from(["app", "shipper", 1, None]), max_size=2
)


@cache
def with_shipper() -> Manifest:
    return add(BEFORE).manifest


ANY = st.none() | st.integers() | st.text(max_size=5) | st.lists(st.integers(), max_size=2)
STEP = st.fixed_dictionaries({"add": st.lists(PART, max_size=4)}) | st.fixed_dictionaries(
    {"set": st.lists(PART, max_size=4), "was": ANY, "now": ANY}
)


@given(
    steps=st.lists(STEP, max_size=4),
    helpers=st.lists(st.sampled_from(["app", "shipper", "other"]), max_size=2),
    named=st.lists(
        st.tuples(
            st.sampled_from(["Volume", "ConfigMap", "Pod"]),
            st.text(max_size=3),
            st.just("logs"),
            st.booleans(),
        )
        | st.just(("Pod", "one", "one", True)),
        max_size=2,
    ),
)
def test_a_record_that_somebody_made_up_is_refused_or_followed(steps: Any, helpers: Any, named: Any) -> None:
    entry = {"id": "x", "variant": "y", "main": "app", "helpers": helpers, "named": named, "steps": steps}
    added = with_shipper()
    manifest = set_field(added, 0, kept.annotation_path(again(added)), json.dumps([entry]))
    for record in kept.records(again(manifest)):
        with contextlib.suppress(EditRefused):
            assert take_out(manifest, again(manifest), record).manifest.pods


def test_a_record_stays_with_a_pod_that_becomes_a_workload() -> None:
    composed = add(BEFORE)
    wrapped = wrap_pod(composed.manifest, composed.pod, "Deployment")
    out = take_out(wrapped, again(wrapped), kept.records(again(wrapped))[0])
    before = reader.read(BEFORE)
    assert out.manifest.text == wrap_pod(before, again(before), "Deployment").text


def test_another_pods_container_is_not_taken_for_main() -> None:
    manifest = reader.read(BEFORE)
    manifest = add_container(manifest, again(manifest), kind=ContainerKind.INIT, name="setup", image="x:1")
    with pytest.raises(EditRefused, match="setup does not run with the pod"):
        compose(manifest, again(manifest), pattern(SHIPPER), main=container(again(manifest), "setup"))
