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
    walk = _Walk(schema)
    walk.value(value, f"#{definition}", path, _Place(definition, ""))
    return walk.found


@dataclass(frozen=True, slots=True)
class _Place:
    owner: str
    field: str
    in_map: bool = False
    in_list: bool = False


class _Walk:
    """One walk through an object; gathers what does not fit and goes on."""

    def __init__(self, schema: Schema) -> None:
        self.found: list[Departure] = []
        self._schema = schema

    def value(self, value: Any, expected: str, path: str, place: _Place) -> None:
        shape = expected[0]
        if shape == "#":
            self._object(value, expected, path, place)
        elif shape == "[":
            self._list(value, expected, path, place)
        elif shape == "{":
            self._map(value, expected, path, place)
        elif (value is not None and not FITS[expected](value)) or (
            value is None and expected == "string" and (place.in_map or place.in_list)
        ):
            self._departs(value, expected, path, place)

    def _object(self, value: Any, expected: str, path: str, place: _Place) -> None:
        if not isinstance(value, dict):
            if value is not None or place.in_list:
                self._departs(value, expected, path, place)
            return
        definition = expected[1:]
        fields = self._schema.fields(definition)
        for name, item in value.items():
            known = fields.get(name)
            at = paths.join(path, name)
            if known is None:
                self.found.append(Departure(at, UNKNOWN, item, definition, name))
            elif item is not None:
                self.value(item, known, at, _Place(definition, name))

    def _list(self, value: Any, expected: str, path: str, place: _Place) -> None:
        if not isinstance(value, list):
            if value is not None:
                self._departs(value, expected, path, place)
            return
        inner = _Place(place.owner, place.field, in_list=True)
        for index, item in enumerate(value):
            self.value(item, expected[1:], f"{path}[{index}]", inner)

    def _map(self, value: Any, expected: str, path: str, place: _Place) -> None:
        if not isinstance(value, dict):
            if value is not None:
                self._departs(value, expected, path, place)
            return
        inner = _Place(place.owner, place.field, in_map=True)
        for name, item in value.items():
            self.value(item, expected[1:], paths.join(path, name), inner)

    def _departs(self, value: Any, expected: str, path: str, place: _Place) -> None:
        self.found.append(Departure(path, expected, value, place.owner, place.field, place.in_map))


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
