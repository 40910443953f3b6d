"""In which fields two states of an object differ, named so that the field is found in either, and taking them over."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pods.domain.manifest import paths


class _Absent:
    """What stands at a place where nothing stands; null is something else."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT = _Absent()


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list, by the fields that tell it from the others."""

    keys: tuple[tuple[str, Any], ...]

    @property
    def said(self) -> str:
        """As people name it: `[app]`, `[8080/UDP]`."""
        values = [str(value) for key, value in self.keys if (key, value) != ("protocol", "TCP")]
        return f"[{'/'.join(values)}]"

    def among(self, items: Any) -> int | None:
        """Where it stands in a list; None where it does not."""
        for place, item in enumerate(items if isinstance(items, list) else ()):
            if isinstance(item, Mapping) and self.keys == _values(item, tuple(key for key, _ in self.keys)):
                return place
        return None


Step = str | int | Item
Steps = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A field with its value on either side; ABSENT where that side has none."""

    steps: Steps
    one: Any = field(repr=False)
    other: Any = field(repr=False)


def differences(one: Any, other: Any, steps: Steps = ()) -> Iterator[Difference]:
    """The smallest fields in which two values differ. Items of lists are matched by what the API merges them by."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        for key in [*one, *(key for key in other if key not in one)]:
            yield from differences(one.get(key, ABSENT), other.get(key, ABSENT), (*steps, key))
    elif isinstance(one, list) and isinstance(other, list) and (name := _naming(one, other)) is not None:
        mine = {name(item): item for item in one}
        theirs = {name(item): item for item in other}
        for item in [*mine, *(item for item in theirs if item not in mine)]:
            yield from differences(mine.get(item, ABSENT), theirs.get(item, ABSENT), (*steps, item))
    elif isinstance(one, list) and isinstance(other, list) and _alike(one, other):
        for place, pair in enumerate(zip(one, other, strict=True)):
            yield from differences(*pair, (*steps, place))
    elif not _same(one, other):
        yield Difference(steps, one, other)


def unmentioned(one: Any, other: Any, steps: Steps = ()) -> Iterator[Difference]:
    """The fields of `other` that `one` does not mention at all."""
    found = (difference for difference in differences(one, other, steps) if difference.one is ABSENT)
    yield from found


def value_at(value: Any, steps: Steps) -> Any:
    """What stands at a place; ABSENT where nothing does."""
    for step in steps:
        value = _child(value, step)
    return value


def path_of(value: Any, steps: Steps) -> str:
    """The path of a place in this very value, with the indexes that items have in it, as far as it leads."""
    path = ""
    for step in steps:
        here: paths.Step | None = step.among(value) if isinstance(step, Item) else step
        value = _child(value, step)
        if here is None or value is ABSENT:
            break
        path = paths.join(path, here)
    return path


def said(steps: Steps) -> str:
    """The place as people write it: `spec.containers[app].image`."""
    words = ""
    for step in steps:
        words = f"{words}{step.said}" if isinstance(step, Item) else paths.join(words, step)
    return words


def with_value(value: Any, steps: Steps, new: Any) -> Any:
    """A copy that says `new` at the place, what leads there made where it is missing; ABSENT takes it out.

    Mappings that are left empty by that go as well.
    """
    value = copy.deepcopy(value)
    if new is ABSENT:
        _take_out(value, steps)
        return value
    return _put(value, steps, copy.deepcopy(new))


def _put(value: Any, steps: Steps, new: Any) -> Any:
    if not steps:
        return new
    step, rest = steps[0], steps[1:]
    if isinstance(step, str):
        here = dict(value) if isinstance(value, Mapping) else {}
        here[step] = _put(here.get(step), rest, new)
        return here
    items = list(value) if isinstance(value, list) else []
    place = step.among(items) if isinstance(step, Item) else step
    if place is None or place >= len(items):
        fresh = dict(step.keys) if isinstance(step, Item) else None
        return [*items, _put(fresh, rest, new)]
    items[place] = _put(items[place], rest, new)
    return items


def _take_out(value: Any, steps: Steps) -> None:
    step, rest = steps[0], steps[1:]
    below = _child(value, step)
    if below is ABSENT:
        return
    if rest:
        _take_out(below, rest)
        if below not in ({}, []) or not isinstance(step, str):
            return  # an empty item of a list is an item all the same
    if isinstance(step, Item):
        step = step.among(value) or 0
    del value[step]


def _child(value: Any, step: Step) -> Any:
    place = step.among(value) if isinstance(step, Item) else step
    if isinstance(value, Mapping) and isinstance(place, str):
        return value.get(place, ABSENT)
    if isinstance(value, list) and isinstance(place, int) and place < len(value):
        return value[place]
    return ABSENT


# What tells the items of a list apart (the keys that the API merges them by, FACTS E.1), and what they are by default.
_KEYS = (
    ("name",),
    ("containerPort", "protocol"),
    ("port", "protocol"),
    ("mountPath",),
    ("devicePath",),
    ("ip",),
    ("topologyKey", "whenUnsatisfiable"),
    ("conditionType",),
)
_DEFAULTS = {"protocol": "TCP"}


def _naming(one: list[Any], other: list[Any]) -> Callable[[Any], Item] | None:
    """How to name the items of both lists so that no two of a list have one name; None where that cannot be."""
    for keys in _KEYS:
        if (one or other) and _tells(keys, one) and _tells(keys, other):
            return lambda item, keys=keys: Item(_values(item, keys))  # type: ignore[misc]
    return None


def _tells(keys: tuple[str, ...], items: list[Any]) -> bool:
    """Whether these fields tell every item of a list from the others."""
    if not all(isinstance(item, Mapping) and keys[0] in item for item in items):
        return False
    named = [_values(item, keys) for item in items]
    plain = all(type(value) in (str, int, type(None)) for name in named for _, value in name)
    return plain and len(set(named)) == len(named)


def _values(item: Mapping[str, Any], keys: tuple[str, ...]) -> tuple[tuple[str, Any], ...]:
    return tuple((key, item.get(key, _DEFAULTS.get(key))) for key in keys)


def _alike(one: list[Any], other: list[Any]) -> bool:
    """Whether the items can be compared place by place."""
    return len(one) == len(other) and all(isinstance(item, Mapping) for item in (*one, *other))


def _same(one: Any, other: Any) -> bool:
    """Equal as JSON, where true and 1 differ."""
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    return type(one) is type(other) and bool(one == other)
