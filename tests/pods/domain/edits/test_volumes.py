"""Volumes come, go, change and get other names, and nothing is left that names what is not there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pods.domain.edits.file_items import DownwardFile, KeyFile
from pods.domain.edits.projections import (
    ProjectedConfigMap,
    ProjectedDownward,
    ProjectedSecret,
    ProjectedToken,
)
from pods.domain.edits.refusal import EditRefused
from pods.domain.edits.volume_sources import (
    Claim,
    ClaimSpec,
    ConfigMapFiles,
    Csi,
    DownwardFiles,
    EmptyDir,
    Ephemeral,
    HostPath,
    Image,
    Nfs,
    OtherSource,
    Projected,
    SecretFiles,
    VolumeSource,
)
from pods.domain.edits.volumes import (
    add_claim_template,
    add_volume,
    change_volume,
    remove_volume,
    rename_volume,
)
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.reader import read
from pods.domain.manifest.views import Pod
from pods.domain.schema.check import departures
from pods.domain.schema.kinds import schema
from tests.pods.domain.edits.pods_as_written import (
    CORPUS,
    FLOW,
    JSON,
    POD,
    doing,
    hold,
    pod_of,
    real_pods,
    ways_to_write,
)

SHARED = """\
kind: Pod
apiVersion: v1
spec:
  containers:
  # the app
  - name: app
    image: a
    env:
    - name: KEY
      valueFrom: {fileKeyRef: {volumeName: logs, path: f, key: k}}
    volumeMounts:
    - {name: logs, mountPath: /logs} # writes
    - name: conf
      mountPath: /etc/app
  - name: shipper
    volumeMounts:
    - mountPath: /in
      name: "logs" # reads
  volumes:
  # kept for a while
  - name: logs # shared
    emptyDir: {}
  - configMap:
      name: app
      items: [{key: a, path: b}]
    name: conf
"""
STATEFUL = """\
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  template:
    spec:
      containers:
      - {name: db, image: i, volumeMounts: [{name: data, mountPath: /d}], volumeDevices: [{name: raw, devicePath: /r}]}
      volumes:
      - {name: data, emptyDir: {}}
      - {name: raw, persistentVolumeClaim: {claimName: r}}
  volumeClaimTemplates:
  - metadata: {name: data} # claimed
    spec: {}
"""

SOURCES: list[tuple[VolumeSource, dict[str, Any]]] = [
    (EmptyDir(), {"emptyDir": {}}),
    (EmptyDir("Memory", "64Mi"), {"emptyDir": {"medium": "Memory", "sizeLimit": "64Mi"}}),
    (EmptyDir("HugePages-2Mi"), {"emptyDir": {"medium": "HugePages-2Mi"}}),
    (HostPath("/var/log", "Directory"), {"hostPath": {"path": "/var/log", "type": "Directory"}}),
    (ConfigMapFiles("c"), {"configMap": {"name": "c"}}),
    (ConfigMapFiles("c", (KeyFile("a", "b/c", 0o400),), 0o644, True),
     {"configMap": {"name": "c", "items": [{"key": "a", "path": "b/c", "mode": 256}],
                    "defaultMode": 420, "optional": True}}),
    (SecretFiles("s"), {"secret": {"secretName": "s"}}),
    (DownwardFiles((DownwardFile("l", "metadata.labels"), DownwardFile("m", "", "limits.memory", "app", "1Mi"))),
     {"downwardAPI": {"items": [
         {"path": "l", "fieldRef": {"fieldPath": "metadata.labels"}},
         {"path": "m", "resourceFieldRef":
             {"containerName": "app", "resource": "limits.memory", "divisor": "1Mi"}}]}}),
    (Projected((ProjectedToken("t", "vault", 3600), ProjectedSecret("s", (KeyFile("k", "k"),)),
                ProjectedConfigMap("c", (), True), ProjectedDownward((DownwardFile("n", "metadata.name"),)))),
     {"projected": {"sources": [
         {"serviceAccountToken": {"path": "t", "audience": "vault", "expirationSeconds": 3600}},
         {"secret": {"name": "s", "items": [{"key": "k", "path": "k"}]}},
         {"configMap": {"name": "c", "optional": True}},
         {"downwardAPI": {"items": [{"path": "n", "fieldRef": {"fieldPath": "metadata.name"}}]}}]}}),
    (Claim("data", True), {"persistentVolumeClaim": {"claimName": "data", "readOnly": True}}),
    (Ephemeral(ClaimSpec("1Gi", ("ReadWriteMany",), "fast")),
     {"ephemeral": {"volumeClaimTemplate": {"spec": {
         "accessModes": ["ReadWriteMany"], "storageClassName": "fast",
         "resources": {"requests": {"storage": "1Gi"}}}}}}),
    (Nfs("nas", "/srv", True), {"nfs": {"server": "nas", "path": "/srv", "readOnly": True}}),
    (Csi("d", False, "", {"a": "1"}, "s"),
     {"csi": {"driver": "d", "volumeAttributes": {"a": "1"}, "nodePublishSecretRef": {"name": "s"}}}),
    (Image("r/i:1", "Always"), {"image": {"reference": "r/i:1", "pullPolicy": "Always"}}),
    (OtherSource("iscsi", {"iqn": "q", "lun": 0, "targetPortal": "p"}),
     {"iscsi": {"iqn": "q", "lun": 0, "targetPortal": "p"}}),
]  # fmt: skip


@pytest.mark.parametrize(("source", "written"), SOURCES)
@pytest.mark.parametrize("text", [POD, SHARED, FLOW, JSON])
def test_a_volume_of_every_source_is_added_as_the_api_writes_it(
    source: VolumeSource, written: dict[str, Any], text: str
) -> None:
    manifest, pod = pod_of(text)
    after = add_volume(manifest, pod, "new", source)
    old = manifest.value(0, "spec.volumes") or []
    assert after.value(0, "spec.volumes") == [*old, {"name": "new", **written}]
    assert list(departures(after.value(0, "spec"), "core.v1.PodSpec", schema(37))) == []


def test_a_volume_is_added_in_the_style_of_the_text() -> None:
    for text in ways_to_write(POD):
        ending = "\r\n" if "\r" in text else "\n"
        added = ending.join(["", "  volumes:", "  - name: tmp", "    emptyDir:", "      medium: Memory"])
        last = ending if text.endswith("\n") else ""
        manifest, pod = pod_of(text)
        after = add_volume(manifest, pod, "tmp", EmptyDir("Memory")).text
        assert after == text.removesuffix(ending) + added + last
    manifest, pod = pod_of(FLOW)
    assert add_volume(manifest, pod, "tmp", Claim("c")).text == FLOW.replace(
        "}]}  #", "}], volumes: [{name: tmp, persistentVolumeClaim: {claimName: c}}]}  #"
    )


def test_a_change_of_the_same_source_keeps_what_is_not_asked_about() -> None:
    manifest, pod = pod_of(SHARED)
    after = change_volume(manifest, pod, "logs", EmptyDir("Memory"))
    assert after.text == SHARED.replace("emptyDir: {}", "emptyDir:\n      medium: Memory")
    after = change_volume(manifest, pod, "conf", ConfigMapFiles("other", (KeyFile("a", "b"),)))
    assert after.text == SHARED.replace("name: app\n      items", "name: other\n      items")
    text = SHARED.replace("emptyDir: {}", "emptyDir: {mode: 511, sizeLimit: 1Gi}")
    manifest, pod = pod_of(text)
    assert change_volume(manifest, pod, "logs", EmptyDir()).text == text.replace(", sizeLimit: 1Gi", "")


def test_another_source_takes_the_place_of_the_old_one() -> None:
    manifest, pod = pod_of(SHARED)
    after = change_volume(manifest, pod, "conf", SecretFiles("s"))
    assert after.text == SHARED.replace(
        "  - configMap:\n      name: app\n      items: [{key: a, path: b}]\n    name: conf\n",
        "  - name: conf\n    secret:\n      secretName: s\n",
    )
    manifest, pod = pod_of(SHARED.replace("    emptyDir: {}\n", ""))
    assert "logs # shared\n    emptyDir:\n      medium: Memory\n" in change_volume(
        manifest, pod, "logs", EmptyDir("Memory")
    ).text  # fmt: skip


def test_a_volume_in_use_stays_unless_what_uses_it_goes_along() -> None:
    manifest, pod = pod_of(SHARED)
    with pytest.raises(EditRefused, match="still used by: app, shipper"):
        remove_volume(manifest, pod, "logs")
    after = remove_volume(manifest, pod, "logs", along=True).text
    assert (
        after
        == """\
kind: Pod
apiVersion: v1
spec:
  containers:
  # the app
  - name: app
    image: a
    volumeMounts:
    - name: conf
      mountPath: /etc/app
  - name: shipper
  volumes:
  - configMap:
      name: app
      items: [{key: a, path: b}]
    name: conf
"""
    )
    unused = SHARED.replace("    - name: conf\n      mountPath: /etc/app\n", "")
    manifest, pod = pod_of(unused)
    assert remove_volume(manifest, pod, "conf").text == unused[: unused.index("  - configMap")]


def test_the_last_volume_takes_the_list_along() -> None:
    text = POD + "  volumes:\n  - name: v\n"
    manifest, pod = pod_of(text)
    assert remove_volume(manifest, pod, "v").text == POD


def test_a_rename_reaches_every_mount_device_and_variable() -> None:
    for text in ways_to_write(SHARED):
        manifest, pod = pod_of(text)
        after = rename_volume(manifest, pod, "logs", new_name="shared").text
        assert after == (
            text.replace("volumeName: logs", "volumeName: shared")
            .replace("{name: logs,", "{name: shared,")
            .replace('name: "logs"', 'name: "shared"')
            .replace("- name: logs #", "- name: shared #")
        )


def test_a_claim_template_is_renamed_with_its_mounts_and_the_volume_it_replaces() -> None:
    manifest, pod = pod_of(STATEFUL)
    assert rename_volume(manifest, pod, "data", new_name="d2").text == STATEFUL.replace(
        "name: data", "name: d2"
    )
    after = rename_volume(manifest, pod, "raw", new_name="block")
    assert after.text == STATEFUL.replace("name: raw", "name: block")
    gone = remove_volume(manifest, pod, "data", along=True)
    assert "data" not in gone.text.replace("metadata", "")
    assert gone.value(0, "spec.template.spec.volumes") == [
        {"name": "raw", "persistentVolumeClaim": {"claimName": "r"}}
    ]


def test_a_claim_template_is_added_beside_the_pod_template() -> None:
    manifest, pod = pod_of(STATEFUL)
    after = add_claim_template(manifest, pod, "wal", ClaimSpec("10Gi"))
    assert after.text == STATEFUL + (
        "  - metadata:\n      name: wal\n    spec:\n      accessModes: [ReadWriteOnce]\n"
        "      resources:\n        requests:\n          storage: 10Gi\n"
    )
    assert after.pods[0].volume("wal") is not None


def test_a_name_that_several_containers_reach_through_an_anchor_is_written_once() -> None:
    text = """\
kind: Pod
apiVersion: v1
spec:
  containers:
  - name: a
    volumeMounts: &mounts
    - {name: &v logs, mountPath: /logs}
  - name: b
    volumeMounts: *mounts
  - name: c
    volumeMounts: [{name: *v, mountPath: /c}]
  volumes:
  - name: *v
"""
    manifest, pod = pod_of(text)
    assert rename_volume(manifest, pod, "logs", new_name="l2").text == text.replace("&v logs", "&v l2")
    other = text.replace("  - name: a\n", "  - name: a\n    workingDir: &v logs\n").replace(
        "name: &v logs", "name: *v"
    )
    manifest, pod = pod_of(other)
    with pytest.raises(EditRefused):
        rename_volume(manifest, pod, "logs", new_name="l2")


Edit = Callable[[Manifest, Pod], Manifest]
REFUSED: list[tuple[str, Edit, str]] = [
    (SHARED, lambda m, p: add_volume(m, p, "logs", EmptyDir()), "already, on line 21"),
    (SHARED, lambda m, p: add_volume(m, p, "", EmptyDir()), "needs a name"),
    (SHARED, lambda m, p: add_volume(m, p, "Big", EmptyDir()), "lower-case"),
    (SHARED, lambda m, p: rename_volume(m, p, "logs", new_name="conf"), "already"),
    (SHARED, lambda m, p: rename_volume(m, p, "none", new_name="a"), "no volume named"),
    (SHARED, lambda m, p: remove_volume(m, p, "none"), "no volume named"),
    (SHARED, lambda m, p: change_volume(m, p, "logs", Claim("c")), "only works with: emptyDir"),
    (SHARED, lambda m, p: add_claim_template(m, p, "a", ClaimSpec("1Gi")), "Only a StatefulSet"),
    (STATEFUL, lambda m, p: change_volume(m, p, "raw", EmptyDir()), "only works with: ephemeral"),
    (STATEFUL, lambda m, p: change_volume(m, p, "data", EmptyDir()), "claim template"),
]


@pytest.mark.parametrize(("text", "edit", "words"), REFUSED)
def test_an_edit_that_cannot_be_is_refused_with_the_reason(text: str, edit: Edit, words: str) -> None:
    manifest, pod = pod_of(text)
    with pytest.raises(EditRefused, match=words):
        edit(manifest, pod)


BAD_SOURCES: list[VolumeSource] = [
    EmptyDir("Floppy"), EmptyDir("", "lots"), EmptyDir("", "-1"), HostPath(""), HostPath("/a/../b"),
    HostPath("/a", "Weird"), ConfigMapFiles(""), ConfigMapFiles("A_b"), ConfigMapFiles("c", (KeyFile("", "a"),)),
    ConfigMapFiles("c", (KeyFile("a", "/a"),)), ConfigMapFiles("c", (KeyFile("a", "../a"),)),
    ConfigMapFiles("c", (), 0o1000), SecretFiles(""), DownwardFiles((DownwardFile("a"),)),
    DownwardFiles((DownwardFile("a", "status.podIP"),)), DownwardFiles((DownwardFile("a", "", "limits.cpu"),)),
    DownwardFiles((DownwardFile("a", "", "cpu", "app"),)),
    DownwardFiles((DownwardFile("a", "metadata.uid"), DownwardFile("a", "metadata.name"))),
    Projected((ProjectedToken(""),)), Projected((ProjectedToken("t", "", 60),)),
    Projected((ProjectedToken("t"), ProjectedSecret("s", (KeyFile("k", "t"),)))), Projected((ProjectedConfigMap(""),)),
    Claim(""), Ephemeral(ClaimSpec("0")), Ephemeral(ClaimSpec("1Gi", ())), Ephemeral(ClaimSpec("1Gi", ("RWO",))),
    Ephemeral(ClaimSpec("1Gi", ("ReadWriteOncePod", "ReadWriteOnce"))), Nfs("", "/a"), Nfs("a", "a"), Csi(""),
    Image(""), Image("a", "Sometimes"),
]  # fmt: skip


@pytest.mark.parametrize("source", BAD_SOURCES)
def test_what_the_api_server_would_refuse_is_refused_with_a_sentence(source: VolumeSource) -> None:
    manifest, pod = pod_of(POD)
    with pytest.raises(EditRefused) as refused:
        add_volume(manifest, pod, "v", source)
    assert str(refused.value.message).endswith(".")


@pytest.mark.skipif(not CORPUS.exists(), reason="needs ../shared/corpus")
def test_every_edit_of_volumes_holds_for_real_pods() -> None:
    counts = dict.fromkeys(("add", "change", "rename", "remove"), 0)
    new = ConfigMapFiles("c", (KeyFile("a", "b"),))
    anywhere = 10**6  # mounts stand all over a pod; which lines changed is looked at below
    for manifest, pod in real_pods(every=31):
        at = (manifest, pod)
        counts["add"] += hold(doing(add_volume, "new", new), at, (f"{pod.path}.volumes",), 1)
        for volume in pod.volumes[:2]:
            name, path = volume.name, volume.path
            beside = path.rpartition("[")[0]
            counts["change"] += hold(doing(change_volume, name, EmptyDir("Memory")), at, (path,), 40)
            rename = doing(rename_volume, name, new_name="new-name")
            counts["rename"] += hold(rename, at, (pod.path, path), anywhere)
            counts["remove"] += hold(doing(remove_volume, name, along=True), at, (pod.path, beside), anywhere)
            _renamed_everywhere(manifest, pod, name)
    assert min(counts.values()) > 8, counts


def _renamed_everywhere(manifest: Manifest, pod: Pod, name: str) -> None:
    try:
        after = rename_volume(manifest, pod, name, new_name="new-name")
    except EditRefused:
        return
    before_lines, after_lines = manifest.text.splitlines(), after.text.splitlines()
    assert len(before_lines) == len(after_lines)
    for old, new in zip(before_lines, after_lines, strict=True):
        assert old == new or old.replace(name, "new-name") == new or "new-name" in new
    edited = next(p for p in after.pods if (p.document, p.path) == (pod.document, pod.path))
    assert all(m.volume != name for c in edited.containers for m in c.mounts)
    assert read(after.text).error is None
