"""Files that a volume makes of keys and fields: their paths and modes (FACTS G.1 27, 30, 35)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pods.domain import names
from pods.domain.edits import accepted
from pods.domain.edits.refusal import EditRefused
from pods.domain.messages import gettext_noop, say

_LARGEST_MODE = 0o777
# Fields of the pod that a file can hold: fewer than a variable can, but all labels and annotations at once.
_FIELDS = frozenset(
    {"metadata.name", "metadata.namespace", "metadata.uid", "metadata.labels", "metadata.annotations"}
)
_KEYED = re.compile(r"metadata\.(?:labels|annotations)\['[^']+'\]")
_RESOURCE = re.compile(r"(?:limits|requests)\.(?:cpu|memory|ephemeral-storage|hugepages-[0-9A-Za-z]+)")


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A key of a ConfigMap or Secret as a file at a path; `mode` is its permissions, as 0o644."""

    key: str
    path: str
    mode: int | None = None


@dataclass(frozen=True, slots=True)
class DownwardFile:
    """A file that holds a field of the pod, or a resource such as `limits.memory` of a container."""

    path: str
    field: str = ""
    resource: str = ""
    container: str = ""
    divisor: str = ""
    mode: int | None = None


def key_files(items: Iterable[KeyFile]) -> list[dict[str, Any]]:
    """The items as the API writes them. Raises EditRefused."""
    return [_without_none(_key_file(item)) for item in items]


def downward_files(items: Iterable[DownwardFile]) -> list[dict[str, Any]]:
    """The items as the API writes them. Raises EditRefused."""
    files = list(items)
    accepted.different("path", (item.path for item in files))
    return [_without_none(_downward_file(item)) for item in files]


def mode(field: str, value: int | None) -> int | None:
    """Permissions from 0 to 0777 (decimal 511). Raises EditRefused."""
    if value is not None:
        accepted.whole(field, value, 0, _LARGEST_MODE)
    return value


def relative(path: str) -> str:
    """A path inside of the volume. Raises EditRefused."""
    accepted.filled("path", path)
    if path.startswith("/") or ".." in path.split("/"):
        raise EditRefused(say(_RELATIVE, path=names.shown(path)))
    return path


def _key_file(item: KeyFile) -> dict[str, Any]:
    accepted.filled("key", item.key)
    return {"key": item.key, "path": relative(item.path), "mode": mode("mode", item.mode)}


def _downward_file(item: DownwardFile) -> dict[str, Any]:
    if bool(item.field) == bool(item.resource):
        raise EditRefused(say(_ONE_OF, path=names.shown(item.path)))
    written: dict[str, Any] = {"path": relative(item.path)}
    if item.field:
        if item.field not in _FIELDS and not _KEYED.fullmatch(item.field):
            raise EditRefused(say(_FIELD, path=names.shown(item.field)))
        written["fieldRef"] = {"fieldPath": item.field}
    else:
        written["resourceFieldRef"] = _resource(item)
    return {**written, "mode": mode("mode", item.mode)}


def _resource(item: DownwardFile) -> dict[str, Any]:
    accepted.filled("containerName", item.container)
    if not _RESOURCE.fullmatch(item.resource):
        raise EditRefused(say(_RESOURCE_NAME, name=names.shown(item.resource)))
    return _without_none(
        {"containerName": item.container, "resource": item.resource, "divisor": item.divisor or None}
    )


def _without_none(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


_RELATIVE = gettext_noop(
    "The path “%(path)s” must lie inside of the volume; it may neither begin with / nor hold .. as a part."
)
_ONE_OF = gettext_noop("The file “%(path)s” holds either a field or a resource; choose one.")
_FIELD = gettext_noop(
    "“%(path)s” is no field of the pod that a file can hold. "
    "Use one such as metadata.name, metadata.labels or metadata.annotations['a']."
)
_RESOURCE_NAME = gettext_noop(
    "“%(name)s” is no resource that a file can hold. "
    "Use one such as limits.cpu, requests.memory or limits.ephemeral-storage."
)
