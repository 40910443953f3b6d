"""Mounts of a container: which volume it sees where, how much of it, and whether it may write (FACTS B.3)."""

from __future__ import annotations

from dataclasses import dataclass

from pods.domain import names
from pods.domain.edits import accepted
from pods.domain.edits.batch import Plan, made
from pods.domain.edits.lists import appending, remove_item
from pods.domain.edits.optional import merged
from pods.domain.edits.put import put
from pods.domain.edits.refusal import EditRefused
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Container, ContainerKind, Mount, Pod
from pods.domain.messages import gettext_noop, say

__all__ = ["MountSpec", "add_mount", "change_mount", "remove_mount"]


@dataclass(frozen=True, slots=True)
class MountSpec:
    """What a mount says. With `expand` the sub path may name variables as $(NAME); a device has neither."""

    volume: str
    path: str
    sub_path: str = ""
    read_only: bool = False
    expand: bool = False


def add_mount(manifest: Manifest, pod: Pod, container: Container, spec: MountSpec) -> Manifest:
    """Show the container a volume. Raises EditRefused for what the API server would refuse."""
    _check_volume(pod, spec)
    return made(manifest, [mounting(pod, container, spec)])


def mounting(pod: Pod, container: Container, spec: MountSpec) -> Plan:
    """`add_mount` of a volume that is there by then, together with others. Raises EditRefused at once."""
    _check_place(container, spec, None)
    fields = {"name": spec.volume, "mountPath": spec.path, **_rest(spec)}
    at = paths.join(container.path, "volumeMounts")
    return appending(pod.document, at, merged({}, fields, _DEFAULTS))


def change_mount(
    manifest: Manifest, pod: Pod, container: Container, mount: Mount, spec: MountSpec
) -> Manifest:
    """Change what a mount says. Raises EditRefused for what the API server would refuse."""
    _check_volume(pod, spec)
    _check_place(container, spec, mount)
    old = manifest.value(pod.document, mount.path)
    if mount.device:
        if spec.sub_path or spec.read_only:
            raise EditRefused(say(_DEVICE))
        new = merged(old, {"name": spec.volume, "devicePath": spec.path})
        return put(manifest, pod.document, mount.path, new)
    if not spec.read_only and (old.get("recursiveReadOnly") or "Disabled") != "Disabled":
        raise EditRefused(say(_RECURSIVE, value=names.shown(str(old["recursiveReadOnly"]))))
    fields = {"name": spec.volume, "mountPath": spec.path, **_rest(spec)}
    return put(manifest, pod.document, mount.path, merged(old, fields, _DEFAULTS))


def remove_mount(manifest: Manifest, pod: Pod, container: Container, mount: Mount) -> Manifest:
    """Show the container a volume there no more; the volume stays. Raises EditRefused."""
    index = paths.steps(mount.path)[-1]
    assert isinstance(index, int)  # a mount is an item of a list
    return remove_item(manifest, pod.document, paths.parent(mount.path), index)


def _rest(spec: MountSpec) -> dict[str, str | bool]:
    return {
        "subPath": "" if spec.expand else spec.sub_path,
        "subPathExpr": spec.sub_path if spec.expand else "",
        "readOnly": spec.read_only,
    }


def _check_volume(pod: Pod, spec: MountSpec) -> None:
    if pod.volume(spec.volume) is None:
        raise EditRefused(say(_NO_VOLUME, name=names.shown(spec.volume)))


def _check_place(container: Container, spec: MountSpec, old: Mount | None) -> None:
    accepted.filled("mountPath", spec.path)
    for other in container.mounts:
        # Compared as written: /d and /d/ pass.
        if other.mount_path == spec.path and (old is None or other.path != old.path):
            raise EditRefused(say(_TAKEN, path=names.shown(spec.path), volume=names.shown(other.volume)))
    if spec.sub_path:
        _check_sub_path(container, spec.sub_path)


def _check_sub_path(container: Container, sub_path: str) -> None:
    if container.kind is ContainerKind.EPHEMERAL:
        raise EditRefused(say(_EPHEMERAL))
    if sub_path.startswith("/") or ".." in sub_path.split("/"):
        raise EditRefused(say(_SUB_PATH, path=names.shown(sub_path)))


_DEFAULTS = {"subPath": "", "subPathExpr": "", "readOnly": False}
_NO_VOLUME = gettext_noop("The pod has no volume named %(name)s; add the volume first, or choose another.")
_TAKEN = gettext_noop("The container mounts %(volume)s at %(path)s already; choose another path.")
_SUB_PATH = gettext_noop(
    "The sub path “%(path)s” must be a folder in the volume, such as logs/app, without a slash in front and “..”."
)
_EPHEMERAL = gettext_noop("An ephemeral container cannot mount a sub path; leave it empty.")
_DEVICE = gettext_noop("A raw device has neither a sub path nor a read-only switch; leave both out.")
_RECURSIVE = gettext_noop(
    "The mount has recursiveReadOnly: %(value)s, which only a read-only mount may have; remove that first."
)
