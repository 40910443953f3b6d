"""How large and how deep the plain value of an entry may be: what is checked before anything else is looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from patterns.catalogue.problems import Problem, gettext_noop

_DEEPEST = 40
_MOST_NODES = 20_000
_MOST_TEXT = 400_000  # characters, all texts together


def exceeded(value: Any) -> Problem | None:
    """The first bound that a value breaks; None for plain JSON of a sane size. A value may hold itself."""
    nodes = text = 0
    stack: list[tuple[Any, int]] = [(value, 0)]
    while stack:
        here, depth = stack.pop()
        nodes += 1
        text += len(here) if isinstance(here, str) else 0
        if depth > _DEEPEST:
            return Problem("", _TOO_DEEP, {"most": _DEEPEST})
        if nodes > _MOST_NODES or text > _MOST_TEXT:
            return Problem("", _TOO_LARGE)
        if not _is_plain(here):
            return Problem("", _NOT_PLAIN, {"type": type(here).__name__})
        stack.extend((child, depth + 1) for child in _children(here))
    return None


def _is_plain(value: Any) -> bool:
    if isinstance(value, Mapping):
        return all(isinstance(key, str) for key in value)
    if isinstance(value, float):
        return value == value and abs(value) != float("inf")
    return value is None or isinstance(value, str | int | bool | list)


def _children(value: Any) -> Iterator[Any]:
    if isinstance(value, Mapping):
        yield from value
        yield from value.values()
    elif isinstance(value, list):
        yield from value


_TOO_DEEP = gettext_noop("The entry nests deeper than %(most)d levels.")
_TOO_LARGE = gettext_noop("The entry is too large for a pattern; keep large files in an image or a volume.")
_NOT_PLAIN = gettext_noop(
    "The entry holds a %(type)s, or a key that is no text; put dates, numbers as keys and the like into quotes."
)
