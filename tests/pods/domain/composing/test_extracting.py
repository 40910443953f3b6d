"""A helper of one's own made a pattern, and entries that users wrote."""

from __future__ import annotations

import pytest

from pods.domain.composing.composed import compose
from pods.domain.composing.entry import EntryRefused, read_entry
from pods.domain.composing.extracting import pattern_from
from pods.domain.edits.refusal import EditRefused
from pods.domain.manifest import reader
from pods.domain.manifest.views import Container, Pod

POD = """\
apiVersion: v1
kind: Pod
metadata: {name: one}
spec:
  containers:
    - name: app
      image: shop:1
      volumeMounts: [{name: logs, mountPath: /var/log/app}, {name: own, mountPath: /own}]
    - name: shipper
      image: shipper:1
      command: [sh, -c, "exec ship --listen 2020 --size=12020"]
      ports: [{name: health-check, containerPort: 2020}]
      livenessProbe: {tcpSocket: {port: 2020}}
      securityContext: {runAsUser: 2020}
      volumeMounts: [{name: logs, mountPath: /logs}, {name: config, mountPath: /config}]
  volumes:
    - {name: logs, emptyDir: {}}
    - {name: own, emptyDir: {}}
    - {name: config, configMap: {name: shipper}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: shipper}
data: {a.conf: "listen: 2020\\n"}
"""
OTHER = "apiVersion: v1\nkind: Pod\nmetadata: {name: two}\nspec:\n  containers:\n  - name: web\n    image: web:2\n"


MAINS = POD.replace(
    "{name: one}", '{name: one, annotations: {podwright.dev/roles: "app=main,shipper=%s"}}', 1
)


@pytest.mark.parametrize(
    ("role", "kind"), [("main", "sidecar"), ("adapter", "adapter"), ("co-located", "co-located")]
)
def test_a_pattern_is_of_the_kind_its_container_is_here_and_a_second_main_of_a_pod_helps_others(
    role: str, kind: str
) -> None:
    manifest = reader.read(MAINS % role)
    entry = read_entry(pattern_from(manifest, manifest.pods[0], container(manifest.pods[0], "shipper")))
    assert entry.kind == kind


def test_a_native_sidecar_that_is_called_main_is_a_pattern_of_a_sidecar() -> None:
    text = MAINS.replace("app=main,", "") % "main"
    head, rest = text.split(HELPER)
    native = HELPER + "      restartPolicy: Always\n"
    manifest = reader.read(
        head.replace("  containers:\n", f"  initContainers:\n{native}  containers:\n") + rest
    )
    entry = read_entry(pattern_from(manifest, manifest.pods[0], container(manifest.pods[0], "shipper")))
    assert entry.kind == "sidecar"


def container(pod: Pod, name: str) -> Container:
    return next(c for c in pod.containers if c.name == name)


def test_a_helper_becomes_a_pattern_with_all_it_needs() -> None:
    manifest = reader.read(POD)
    pattern = read_entry(pattern_from(manifest, manifest.pods[0], container(manifest.pods[0], "shipper")))
    assert [p.name for p in pattern.parameters] == ["image", "healthCheckPort"]
    other = reader.read(OTHER)
    composed = compose(other, other.pods[0], pattern, variant="classic", values={"healthCheckPort": 3030})
    helper = container(composed.pod, "shipper")
    assert helper.command == ("sh", "-c", "exec ship --listen 3030 --size=12020")
    assert helper.raw["livenessProbe"] == {"tcpSocket": {"port": 3030}}
    assert helper.raw["securityContext"] == {"runAsUser": 2020}
    assert [(m.volume, m.mount_path) for m in container(composed.pod, "web").mounts] == [
        ("logs", "/var/log/app")
    ]
    assert [volume.name for volume in composed.pod.volumes] == ["logs", "config"]
    assert composed.manifest.objects[1].raw["data"] == {"a.conf": "listen: 3030\n"}


HELPER = POD[POD.index("    - name: shipper") : POD.index("  volumes:")]
NO_PROBE = HELPER.replace("      livenessProbe: {tcpSocket: {port: 2020}}\n", "")


@pytest.mark.parametrize(
    ("before", "variants", "place"),
    [
        ("", ["classic", "native"], {"$if": "native", "$then": "sidecar"}),
        (
            HELPER + "      restartPolicy: Always\n",
            ["native", "classic"],
            {"$if": "native", "$then": "sidecar"},
        ),
        (NO_PROBE, ["init"], "init"),
    ],
)
def test_the_first_variant_is_how_the_helper_runs_here(
    before: str, variants: list[str], place: object
) -> None:
    steps = POD.replace(HELPER, "").replace("  containers:\n", f"  initContainers:\n{before}  containers:\n")
    manifest = reader.read(steps if before else POD)
    pattern = read_entry(pattern_from(manifest, manifest.pods[0], container(manifest.pods[0], "shipper")))
    assert [variant.id for variant in pattern.variants] == variants
    assert pattern.fragment["containers"][0]["place"] == place


@pytest.mark.parametrize(
    ("role", "kind"), [("adapter", "adapter"), ("ambassador", "ambassador"), ("co-located", "co-located")]
)
def test_the_role_of_the_helper_is_the_kind_of_the_pattern(role: str, kind: str) -> None:
    said = f"{{name: one, annotations: {{podwright.dev/roles: shipper={role}}}}}"
    manifest = reader.read(POD.replace("{name: one}", said))
    text = pattern_from(manifest, manifest.pods[0], container(manifest.pods[0], "shipper"))
    assert read_entry(text).kind.value == kind


def test_a_claim_becomes_a_scratch_directory_and_a_secret_stays_behind() -> None:
    claimed = """\
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce]}}]
  template:
    spec:
      containers:
      - {name: app, image: "db:1", volumeMounts: [{name: data, mountPath: /data}]}
      - name: saver
        image: saver:1
        envFrom: [{secretRef: {name: key}}]
        volumeMounts: [{name: data, mountPath: /from}]
---
apiVersion: v1
kind: Secret
metadata: {name: key}
stringData: {password: hidden}
"""
    manifest = reader.read(claimed)
    text = pattern_from(manifest, manifest.pods[0], container(manifest.pods[0], "saver"))
    fragment = read_entry(text).fragment
    assert fragment["volumes"] == [{"name": "data", "emptyDir": {}}]
    assert "objects" not in fragment
    assert "hidden" not in text


def test_an_unchanged_pattern_gives_the_same_helper_again() -> None:
    manifest = reader.read(POD)
    shipper = container(manifest.pods[0], "shipper")
    other = reader.read(OTHER)
    composed = compose(
        other, other.pods[0], read_entry(pattern_from(manifest, manifest.pods[0], shipper)), variant="classic"
    )
    assert container(composed.pod, "shipper").raw == shipper.raw


def test_the_main_container_is_no_helper() -> None:
    manifest = reader.read(POD)
    with pytest.raises(EditRefused, match="app is the main container itself"):
        pattern_from(manifest, manifest.pods[0], container(manifest.pods[0], "app"))


@pytest.mark.parametrize("mounts", ["logs", "[logs, {name: [logs]}]", "{name: logs}"])
def test_mounts_of_main_that_are_none_are_not_taken_along(mounts: str) -> None:
    written = "[{name: logs, mountPath: /var/log/app}, {name: own, mountPath: /own}]"
    manifest = reader.read(POD.replace(written, mounts))
    pattern = read_entry(pattern_from(manifest, manifest.pods[0], container(manifest.pods[0], "shipper")))
    assert "main" not in pattern.fragment


def test_what_looks_like_a_placeholder_is_refused() -> None:
    manifest = reader.read(POD.replace("exec ship", "exec @{ship}"))
    with pytest.raises(EditRefused, match=r"would take @\{ for a placeholder"):
        pattern_from(manifest, manifest.pods[0], container(manifest.pods[0], "shipper"))


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ("", 1, "There is no entry in this text."),
        ("# nothing\n", 1, "There is no entry in this text."),
        ("id: a\nkind: [", 2, ""),
        ("id: a\nkind: helper\n", 2, "“helper” is not one of"),
        ("id: a\n\nparameters:\n  - name: A b\n", 4, "no name in camelCase"),
        ("a: &a [x, x]\nb: &b [*a, *a]\n" + "c: [*b, *b, *b]\n" * 2, 1, ""),
        ("[" * 60, 1, ""),
        ("x" * 300_000, 1, ""),
    ],
)
def test_an_entry_that_is_wrong_says_so_at_its_line(text: str, line: int, sentence: str) -> None:
    with pytest.raises(EntryRefused) as refused:
        read_entry(text)
    found = [problem for problem in refused.value.problems if sentence in str(problem.message)]
    assert found
    assert line in [problem.line for problem in found]
