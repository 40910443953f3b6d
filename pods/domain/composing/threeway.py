"""Two changes of one plain value brought together: what the user changed stays, all else follows the pattern."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pods.domain.composing.ways import key_of, keyed

_ABSENT: Any = object()


def merged(base: Mapping[str, Any], new: Mapping[str, Any], mine: Mapping[str, Any]) -> dict[str, Any]:
    """`mine` with everything that differs between `base` and `new`, except where `mine` differs from `base` itself."""
    result: dict[str, Any] = {}
    for key in dict.fromkeys([*mine, *new]):
        value = _value(key, base.get(key, _ABSENT), new.get(key, _ABSENT), mine.get(key, _ABSENT))
        if value is not _ABSENT:
            result[key] = value
    return result


def _value(field: str, base: Any, new: Any, mine: Any) -> Any:
    if mine == base:
        return new
    if new == base:
        return mine
    if isinstance(new, Mapping) and isinstance(mine, Mapping):
        return merged(base if isinstance(base, Mapping) else {}, new, mine)
    if keyed(field, new) and keyed(field, mine):
        return _items(field, base if keyed(field, base) else [], new, mine)
    return mine


def _items(field: str, base: list[Any], new: list[Any], mine: list[Any]) -> list[Any]:
    """Lists whose items are told apart, in the order of `mine`."""
    lists = [{repr(key_of(field, item)): item for item in items} for items in (base, new, mine)]
    if len(lists[2]) < len(mine):  # two of the same: which of them the pattern speaks of, nobody can say
        return mine
    values = (
        _value("", *(items.get(key, _ABSENT) for items in lists))
        for key in dict.fromkeys([*lists[2], *lists[1]])
    )
    return [value for value in values if value is not _ABSENT]
