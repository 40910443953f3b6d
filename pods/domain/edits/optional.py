"""Fields that may be left out: taken away where they would say nothing, kept where they say it already."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pods.domain.edits.batch import Plan, Step
from pods.domain.edits.fields import remove_field, removing
from pods.domain.edits.put import put, putting
from pods.domain.manifest.manifest import Manifest

_NO_DEFAULTS: Mapping[str, Any] = {}


def put_optional(manifest: Manifest, document: int, path: str, value: Any) -> Manifest:
    """Like `put`; None, false and what is empty take the field out. A field that says so already stays as it is.

    Raises EditRefused like `set_field`.
    """
    if not _says_nothing(value):
        return put(manifest, document, path, value)
    if _says_nothing(manifest.value(document, path)):
        return manifest
    return remove_field(manifest, document, path)


def putting_optional(document: int, path: str, value: Any) -> Plan:
    """`put_optional`, together with others, as far as `putting` can."""

    def plan(manifest: Manifest) -> Step | None:
        if not _says_nothing(value):
            return putting(document, path, value)(manifest)
        nothing = _says_nothing(manifest.value(document, path))
        return None if nothing else removing(document, path)(manifest)

    return plan


def put_unless_default(manifest: Manifest, document: int, path: str, value: Any, default: Any) -> Manifest:
    """Like `put`; None and what Kubernetes would take anyway are not written. Raises EditRefused like `set_field`."""
    old = manifest.value(document, path)
    new = merged({"": old}, {"": value}, {"": default}).get("")
    if _equal(old, new):
        return manifest
    return remove_field(manifest, document, path) if new is None else put(manifest, document, path, new)


def merged(old: Any, wanted: Mapping[str, Any], defaults: Mapping[str, Any] = _NO_DEFAULTS) -> dict[str, Any]:
    """A mapping in which some fields have the wanted values and all others stay, unknown ones too.

    None, and what Kubernetes would take anyway, is not written; where it is written already, it stays.
    """
    result = dict(old) if isinstance(old, Mapping) else {}
    for name, value in wanted.items():
        default = defaults.get(name)
        plain = default if value is None or value in ([], {}) else value
        have = result.get(name)
        if _equal(default if have in (None, [], {}) else have, plain):
            continue
        if _equal(plain, default):
            result.pop(name, None)
        else:
            result[name] = value
    return result


def _equal(one: Any, other: Any) -> bool:
    """Equal as JSON, where true and 1 differ."""
    return type(one) is type(other) and bool(one == other)


def _says_nothing(value: Any) -> bool:
    return value is None or value is False or value in ("", [], {})
