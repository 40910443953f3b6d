"""The outline of a text that may be half typed: keys, items and words with their places, whatever is wrong with it.

`manifest.stream` reads a text exactly and stops at the first mistake. A text that is being typed has one most of the
time, often on the very line that matters. This reader never stops: in block style indentation alone says what
belongs to what, so that one broken line leaves the others as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import reduce

from pods.domain.manifest import paths
from pods.domain.manifest.paths import Step


class Sort(Enum):
    """What an entry is."""

    ROOT = "root"  # a document
    KEY = "key"
    ITEM = "item"
    WORD = "word"  # neither key nor item yet: what is being typed, or the empty place of the cursor


class Style(Enum):
    """How a value is written."""

    NONE = "none"  # nothing on the line of its key or dash
    PLAIN = "plain"
    QUOTED = "quoted"
    TEXT = "text"  # a block scalar
    FLOW = "flow"


@dataclass(slots=True, eq=False)
class Entry:
    """A key or an item with what stands below it. Offsets count characters of the whole text."""

    sort: Sort
    step: Step | None  # the key or the index; None for documents and words
    column: int  # of the key or the dash, from 0; -1 for documents
    start: int
    stop: int  # behind the key (its quotes included), the dash or the word
    parent: Entry | None
    inside_flow: bool = False
    style: Style = Style.NONE
    text: str = ""  # the scalar, unquoted
    value: tuple[int, int] = (0, 0)  # where the scalar stands, or may be written
    end: int = 0  # behind everything that belongs to it
    json: bool = False  # the key is quoted, or the item stands in JSON
    children: list[Entry] = field(default_factory=list)
    length: int = 0  # how many of them are items

    @property
    def path(self) -> str:
        """The path from the document's root; that of the parent for a word."""
        return reduce(paths.join, [each.step for each in self.chain if each.step is not None], "")

    @property
    def chain(self) -> list[Entry]:
        """The entries from the document down to this one."""
        found = [self]
        while found[-1].parent is not None:
            found.append(found[-1].parent)
        return found[::-1]

    @property
    def keys(self) -> Iterator[Entry]:
        """The keys below it."""
        return (child for child in self.children if child.sort is Sort.KEY)

    @property
    def items(self) -> list[Entry]:
        """The items below it."""
        return [child for child in self.children if child.sort is Sort.ITEM]

    def get(self, key: str) -> Entry | None:
        """The key of that name; of several the last, which counts."""
        return next((child for child in reversed(self.children) if child.step == key), None)

    def at(self, *keys: str) -> Entry | None:
        """The entry that some keys lead to."""
        found: Entry | None = self
        for key in keys:
            found = found.get(key) if found is not None else None
        return found

    def said(self, *keys: str) -> str:
        """The scalar that some keys lead to; "" where there is none."""
        found = self.at(*keys)
        return found.text if found is not None else ""

    def below(self) -> Iterator[Entry]:
        """All entries below it."""
        waiting = list(reversed(self.children))
        while waiting:
            found = waiting.pop()
            yield found
            waiting.extend(reversed(found.children))
