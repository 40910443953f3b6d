"""Mounts come, change and go, and nothing else changes."""

from __future__ import annotations

import pytest

from pods.domain.edits.mounts import MountSpec, add_mount, change_mount, remove_mount
from pods.domain.edits.refusal import EditRefused
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Container, Pod
from tests.pods.domain.edits.pods_as_written import (
    CORPUS,
    FLOW,
    JSON,
    POD,
    Edit,
    container_of,
    doing,
    hold,
    real_pods,
    ways_to_write,
)

BARE = POD.replace("spec:\n", "spec:\n  volumes: [{name: v}, {name: w}]\n")
MOUNTED = (
    BARE
    + """\
    volumeMounts:
    # data
    - name: v  # the volume
      mountPath: /v
      mountPropagation: None  # kept
    - {name: w, mountPath: /w, readOnly: true}
    volumeDevices:
    - {name: w, devicePath: /dev/x}
"""
)


def nth(index: int, edit: Edit, spec: MountSpec | None = None) -> Edit:
    """An edit of one of the mounts."""

    def done(manifest: Manifest, pod: Pod, container: Container) -> Manifest:
        values = () if spec is None else (spec,)
        return edit(manifest, pod, container, container.mounts[index], *values)

    return done


CASES: list[tuple[str, Edit, str]] = [
    (
        BARE,
        doing(add_mount, MountSpec("v", "/v")),
        BARE + "    volumeMounts:\n    - name: v\n      mountPath: /v\n",
    ),
    (
        MOUNTED,
        doing(add_mount, MountSpec("v", "/x", "a/$(B)", read_only=True, expand=True)),
        MOUNTED.replace(
            "    volumeDevices",
            "    - name: v\n      mountPath: /x\n      subPathExpr: a/$(B)\n      readOnly: true\n    volumeDevices",
        ),
    ),
    (MOUNTED, nth(0, change_mount, MountSpec("v", "/v")), MOUNTED),
    (
        MOUNTED,
        nth(0, change_mount, MountSpec("w", "/y")),
        MOUNTED.replace("v  #", "w  #").replace("/v", "/y"),
    ),
    (
        MOUNTED,
        nth(0, change_mount, MountSpec("v", "/v", "a")),
        MOUNTED.replace("None  # kept\n", "None  # kept\n      subPath: a\n"),
    ),
    (MOUNTED, nth(1, change_mount, MountSpec("w", "/w")), MOUNTED.replace(", readOnly: true", "")),
    (MOUNTED, nth(2, change_mount, MountSpec("w", "/dev/y")), MOUNTED.replace("/dev/x", "/dev/y")),
    (MOUNTED, nth(1, remove_mount), MOUNTED.replace("    - {name: w, mountPath: /w, readOnly: true}\n", "")),
    (
        MOUNTED,
        nth(0, remove_mount),
        MOUNTED.replace(
            "    # data\n    - name: v  # the volume\n      mountPath: /v\n      mountPropagation: None  # kept\n",
            "",
        ),
    ),
    (
        MOUNTED,
        nth(2, remove_mount),
        MOUNTED.replace("    volumeDevices:\n    - {name: w, devicePath: /dev/x}\n", ""),
    ),
]


@pytest.mark.parametrize(("before", "edit", "after"), CASES)
def test_a_mount_changes_at_its_own_place(before: str, edit: Edit, after: str) -> None:
    for text, wanted in zip(ways_to_write(before), ways_to_write(after), strict=True):
        assert edit(*container_of(text)).text == wanted


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            FLOW.replace("spec: {", "spec: {volumes: [{name: v}], "),
            "image: nginx, volumeMounts: [{name: v, mountPath: /v}]}",
        ),
        (
            JSON.replace('"spec": {', '"spec": {"volumes": [{"name": "v"}], '),
            '"image": "nginx", "volumeMounts": [{"name": "v", "mountPath": "/v"}]}',
        ),
    ],
)
def test_a_first_mount_is_written_like_what_stands_around_it(before: str, after: str) -> None:
    assert after in add_mount(*container_of(before), MountSpec("v", "/v")).text


RECURSIVE = MOUNTED.replace("readOnly: true", "readOnly: true, recursiveReadOnly: Enabled")

REFUSED: list[tuple[str, Edit, str]] = [
    (POD, doing(add_mount, MountSpec("v", "/v")), "no volume named v"),
    (BARE, doing(add_mount, MountSpec("v", "")), "cannot be empty"),
    (MOUNTED, doing(add_mount, MountSpec("v", "/w")), "mounts w at /w already"),
    (MOUNTED, doing(add_mount, MountSpec("v", "/dev/x")), "already"),
    (MOUNTED, nth(0, change_mount, MountSpec("v", "/w")), "already"),
    (MOUNTED, nth(2, change_mount, MountSpec("w", "/dev/x", "a")), "raw device"),
    (BARE, doing(add_mount, MountSpec("v", "/v", "/a")), "without a slash"),
    (BARE, doing(add_mount, MountSpec("v", "/v", "a/../b")), "without a slash"),
    (RECURSIVE, nth(1, change_mount, MountSpec("w", "/w")), "recursiveReadOnly: Enabled"),
    (
        BARE.replace("containers:", "ephemeralContainers:"),
        doing(add_mount, MountSpec("v", "/v", "a")),
        "ephemeral",
    ),
    (
        BARE + "    volumeMounts: &m [{name: v, mountPath: /v}]\n    x: *m\n",
        nth(0, change_mount, MountSpec("w", "/v")),
        "without changing something else",
    ),
]


@pytest.mark.parametrize(("text", "edit", "words"), REFUSED)
def test_what_cannot_be_is_refused_with_a_reason(text: str, edit: Edit, words: str) -> None:
    with pytest.raises(EditRefused, match=words):
        edit(*container_of(text))


def test_a_claim_template_is_a_volume_to_mount() -> None:
    text = (
        "kind: StatefulSet\napiVersion: apps/v1\nspec:\n  volumeClaimTemplates: [{metadata: {name: c}}]\n"
        "  template:\n    spec:\n      containers:\n      - name: app\n"
    )
    after = add_mount(*container_of(text), MountSpec("c", "/c"))
    assert after.text == text + "        volumeMounts:\n        - name: c\n          mountPath: /c\n"


@pytest.mark.skipif(not CORPUS.exists(), reason="needs ../shared/corpus")
def test_mounts_of_real_pods_change_one_at_a_time() -> None:
    done = 0
    for manifest, pod in real_pods(10):
        for container in pod.containers[:2]:
            at = (manifest, pod, container)
            for mount in container.mounts[:1]:
                spec = MountSpec(mount.volume, "/podwright", "a", read_only=True)
                done += hold(nth(0, change_mount, spec), at, (mount.path,), 5)
                done += hold(nth(0, remove_mount), at, (mount.path.rpartition("[")[0],), 10)
                done += hold(doing(add_mount, spec), at, (f"{container.path}.volumeMounts",), 1)
    assert done > 60
