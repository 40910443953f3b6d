"""Ways of a record (`edits.records`) followed through a manifest as it is now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pods.domain.edits.records import Way, template_path
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Object, Pod

# What tells the items of a list apart, by the list's field (Kubernetes' own merge keys, FACTS E.1).
_KEYS: Mapping[str, tuple[str, ...]] = {
    "env": ("name",),
    "volumes": ("name",),
    "ports": ("containerPort", "protocol"),
    "volumeMounts": ("mountPath",),
    "volumeDevices": ("devicePath",),
    "imagePullSecrets": ("name",),
    "hostAliases": ("ip",),
    "topologySpreadConstraints": ("topologyKey", "whenUnsatisfiable"),
    "sysctls": ("name",),
}
_DEFAULTS = {"protocol": "TCP"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a way leads: `there` is false when its last step is a field that is not there."""

    document: int
    path: str
    there: bool
    value: Any


def keyed(field: str, value: Any) -> bool:
    """True for a list whose items are told apart, so that two such lists can be merged."""
    known = field in _KEYS or field in ("envFrom", "tolerations")
    return known and isinstance(value, list) and all(isinstance(item, Mapping) for item in value)


def key_of(field: str, item: Mapping[str, Any]) -> Mapping[str, Any]:
    """The step that leads to an item: its merge keys, or all of it where the list has none."""
    keys = _KEYS.get(field)
    return {key: item.get(key, _DEFAULTS.get(key)) for key in keys} if keys else dict(item)


def object_named(manifest: Manifest, pod: Pod, kind: str, name: str) -> Object | None:
    """An object of the pod's namespace, by kind and name."""
    for found in manifest.objects:
        if (found.kind, found.name) == (kind, name) and (found.namespace or None) in (
            pod.namespace or None,
            None,
        ):
            return found
    return None


def follow(manifest: Manifest, pod: Pod, main: str, way: Way) -> Place | None:
    """Where a way leads; None when something on it is missing."""
    base = _base(manifest, pod, main, way[0])
    if base is None:
        return None
    document, path = base
    there = True
    for number, part in enumerate(way[1:], 2):
        value = manifest.value(document, path)
        if isinstance(part, str):
            there = isinstance(value, Mapping) and part in value
            path = paths.join(path, part)
            if not there and number < len(way):
                return None
            continue
        index = _index(value, part)
        if index is None:
            return None
        path = paths.join(path, index)
    return Place(document, path, there, manifest.value(document, path))


def _base(manifest: Manifest, pod: Pod, main: str, first: str | Mapping[str, Any]) -> tuple[int, str] | None:
    if isinstance(first, Mapping):
        found = object_named(manifest, pod, str(first.get("kind")), str(first.get("name")))
        return None if found is None else (found.document, found.path)
    if first == "main":
        container = pod.container(main)
        return None if container is None else (pod.document, container.path)
    known = {"spec": pod.path, "template": template_path(pod)}
    return (pod.document, known[first]) if first in known else None


def _index(items: Any, wanted: Mapping[str, Any]) -> int | None:
    for index, item in enumerate(items if isinstance(items, list) else []):
        if isinstance(item, Mapping) and all(
            item.get(key, _DEFAULTS.get(key)) == value for key, value in wanted.items()
        ):
            return index
    return None
