"""Whose field is whose: reading `metadata.managedFields`, by which the API server keeps who set what.

An entry's `fieldsV1` is a tree: `f:image` a field, `k:{"name":"app"}` the item of a list with these values, `v:"x"` an
item that is the value, `i:0` an item by its place, `.` the thing itself; an empty tree is all there is below.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pods.domain.manifest import paths

Tree = Mapping[str, Any]
_ITEM = re.compile(r"\[((?:[^\]\"]|\"(?:[^\"\\]|\\.)*\")*)\]")
_PAIR = re.compile(r"([A-Za-z0-9_]*)=(\"(?:[^\"\\]|\\.)*\"|[^,]*)")
_MOST_ENTRIES = 200
# "(…): .spec.containers[name="a"].imgae: field not declared in schema", and: unknown field "spec.imgae"
_NAMED = re.compile(
    r": (\.\S+): |unknown field \"([^\"\s]+)\"|^[A-Za-z.]+ \"[^\"]*\" is invalid: ([a-z]\S*): "
)


@dataclass(frozen=True, slots=True)
class Manager:
    """Somebody who set fields of an object: `Apply` says all they care for, `Update` also holds server defaults."""

    name: str
    operation: str
    subresource: str
    time: str
    tree: Tree = field(repr=False)

    @property
    def applies(self) -> bool:
        """Whether these are exactly the fields somebody meant to set."""
        return self.operation == "Apply"


def managers(live: Any) -> tuple[Manager, ...]:
    """Everybody who manages a field of the object, as the API server lists them."""
    metadata = live.get("metadata") if isinstance(live, Mapping) else None
    listed = metadata.get("managedFields") if isinstance(metadata, Mapping) else None
    entries = listed[:_MOST_ENTRIES] if isinstance(listed, list) else ()
    return tuple(_manager(entry) for entry in entries if isinstance(entry, Mapping))


def _manager(entry: Tree) -> Manager:
    name, operation, subresource, time = (
        str(entry.get(key) or "") for key in ("manager", "operation", "subresource", "time")
    )
    tree = entry.get("fieldsV1")
    return Manager(name, operation, subresource, time, tree if isinstance(tree, Mapping) else {})


def owned(value: Any, tree: Tree) -> Any:
    """The part of a value that a tree names, in the order of the value: init containers start in theirs."""
    if not tree:
        return value
    if isinstance(value, Mapping):
        return {key: owned(value[key], tree[f"f:{key}"]) for key in value if f"f:{key}" in tree}
    if isinstance(value, list):
        placed = {index_of(value, step): (step, below) for step, below in tree.items()}
        return [_owned_item(item, *placed[place]) for place, item in enumerate(value) if place in placed]
    return value


def _owned_item(item: Any, step: str, below: Tree) -> Any:
    if not isinstance(item, Mapping) or not below:
        return item
    named = json.loads(step[2:]) if step.startswith("k:") else {}
    # An item of which nothing but its being there is managed still needs what tells it apart.
    return owned(item, below) or {key: item[key] for key in named if key in item}


def index_of(items: list[Any], step: str) -> int | None:
    """Which item of a list a step of a tree means."""
    kind, _, said = step.partition(":")
    try:
        wanted = json.loads(said) if kind in "kvi" and said else None
    except ValueError:
        return None
    if kind == "i" and isinstance(wanted, int):
        return wanted if wanted < len(items) else None
    for place, item in enumerate(items):
        if kind == "v" and item == wanted:
            return place
        if kind == "k" and isinstance(wanted, Mapping) and isinstance(item, Mapping) and _is(item, wanted):
            return place
    return None


def _is(item: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    """Whether an item has these values; a protocol that is not said is TCP, the one key that has a default."""
    return all(item.get(key, "TCP" if key == "protocol" else None) == value for key, value in wanted.items())


def owners(live: Any, path: str) -> tuple[Manager, ...]:
    """Who manages the field at a path of the object, or a part of it."""
    return tuple(manager for manager in managers(live) if _holds(live, manager.tree, paths.steps(path)))


def _holds(value: Any, tree: Tree, steps: list[paths.Step]) -> bool:
    if not steps or not tree:
        return bool(steps) or tree.keys() != {"."}
    step, rest = steps[0], steps[1:]
    for key, below in tree.items():
        if key == f"f:{step}" and isinstance(value, Mapping):
            return _holds(value.get(str(step)), below, rest)
        if isinstance(step, int) and isinstance(value, list) and index_of(value, key) == step:
            return _holds(value[step], below, rest)
    return False


def taken(before: Any, after: Any, by: str) -> tuple[tuple[str, str], ...]:
    """The fields that others managed before and `by` manages instead: who had each, and its path in the object."""
    now = managers(after)
    mine = [manager.tree for manager in now if manager.name == by]
    found = [
        (manager.name, _path(after, steps))
        for manager in managers(before)
        if manager.name != by
        for steps in _leaves(manager.tree)
        if _in_one_of(mine, steps) and not _in_one_of([m.tree for m in now if m.name == manager.name], steps)
    ]
    return tuple(dict.fromkeys(found))


def _leaves(tree: Tree) -> Iterator[tuple[str, ...]]:
    """The way to each field of a tree; that a thing is there at all is none."""
    for step, below in tree.items():
        if isinstance(below, Mapping) and below:
            yield from ((step, *rest) for rest in _leaves(below))
        elif step != ".":
            yield (step,)


def _in_one_of(trees: list[Tree], steps: tuple[str, ...]) -> bool:
    return any(_leads(tree, steps) for tree in trees)


def _leads(tree: Tree, steps: tuple[str, ...]) -> bool:
    """Whether a tree names the field, or something around it as a whole."""
    for step in steps:
        if step not in tree:
            return False
        tree = tree[step]
        if not tree:
            return True
    return True


def _path(value: Any, steps: tuple[str, ...]) -> str:
    """The path of a field, or of its nearest parent that is there."""
    path = ""
    for said in steps:
        step = _step(value, said)
        if step is None:
            break
        path, value = paths.join(path, step), value[step]
    return path


def _step(value: Any, said: str) -> int | str | None:
    """Where a step of a tree leads; None where it is not there: that of another may lead into what is plain now."""
    if isinstance(value, list):
        return index_of(value, said)
    name = said.partition(":")[2]
    return name if isinstance(value, Mapping) and name in value else None


def path_in(value: Any, said: str) -> str:
    """The path that a conflict means by `.spec.containers[name="app"].image`, or its nearest parent that is there."""
    path = ""
    for step in _steps(value, said):
        path = paths.join(path, step)
    return path


def field_in(words: str) -> str:
    """The field that a refusal without causes names in its sentence; empty where it names none."""
    found = _NAMED.search(words)
    return next(filter(None, found.groups()), "") if found else ""


def _steps(value: Any, said: str) -> Iterator[paths.Step]:
    while said:
        item = _ITEM.match(said)
        step = _item(value, item.group(1)) if item else _key(value, said)
        if step is None:
            return
        said = said[item.end() :] if item else said.removeprefix(".")[len(str(step)) :]
        value = value[step]
        yield step


def _key(value: Any, said: str) -> str | None:
    """The key at the start of the rest. Keys may hold dots, so it is the longest one that is there."""
    rest = said.removeprefix(".")
    keys = value if isinstance(value, Mapping) else ()
    fitting = [key for key in keys if rest == key or rest.startswith((f"{key}.", f"{key}["))]
    return max(fitting, key=len, default=None)


def _item(value: Any, said: str) -> paths.Step | None:
    if isinstance(value, Mapping):  # `limits[cpu]`, as refusals name a key
        return said if said in value else None
    if not isinstance(value, list):
        return None
    if said.isdigit():
        return index_of(value, f"i:{said}")
    if said.startswith("="):
        return index_of(value, f"v:{said[1:]}")
    named = {key: _plain(text) for key, text in _PAIR.findall(said)}
    return index_of(value, f"k:{json.dumps(named)}")


def _plain(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def at(value: Any, path: str) -> Any:
    """The value at a path of an object; None where it leads nowhere."""
    return paths.value_at(value, path)


def strip(mine: Any, live: Any, tree: Tree) -> None:
    """Take out of `mine` every field that the tree names and that is different in `live`; equal ones do no harm."""
    if isinstance(mine, dict) and isinstance(live, Mapping):
        _strip_fields(mine, live, tree)
    elif isinstance(mine, list) and isinstance(live, list):
        for step, below in tree.items():
            here, there = index_of(mine, step), index_of(live, step)
            if here is not None and there is not None:
                strip(mine[here], live[there], below)


def _strip_fields(mine: dict[str, Any], live: Mapping[str, Any], tree: Tree) -> None:
    for step, below in tree.items():
        key = step.removeprefix("f:")
        if step == "." or key not in mine or key not in live:
            continue
        if below:
            strip(mine[key], live[key], below)
        elif mine[key] != live[key]:
            del mine[key]
