"""What a completion writes: in the style of the text around it, so that typing can go on at once."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from pods.domain.completion.fields import fields_of
from pods.domain.completion.outline import Entry, Sort, Style
from pods.domain.manifest import scalars
from pods.domain.schema import help as help_
from pods.domain.schema.kinds import Schema

_PLAIN = re.compile(r"[A-Za-z0-9_./][A-Za-z0-9_./-]*")


@dataclass(frozen=True, slots=True)
class Insertion:
    """A text to write and where the cursor stands in it afterwards, from its start."""

    text: str
    cursor: int


@dataclass(frozen=True, slots=True)
class Manner:
    """How a document is written: columns from a key to those below it, and to the dashes of its list."""

    step: int
    list_step: int
    json: bool


def manner_of(root: Entry) -> Manner:
    """The manner of a document; two columns where it says nothing."""
    steps, list_steps = [], []
    for entry in root.below():
        parent = entry.parent
        if entry.inside_flow or parent is None or parent.sort is not Sort.KEY or parent.style is Style.FLOW:
            continue
        if entry.sort is Sort.KEY:
            steps.append(entry.column - parent.column)
        elif entry.sort is Sort.ITEM:
            list_steps.append(entry.column - parent.column)
    return Manner(_most(steps), _most(list_steps), root.style is Style.FLOW)


def key(name: str, type_: str, at: Entry, manner: Manner, schema: Schema) -> Insertion:
    """A key that is written where nothing or a part of a word stands."""
    if manner.json or at.inside_flow:
        return _flow_key(name, type_, manner.json)
    start, column = f"{_scalar(name)}:", at.column
    if type_[:1] == "[":
        below = f"\n{' ' * (column + manner.list_step)}- {_first(type_[1:], schema)}"
    elif type_[:1] in "#{" or type_ == "object":
        below = f"\n{' ' * (column + manner.step)}"
    else:
        below = " "
    return _at_end(start + below)


def item_key(name: str, type_: str, at: Entry, manner: Manner, schema: Schema) -> Insertion:
    """A new item that begins with a key."""
    if manner.json or at.inside_flow:
        inner = _flow_key(name, type_, manner.json)
        return Insertion(f"{{{inner.text}}}", 1 + inner.cursor)
    moved = Entry(Sort.WORD, None, at.column + 2, at.start, at.stop, at.parent)
    return _at_end(f"- {key(name, type_, moved, manner, schema).text}")


def same_key(name: str, at: Entry) -> Insertion:
    """Another name for a key that has its value already."""
    return _at_end(json.dumps(name) if at.json else _scalar(name))


def value(text: str, type_: str, quoted: bool) -> Insertion:
    """A scalar. Where text is wanted, what would read as something else gets quotes."""
    if quoted or (type_ == "string" and not _is_text(text)):
        return _at_end(json.dumps(text, ensure_ascii=False))
    return _at_end(text if type_ != "string" and not _is_text(text) else _scalar(text))


def _flow_key(name: str, type_: str, as_json: bool) -> Insertion:
    start = f"{json.dumps(name) if as_json else _scalar(name)}: "
    around = {"[": "[]", "#": "{}", "{": "{}"}.get(type_[:1], "{}" if type_ == "object" else "")
    around = around or ('""' if as_json and type_ in ("string", "quantity", "time", "bytes") else "")
    return Insertion(start + around, len(start) + len(around) // 2)


def _first(item_type: str, schema: Schema) -> str:
    """The key with which an item begins: the first that it cannot do without."""
    fields = fields_of(schema, item_type)
    required = help_.required(item_type[1:]) if item_type[:1] == "#" else ()
    first = min((name for name in fields if name in required), key=lambda name: name != "name", default=None)
    return "" if first is None else key_start(first, fields[first])


def key_start(name: str, type_: str) -> str:
    """A key and, unless its value stands below it, the space behind its colon."""
    return f"{name}:" if type_[:1] in "#{[" else f"{name}: "


def _scalar(text: str) -> str:
    return text if _PLAIN.fullmatch(text) and _is_text(text) else json.dumps(text, ensure_ascii=False)


def _is_text(text: str) -> bool:
    return isinstance(scalars.plain(text), str)


def _at_end(text: str) -> Insertion:
    return Insertion(text, len(text))


def _most(found: Iterable[int]) -> int:
    counted = [each for each in found if each >= 0]
    return max(set(counted), key=counted.count) if counted else 2
