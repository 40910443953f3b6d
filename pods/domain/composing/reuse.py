"""What is there already and serves a pattern as it is: volumes of the main container, equal objects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from patterns.catalogue.rendering import Fragment
from pods.domain.composing.naming import free
from pods.domain.composing.ways import object_named
from pods.domain.edits.refusal import EditRefused
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Container, Mount, Pod
from pods.domain.messages import gettext_noop, say

_READ_ONLY = ("configMap", "secret", "downwardAPI", "projected", "image")  # FACTS B.1
_LONGEST_NAME = 253
_CONTENT = ("data", "binaryData", "stringData", "spec", "rules", "roleRef", "subjects", "type")


@dataclass(frozen=True, slots=True)
class SharedVolume:
    """A volume that main mounts where a pattern would put its own: `below` is the way from its mount to that place."""

    wished: str
    mount: Mount
    place: str
    below: str  # "" when main mounts it at the very place

    @property
    def sub_path(self) -> str:
        """The subPath at which others see what main sees at the place."""
        return "/".join(part for part in (self.mount.sub_path, self.below) if part)


def shared_volumes(pod: Pod, main: Container | None, plain: Fragment) -> Iterator[SharedVolume]:
    """The volumes of a fragment that main has already. Raises EditRefused where main has something else in the way."""
    if main is None:
        return
    wishes = [m for m in plain.main.get("volumeMounts", []) if isinstance(m.get("mountPath"), str)]
    for wish in wishes:
        name, place = str(wish.get("name")), _clean(wish["mountPath"])
        alone = sum(other.get("name") == name for other in wishes) == 1
        mount = _nearest(main, place)
        if mount is None:
            continue
        if alone and "subPath" not in wish and _serves(pod, mount, wish, _written(plain, name)):
            yield SharedVolume(name, mount, place, place[len(_clean(mount.mount_path)) :].strip("/"))
        elif _clean(mount.mount_path) == place and mount.volume != name:
            raise EditRefused(say(_IN_THE_WAY, name=main.name, path=place, volume=mount.volume))


def writable(pod: Pod, mount: Mount) -> bool:
    """True for a mount at which a container can write."""
    volume = pod.volume(mount.volume)
    return volume is not None and not mount.device and not mount.read_only and volume.source not in _READ_ONLY


def share(container: dict[str, Any], shared: Mapping[str, SharedVolume]) -> dict[str, Any]:
    """A helper that mounts main's volumes instead of its own."""
    mounts = container.get("volumeMounts")
    if not mounts:
        return container
    return {**container, "volumeMounts": [_moved(mount, shared.get(mount.get("name"))) for mount in mounts]}


def fitting_name(manifest: Manifest, pod: Pod, wished: dict[str, Any]) -> tuple[str, bool]:
    """The name an object gets, and whether one of that name is there and does: equal, or any Secret (so that no
    password is written over)."""
    kind, name = str(wished["kind"]), str(wished["metadata"]["name"])
    taken: list[str] = []
    while True:
        candidate = free(name, taken, _LONGEST_NAME)
        found = object_named(manifest, pod, kind, candidate)
        if found is None:
            return candidate, False
        if kind == "Secret" or all(found.raw.get(key) == wished.get(key) for key in _CONTENT):
            return candidate, True
        taken.append(candidate)


def _nearest(main: Container, place: str) -> Mount | None:
    """The mount that holds a place: the deepest at or above it."""
    holding = [
        mount
        for mount in main.mounts
        if not mount.device and f"{place}/".startswith(f"{_clean(mount.mount_path)}/".replace("//", "/"))
    ]
    return max(holding, key=lambda mount: len(_clean(mount.mount_path)), default=None)


def _serves(pod: Pod, mount: Mount, wish: Mapping[str, Any], written: bool) -> bool:
    """Main can do there what the pattern has it do, and the helpers can write where they do."""
    volume = pod.volume(mount.volume)
    if volume is None or _clean(mount.mount_path) == "":
        return False
    main_writes = wish.get("readOnly") is not True
    if (main_writes and mount.read_only) or ((main_writes or written) and volume.source in _READ_ONLY):
        return False
    return mount.sub_path is None or "$(" not in mount.sub_path


def _written(plain: Fragment, volume: str) -> bool:
    return any(
        mount.get("name") == volume and mount.get("readOnly") is not True
        for helper in plain.helpers
        for mount in helper.fields.get("volumeMounts", [])
    )


def _moved(mount: dict[str, Any], shared: SharedVolume | None) -> dict[str, Any]:
    if shared is None:
        return mount
    below = "/".join(part for part in (shared.sub_path, mount.get("subPath")) if part)
    moved = {**mount, "name": shared.mount.volume}
    return {**moved, "subPath": below} if below else moved


def _clean(path: str) -> str:
    return "/" + path.strip("/") if path.strip("/") else ""


_IN_THE_WAY = gettext_noop(
    "%(name)s mounts the volume %(volume)s at %(path)s already, and it does not serve this pattern: it is read-only "
    "where something has to be written. Choose another path."
)
