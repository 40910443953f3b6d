"""Where a value departs from the type of its field, as the API server decodes it (FACTS G.1, 59, 60)."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pods.domain import quantities
from pods.domain.manifest import paths
from pods.domain.schema.kinds import Schema

UNKNOWN = "unknown"
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d?:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:\d\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Departure:
    """A value that does not fit. `expected` is the type, or `UNKNOWN` for a field that does not exist."""

    path: str
    expected: str
    value: Any
    owner: str  # definition that has, or lacks, the field
    field: str  # the nearest named field above the value
    in_map: bool = False  # it stands under a free key of a map, such as a label


def departures(value: Any, definition: str, schema: Schema, path: str = "") -> list[Departure]:
    """Every departure in a value of a definition, in its order; null fits everywhere (Go's JSON)."""
    walk = _Walk(schema, path)
    walk.value(value, f"#{definition}", None, definition, "", _FIELD)
    return walk.found


# The steps to a value from the last to the first, as pairs; a path is made of them only when something departs there.
_Trail = tuple[Any, paths.Step] | None
_FIELD, _ITEM, _ENTRY = range(3)  # a value stands under a field, in a list, under a free key


class _Walk:
    """One walk through an object; gathers what does not fit and goes on."""

    def __init__(self, schema: Schema, path: str) -> None:
        self.found: list[Departure] = []
        self._schema = schema
        self._path = path

    def value(self, value: Any, expected: str, trail: _Trail, owner: str, field: str, spot: int) -> None:
        if value is None:
            fits = spot == _FIELD or (expected != "string" and (spot == _ENTRY or expected[0] != "#"))
        elif expected[0] == "#":
            fits = self._object(value, expected[1:], trail)
        elif expected[0] in "[{":
            fits = self._all(value, expected, trail, owner, field)
        else:
            fits = FITS[expected](value)
        if not fits:
            self.found.append(Departure(self._at(trail), expected, value, owner, field, spot == _ENTRY))

    def _all(self, value: Any, expected: str, trail: _Trail, owner: str, field: str) -> bool:
        """Check every item of a list, or every value of a map, unless it is none."""
        spot = _ITEM if expected[0] == "[" else _ENTRY
        if not isinstance(value, list if spot == _ITEM else dict):
            return False
        steps = enumerate(value) if isinstance(value, list) else value.items()
        for step, item in steps:
            self.value(item, expected[1:], (trail, step), owner, field, spot)
        return True

    def _object(self, value: Any, definition: str, trail: _Trail) -> bool:
        """Check every field of an object, unless it is none."""
        if not isinstance(value, dict):
            return False
        fields = self._schema.fields(definition)
        for name, item in value.items():
            known = fields.get(name)
            if known is None:
                self.found.append(Departure(self._at((trail, name)), UNKNOWN, item, definition, name))
            elif item is not None:
                fits = FITS.get(known)
                if fits is None or not fits(item):  # most fields hold a plain value that fits
                    self.value(item, known, (trail, name), definition, name, _FIELD)
        return True

    def _at(self, trail: _Trail) -> str:
        steps = []
        while trail is not None:
            trail, step = trail
            steps.append(step)
        path = self._path
        for step in reversed(steps):
            path = paths.join(path, step)
        return path


def _is_whole(bits: int) -> Callable[[Any], bool]:
    largest = 1 << (bits - 1)
    return lambda value: type(value) is int and -largest <= value < largest


def _is_quantity(value: Any) -> bool:
    return isinstance(quantities.from_json(value), quantities.Quantity)


def _is_time(value: Any) -> bool:
    # An empty text would be a time of zero length to some, but Go's RFC 3339 reader refuses it.
    return isinstance(value, str) and _TIME.fullmatch(value) is not None


def _is_base64(value: Any) -> bool:
    if not isinstance(value, str):
        return False
    try:
        base64.b64decode(value.replace("\n", "").replace("\r", ""), validate=True)
    except (binascii.Error, ValueError):
        return False
    return True


_is_int32 = _is_whole(32)

FITS: dict[str, Callable[[Any], bool]] = {
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "int32": _is_int32,
    "int64": _is_whole(64),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "int-or-string": lambda value: isinstance(value, str) or _is_int32(value),
    "quantity": _is_quantity,
    "time": _is_time,
    "bytes": _is_base64,
    "object": lambda value: isinstance(value, dict),
    "any": lambda value: True,
}
