"""Single files and sources of volumes change in their place; modes stay octal."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pods.domain.edits.file_items import DownwardFile, KeyFile
from pods.domain.edits.projections import ProjectedConfigMap, ProjectedSecret, ProjectedToken
from pods.domain.edits.refusal import EditRefused
from pods.domain.edits.scheduling import (
    Toleration,
    add_toleration,
    change_toleration,
    remove_toleration,
)
from pods.domain.edits.volume_files import (
    add_file,
    add_projection,
    change_file,
    change_projection,
    file_lists,
    remove_file,
    remove_projection,
)
from pods.domain.edits.volume_sources import ClaimSpec, ConfigMapFiles, DownwardFiles, Projected
from pods.domain.edits.volumes import change_claim_template, change_volume, volume_users
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Pod
from tests.pods.domain.edits.pods_as_written import JSON, pod_of, ways_to_write

VOLUMES = """\
apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  containers:
  - name: app
    image: nginx
    volumeMounts:
    - {name: conf, mountPath: /etc/app}
    env:
    - {name: MODE, valueFrom: {fileKeyRef: {volumeName: none, path: a, key: b}}}
  tolerations:
  # gpu
  - key: gpu  # the machine
    operator: Exists
  volumes:
  - name: conf
    configMap:
      name: c
      items:
      # main
      - key: a  # the key
        path: a.conf
        mode: 0400  # secret
      - {key: b, path: b.conf}
  - name: info
    downwardAPI:
      items:
      - path: labels  # all
        fieldRef: {apiVersion: v1, fieldPath: metadata.labels}
  - name: all
    projected:
      sources:
      # the token
      - serviceAccountToken:
          path: token
          expirationSeconds: 3600  # an hour
      - secret:
          name: s
          items: [{key: k, path: k}]
"""
CONF, INFO, ALL = "spec.volumes[0]", "spec.volumes[1]", "spec.volumes[2]"
ITEMS, SOURCES = f"{CONF}.configMap.items", f"{ALL}.projected.sources"
Made = Callable[[Manifest, Pod], Manifest]


def on(index: int, edit: Callable[..., Manifest], *values: object) -> Made:
    return lambda manifest, pod: edit(manifest, pod, pod.volumes[index], *values)


def on_pod(edit: Callable[..., Manifest], *values: object) -> Made:
    return lambda manifest, pod: edit(manifest, pod, *values)


def replaced(*pairs: str) -> str:
    text = VOLUMES
    for old, new in zip(pairs[::2], pairs[1::2], strict=True):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


CASES: list[tuple[Made, str]] = [
    (
        on(0, change_file, f"{ITEMS}[0]", KeyFile("z", "z/a.conf", 0o440)),
        replaced("key: a  #", "key: z  #", "a.conf", "z/a.conf", "0400", "0440"),
    ),
    (
        on(0, change_file, f"{ITEMS}[0]", KeyFile("a", "a.conf")),
        replaced("        mode: 0400  # secret\n", ""),
    ),
    (
        on(0, change_file, f"{ITEMS}[1]", KeyFile("b", "b.conf", 0o644)),
        replaced("path: b.conf}", "path: b.conf, mode: 0644}"),
    ),
    (
        on(0, add_file, f"{CONF}.configMap", KeyFile("c", "c.conf", 0o600)),
        replaced(
            "path: b.conf}\n", "path: b.conf}\n      - key: c\n        path: c.conf\n        mode: 0600\n"
        ),
    ),
    (on_pod(remove_file, f"{ITEMS}[1]"), replaced("      - {key: b, path: b.conf}\n", "")),
    (
        on(1, change_file, f"{INFO}.downwardAPI.items[0]", DownwardFile("labels", "metadata.name")),
        replaced("fieldPath: metadata.labels", "fieldPath: metadata.name"),
    ),
    (
        on(2, change_file, f"{SOURCES}[1].secret.items[0]", KeyFile("k", "l")),
        replaced("path: k}", "path: l}"),
    ),
    (
        on(2, change_projection, f"{SOURCES}[0]", ProjectedToken("token", "vault")),
        replaced("expirationSeconds: 3600  # an hour", "audience: vault"),
    ),
    (
        on(2, change_projection, f"{SOURCES}[1]", ProjectedSecret("t", optional=True)),
        replaced("name: s\n", "name: t\n", "path: k}]\n", "path: k}]\n          optional: true\n"),
    ),
    (
        on(2, add_projection, ProjectedConfigMap("c")),
        VOLUMES + "      - configMap:\n          name: c\n",
    ),
    (on_pod(remove_projection, f"{SOURCES}[1]"), VOLUMES[: VOLUMES.index("      - secret:")]),
    (
        on_pod(change_volume, "conf", ConfigMapFiles("d", default_mode=0o640)),
        replaced("name: c\n", "name: d\n", "path: b.conf}\n", "path: b.conf}\n      defaultMode: 0640\n"),
    ),
    (on_pod(change_volume, "info", DownwardFiles()), VOLUMES),
    (on_pod(change_volume, "all", Projected()), VOLUMES),
    (
        on_pod(change_toleration, 0, Toleration("tpu", "Exists", effect="NoSchedule")),
        replaced("key: gpu", "key: tpu", "operator: Exists\n", "operator: Exists\n    effect: NoSchedule\n"),
    ),
    (
        on_pod(add_toleration, Toleration("a", value="b")),
        replaced("operator: Exists\n", "operator: Exists\n  - key: a\n    value: b\n"),
    ),
    (
        on_pod(remove_toleration, 0),
        replaced("  tolerations:\n  # gpu\n  - key: gpu  # the machine\n    operator: Exists\n", ""),
    ),
]


@pytest.mark.parametrize(("edit", "after"), CASES)
def test_a_file_or_source_changes_in_its_place(edit: Made, after: str) -> None:
    for text, wanted in zip(ways_to_write(VOLUMES), ways_to_write(after), strict=True):
        assert edit(*pod_of(text)).text == wanted


REFUSED: list[tuple[Made, str]] = [
    (on(0, add_file, f"{CONF}.configMap", KeyFile("x", "a.conf")), "a.conf” twice"),
    (on(0, change_file, f"{ITEMS}[0]", KeyFile("a", "b.conf")), "b.conf” twice"),
    (on(0, change_file, f"{ITEMS}[0]", KeyFile("a", "../b")), "inside of the volume"),
    (on(0, change_file, f"{ITEMS}[0]", KeyFile("", "b")), "cannot be empty"),
    (on(0, change_file, f"{ITEMS}[0]", KeyFile("a", "a", 0o1777)), "from 0 to 511"),
    (on(1, add_file, f"{INFO}.downwardAPI", DownwardFile("a", "spec.nodeName")), "no field of the pod"),
    (on(2, add_projection, ProjectedToken("k")), "k” twice"),
    (on(2, change_projection, f"{SOURCES}[0]", ProjectedToken("k")), "path names “k” twice"),
    (on(2, change_projection, f"{SOURCES}[0]", ProjectedToken("t", "", 1)), "from 600"),
    (on_pod(add_toleration, Toleration()), "choose the operator Exists"),
]


@pytest.mark.parametrize(("edit", "words"), REFUSED)
def test_what_cannot_be_is_refused_with_a_reason(edit: Made, words: str) -> None:
    with pytest.raises(EditRefused, match=words):
        edit(*pod_of(VOLUMES))


def test_every_source_that_lists_files_is_found() -> None:
    _, pod = pod_of(VOLUMES)
    lists = {at: len(files) for volume in pod.volumes for at, files in file_lists(volume).items()}
    assert lists == {f"{CONF}.configMap": 2, f"{INFO}.downwardAPI": 1, f"{SOURCES}[1].secret": 1}


def test_what_is_said_though_it_holds_anyway_stays() -> None:
    text = VOLUMES.replace("      name: c\n", "      name: c\n      optional: false  # must be there\n")
    assert change_volume(*pod_of(text), "conf", ConfigMapFiles("d")).text == text.replace(
        "name: c\n", "name: d\n"
    )


def test_what_uses_a_volume_is_said_in_words() -> None:
    _, pod = pod_of(VOLUMES)
    said = [str(message) for name in ("conf", "none") for message in volume_users(pod, name)]
    assert said == ["app mounts it at /etc/app.", "The variable MODE of app is read from it."]


def test_modes_are_decimal_where_the_text_is_json() -> None:
    text = JSON.replace("}]}}", '}], "volumes": [{"name": "v", "secret": {"secretName": "s"}}]}}')
    manifest, pod = pod_of(text)
    after = add_file(manifest, pod, pod.volumes[0], "spec.volumes[0].secret", KeyFile("a", "b", 0o400))
    assert '"mode": 256' in after.text


SET = """\
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: s}
spec:
  template:
    metadata: {labels: {app: s}}
    spec:
      containers: [{name: app, image: nginx}]
  volumeClaimTemplates:
  - metadata: {name: data}
    spec:
      accessModes: [ReadWriteOnce]  # one
      storageClassName: slow
      volumeMode: Filesystem
      resources: {requests: {storage: 1Gi}, limits: {storage: 5Gi}}  # size
"""


def test_a_claim_template_changes_in_its_place() -> None:
    wanted = SET.replace("requests: {storage: 1Gi}", "requests: {storage: 2Gi}").replace("Once]", "Many]")
    claim = ClaimSpec("2Gi", ("ReadWriteMany",))
    after = change_claim_template(*pod_of(SET), "data", claim)
    assert after.text == wanted.replace("      storageClassName: slow\n", "")
    with pytest.raises(EditRefused, match="not a claim template"):
        change_claim_template(*pod_of(VOLUMES), "conf", claim)
