"""Where a variable takes its value from, and how that is written (FACTS G.1, 34 and 35)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pods.domain import names
from pods.domain.edits import accepted
from pods.domain.edits.optional import merged
from pods.domain.edits.refusal import EditRefused
from pods.domain.messages import gettext_noop, say

__all__ = ["ConfigMapValue", "EnvSource", "FieldValue", "ResourceValue", "SecretValue"]

_FIELDS = frozenset(
    {"metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName"}
    | {"status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs"}
)
_KEYED = re.compile(r"metadata\.(?:labels|annotations)\['[^']+'\]")
_RESOURCE = re.compile(r"(?:limits|requests)\.(?:cpu|memory|ephemeral-storage|hugepages-[0-9A-Za-z]+)")
_DEFAULTS: dict[str, dict[str, Any]] = {
    "fieldRef": {"apiVersion": "v1"},
    "resourceFieldRef": {"containerName": "", "divisor": "0"},
    "configMapKeyRef": {"optional": False},
    "secretKeyRef": {"optional": False},
}


@dataclass(frozen=True, slots=True)
class FieldValue:
    """A field of the pod, such as `metadata.name` or `metadata.labels['app']`."""

    path: str


@dataclass(frozen=True, slots=True)
class ResourceValue:
    """A request or limit, such as `limits.memory`, of this or another container, in units of `divisor`."""

    resource: str
    container: str = ""
    divisor: str = ""


@dataclass(frozen=True, slots=True)
class ConfigMapValue:
    """A key of a ConfigMap."""

    name: str
    key: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class SecretValue:
    """A key of a Secret."""

    name: str
    key: str
    optional: bool = False


EnvSource = FieldValue | ResourceValue | ConfigMapValue | SecretValue


def written(value: str | EnvSource, old: Any) -> dict[str, Any]:
    """The fields `value` and `valueFrom` of a variable; what the old entry says beyond that stays.

    Raises EditRefused for what the API server would refuse.
    """
    if isinstance(value, str):
        unsaid = not value and isinstance(old, Mapping) and not old.get("value") and not old.get("valueFrom")
        return {"value": old.get("value") if unsaid else value, "valueFrom": None}
    kind, fields = _reference(value)
    before = old.get("valueFrom") if isinstance(old, Mapping) else None
    before = before.get(kind) if isinstance(before, Mapping) else None
    return {"value": None, "valueFrom": {kind: merged(before, fields, _DEFAULTS[kind])}}


def _reference(source: EnvSource) -> tuple[str, dict[str, Any]]:
    match source:
        case FieldValue(path):
            if path not in _FIELDS and not _KEYED.fullmatch(path):
                raise EditRefused(say(_FIELD, path=names.shown(path)))
            return "fieldRef", {"fieldPath": path}
        case ResourceValue(resource, container, divisor):
            if not _RESOURCE.fullmatch(resource):
                raise EditRefused(say(_RESOURCE_NAME, name=names.shown(resource)))
            return "resourceFieldRef", {
                "containerName": container or None,
                "resource": resource,
                "divisor": divisor or None,
            }
        case ConfigMapValue():
            return "configMapKeyRef", _key(source)
        case SecretValue():
            return "secretKeyRef", _key(source)


def _key(source: ConfigMapValue | SecretValue) -> dict[str, Any]:
    accepted.sound(names.subdomain(source.name))
    accepted.filled("key", source.key)
    accepted.sound(names.config_key(source.key))
    return {"name": source.name, "key": source.key, "optional": source.optional}


_FIELD = gettext_noop(
    "“%(path)s” is no field of the pod that a variable can hold. "
    "Use one such as metadata.name, metadata.labels['app'], spec.nodeName or status.podIP."
)
_RESOURCE_NAME = gettext_noop(
    "“%(name)s” is no resource that a variable can hold. "
    "Use one such as limits.cpu, requests.memory or limits.ephemeral-storage."
)
