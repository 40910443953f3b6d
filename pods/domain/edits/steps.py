"""Following the steps of an address: from names in brackets to a path, and from the schema to the type there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from pods.domain.edits.refusal import EditRefused
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.domain.names import shown
from pods.domain.schema.kinds import Schema

# What names an item of a list: the keys Kubernetes merges its lists by, then others that tell items apart.
_NAMES = (
    "name",
    "containerPort",
    "port",
    "mountPath",
    "devicePath",
    "ip",
    "key",
    "topologyKey",
    "path",
    "type",
)
_ENV = "#core.v1.EnvVar"
_CONTAINERS = ("containers", "initContainers", "ephemeralContainers")
_MOST_SHOWN = 6


class Word(Protocol):
    """A step of an address (`address.Step`)."""

    @property
    def text(self) -> str:
        """The field, index or name."""

    @property
    def bracket(self) -> bool:
        """It stood in brackets."""

    @property
    def quoted(self) -> bool:
        """It is a name even where it looks like an index."""


@dataclass(frozen=True, slots=True)
class Place:
    """A field: its document and path, the type the schema gives it, and the value it has now (None: none).

    With `item` set, the path is that of a list that has no such item yet, and `item` names it.
    """

    document: int
    path: str
    expected: str
    value: Any
    item: str | None = None


def follow(
    manifest: Manifest, document: int, path: str, expected: str, steps: Sequence[Word], schema: Schema
) -> Place:
    """The place that steps lead to from a path; raises EditRefused where they lead nowhere."""
    value = manifest.value(document, path)
    for position, word in enumerate(steps):
        step = _step(value, expected, word, path)
        if step is None:
            if position < len(steps) - 1 or expected != f"[{_ENV}":
                beside = _beside(manifest, document, path, word.text)
                raise EditRefused(beside or _no_item(value, word.text, path))
            return Place(document, path, _ENV, None, word.text)
        path = paths.join(path, step)
        expected = inner(schema, expected, step)
        value = _child(value, step)
    return Place(document, path, expected, value)


def inner(schema: Schema, expected: str, step: paths.Step) -> str:
    """The type of what is one step further in; `any` where this version of Kubernetes does not know it."""
    if expected[0] == "#" and isinstance(step, str):
        return schema.fields(expected[1:]).get(step, "any")
    if expected[0] == "{" or (expected[0] == "[" and isinstance(step, int)):
        return expected[1:]
    return "any"


def _child(value: Any, step: paths.Step) -> Any:
    if isinstance(value, dict):
        return value.get(str(step))
    return value[step] if isinstance(value, list) and isinstance(step, int) else None


def _step(value: Any, expected: str, word: Word, path: str) -> paths.Step | None:
    """The key or index that a word means here; None for an item that is not there."""
    if isinstance(value, list) or (value is None and expected[0] == "["):
        if not word.bracket:
            raise EditRefused(say(_A_LIST, path=path, field=shown(word.text)))
        return _index(value or [], word, path)
    if value is None and expected == "any" and word.bracket and not word.quoted and word.text.isdigit():
        return None
    if isinstance(value, dict) or value is None:
        return word.text
    raise EditRefused(say(_NO_FIELDS, path=path, field=shown(word.text)))


def _index(items: list[Any], word: Word, path: str) -> int | None:
    for key in _NAMES:
        matching = [
            i for i, item in enumerate(items) if isinstance(item, dict) and _named(item.get(key), word.text)
        ]
        if len(matching) > 1:
            raise EditRefused(
                say(_SEVERAL, path=path, name=shown(word.text), first=matching[0], last=matching[-1])
            )
        if matching:
            return matching[0]
    if word.quoted or not (word.text.isascii() and word.text.isdigit()) or len(word.text) > 6:
        return None
    index = int(word.text)
    return index if index < len(items) else None


def _named(value: Any, name: str) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool) and str(value) == name


def _beside(manifest: Manifest, document: int, path: str, name: str) -> Message | None:
    """Where a container is that was looked for in another list of the pod."""
    if not path or paths.steps(path)[-1] not in _CONTAINERS:
        return None
    for field in _CONTAINERS:
        items = manifest.value(document, paths.join(paths.parent(path), field))
        if isinstance(items, list) and any(paths.value_at(item, "name") == name for item in items):
            return say(_BESIDE, path=path, name=shown(name), field=field)
    return None


def _no_item(value: Any, name: str, path: str) -> Message:
    items = value if isinstance(value, list) else []
    there = [n for n in map(_name, items) if n is not None]
    if not there:
        return say(_NO_ITEM, path=path, name=shown(name), count=len(items))
    more = ", …" if len(there) > _MOST_SHOWN else ""
    return say(_NO_SUCH, path=path, name=shown(name), there=", ".join(map(shown, there[:_MOST_SHOWN])) + more)


def _name(item: Any) -> str | None:
    fields = (item.get(key) for key in _NAMES) if isinstance(item, dict) else ()
    return next((str(field) for field in fields if isinstance(field, str | int)), None)


_A_LIST = gettext_noop(
    "%(path)s is a list: name the item that %(field)s belongs to in brackets, like [app] or [0]."
)
_NO_FIELDS = gettext_noop("%(path)s is a single value; there is no %(field)s in it.")
_SEVERAL = gettext_noop(
    "%(path)s has several items called %(name)s; choose one by its index, from [%(first)d] to [%(last)d]."
)
_BESIDE = gettext_noop("%(path)s has no item %(name)s, but %(field)s has; write %(field)s[%(name)s].")
_NO_ITEM = gettext_noop("%(path)s has no item %(name)s; it has %(count)d items.")
_NO_SUCH = gettext_noop("%(path)s has no item %(name)s; it has: %(there)s.")
