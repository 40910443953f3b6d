"""Where a cursor stands: at which key, item or value, and which lines a path has."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from pods.domain.completion.fields import Field, type_of
from pods.domain.completion.outline import Entry, Sort, Style
from pods.domain.completion.reading import document_at, documents
from pods.domain.manifest import paths
from pods.domain.manifest.problems import Lines
from pods.domain.schema.kinds import Schema

_WRITTEN_HERE = (Style.NONE, Style.PLAIN, Style.QUOTED)


class Spot(Enum):
    """What is written at a cursor."""

    KEY = "key"  # a key, or the place of one
    VALUE = "value"
    WORD = "word"  # either: what the parent is decides


@dataclass(frozen=True, slots=True)
class Cursor:
    """A cursor in the outline of its document: the entry, and the part of the text that a completion replaces."""

    entry: Entry
    spot: Spot
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What stands at a place of the text: its path, and the field of the API, where one is known."""

    document: int
    path: str
    start: int
    end: int
    field: Field | None


def cursor_in(text: str, offset: int) -> Cursor | None:
    """What the cursor touches; None in comments, in block scalars and between things."""
    root = document_at(text, offset)
    word = next((e for e in root.below() if e.sort is Sort.WORD and e.start <= offset <= e.stop), None)
    if word is not None:
        return Cursor(word, Spot.WORD, word.start, word.stop)
    for entry in root.below():
        if entry.start <= offset <= entry.stop and entry.sort is not Sort.ITEM:
            return Cursor(entry, Spot.KEY, entry.start, entry.stop)
        start, end = entry.value
        if 0 < start <= offset <= end and entry.style in _WRITTEN_HERE:
            unwritten = entry.style is Style.NONE
            return Cursor(entry, Spot.VALUE, *((offset, offset) if unwritten else (start, end)))
    return None


def whereabouts(text: str, offset: int, schema: Schema) -> Whereabouts | None:
    """The innermost key or item at an offset: on it, in its value, or between those below it."""
    roots = documents(text)
    # The last one that starts before: documents touch at the line of their marker.
    index = max((at for at, root in enumerate(roots) if root.start <= offset), default=None)
    if index is None:
        return None
    found = roots[index]
    inner: Entry | None = found
    while inner is not None:
        found = inner
        inner = next((child for child in _real(found) if child.start <= offset <= child.end), None)
    if found.sort is Sort.ROOT:
        return None
    return Whereabouts(index, found.path, found.start, found.end, type_of(found, schema))


def lines_of(text: str, document: int, path: str) -> tuple[int, int] | None:
    """The first and the last line of what stands at a path, or of its nearest parent; None where there is none.

    Raises ValueError for what is no path.
    """
    roots = documents(text)
    if document >= len(roots):
        return None
    found = _nearest(roots[document], path)
    lines = Lines(text)
    return lines.line(found.start), lines.line(max(found.start, found.end - 1))


def _nearest(root: Entry, path: str) -> Entry:
    found = root
    for step in paths.steps(path):
        below = next((child for child in reversed(found.children) if child.step == step), None)
        if below is None:
            break
        found = below
    return found


def _real(entry: Entry) -> list[Entry]:
    return [child for child in entry.children if child.sort is not Sort.WORD]
