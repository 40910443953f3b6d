"""Free names beside taken ones, and a fragment with some names for others, everywhere it says them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

# Where a fragment names an object, by the field: its kind and the key that holds the name.
_REFERENCES: Mapping[str, tuple[str, str]] = {
    "configMap": ("ConfigMap", "name"),
    "configMapRef": ("ConfigMap", "name"),
    "configMapKeyRef": ("ConfigMap", "name"),
    "secret": ("Secret", "secretName"),
    "secretRef": ("Secret", "name"),
    "secretKeyRef": ("Secret", "name"),
    "persistentVolumeClaim": ("PersistentVolumeClaim", "claimName"),
}
_FLAT = {"serviceAccountName": "ServiceAccount", "serviceName": "Service"}
Renames = Mapping[tuple[str, str], str]  # (kind, name) to the other name; kinds Container and Volume too


def free(wished: str, taken: Collection[str], longest: int = 63) -> str:
    """The name itself, or its first free neighbour: name-2, name-3, …"""
    name, number = wished, 1
    while name in taken:
        number += 1
        ending = f"-{number}"
        name = wished[: longest - len(ending)].rstrip("-.") + ending
    return name


def renamed(value: Any, names: Renames) -> Any:
    """A plain value in which every reference to a renamed thing has the new name."""
    if not names:
        return value
    if isinstance(value, list):
        return [renamed(item, names) for item in value]
    if not isinstance(value, dict):
        return value
    return {key: _field(key, inner, value, names) for key, inner in value.items()}


def referred(value: Any) -> Iterator[tuple[str, str]]:
    """Every object that a plain value names, by kind and name."""
    if isinstance(value, list):
        for item in value:
            yield from referred(item)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _named_by(key, inner)
            yield from referred(inner)


def _named_by(key: str, inner: Any) -> Iterator[tuple[str, str]]:
    if key in _FLAT and isinstance(inner, str):
        yield _FLAT[key], inner
    if key in _REFERENCES and isinstance(inner, Mapping):
        kind, field = _REFERENCES[key]
        name = inner.get(field, inner.get("name"))
        if isinstance(name, str):
            yield kind, name


def _field(key: str, inner: Any, owner: Mapping[str, Any], names: Renames) -> Any:
    if isinstance(inner, str):
        return _text(key, inner, owner, names)
    inner = renamed(inner, names)
    if key in ("volumeMounts", "volumeDevices") and isinstance(inner, list):
        return [_named(item, "name", "Volume", names) for item in inner]
    if key in _REFERENCES and isinstance(inner, dict):
        kind, field = _REFERENCES[key]
        return _named(_named(inner, field, kind, names), "name", kind, names)
    return inner


def _text(key: str, inner: str, owner: Mapping[str, Any], names: Renames) -> str:
    if key == "containerName":
        return names.get(("Container", inner), inner)
    if key == "volumeName":
        return names.get(("Volume", inner), inner)
    if key in _FLAT:
        return names.get((_FLAT[key], inner), inner)
    if key == "name" and isinstance(owner.get("kind"), str):  # roleRef, subjects, scaleTargetRef
        return names.get((owner["kind"], inner), inner)
    return inner


def _named(owner: Any, field: str, kind: str, names: Renames) -> Any:
    name = owner.get(field) if isinstance(owner, dict) else None
    new = names.get((kind, name)) if isinstance(name, str) else None
    return owner if new is None else {**owner, field: new}
