"""The outline of what stands in brackets and braces, JSON included."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pods.domain.completion.outline import Entry, Sort, Style
from pods.domain.completion.words import QUOTED, add, unquoted

_GAP = re.compile(r"(?:[ \t\r\n]|(?:^|(?<=\s))#[^\n]*)*", re.MULTILINE)
_PLAIN = re.compile(r"(?:[^,\[\]{}:#\n]|:(?![\s,\[\]{}]|\Z)|(?<!\s)#)+")
_PROPERTY = re.compile(r"[&!][^\s,\[\]{}]*(?=[\s,\[\]{}])")
DEEPEST = 200  # levels; what is nested deeper is no manifest and not worth the time
# A line of block style, where a bracket before it was never closed.
_BLOCK_LINE = re.compile(r"[ \t]*(?:- |[\w./-]+:(?:\s|\Z)|(?:---|\.\.\.)(?:\s|\Z))")


@dataclass(slots=True, eq=False)
class _Level:
    """An open bracket: what it belongs to, and the key or item whose value comes next."""

    owner: Entry
    mapping: bool
    waiting: Entry | None = None
    filled: bool = False  # a value stands there already, a comma has to come


class Flow:
    """Reads one value in brackets. With `recovers` a line of block style ends it."""

    def __init__(self, text: str, cursor: int, recovers: bool) -> None:
        self.unclosed = False
        self._text, self._cursor, self._recovers = text, cursor, recovers
        self._levels: list[_Level] = []
        self._base = 0

    def read(self, owner: Entry, at: int) -> int:
        """Read from an opening bracket on; the offset behind what was read."""
        self._base = owner.column
        at = self._enter(owner, at)
        while self._levels:
            gap = at
            at = self._after_gap(at)
            if at < 0:
                return self._broken_off(gap)
            if at >= len(self._text) or len(self._levels) > DEEPEST:
                return self._run_out(gap)
            at = self._token(gap, at)
        return at

    def _enter(self, owner: Entry, at: int) -> int:
        owner.style = Style.FLOW
        owner.value = (at, at + 1)
        self._levels.append(_Level(owner, self._text[at] == "{"))
        return at + 1

    def _token(self, gap: int, at: int) -> int:
        level, first = self._levels[-1], self._text[at]
        if first in ",]}":
            self._slot(level, gap, at)
            level.waiting, level.filled = None, False
            if first != ",":
                level.owner.value = (level.owner.value[0], at + 1)
                level.owner.end = at + 1
                self._levels.pop()
            return at + 1
        if first == ":":
            return at + 1
        if named := _PROPERTY.match(self._text, at):
            return named.end()
        if level.mapping and level.waiting is None and not level.filled and first not in "{[":
            return self._key(level, at)
        return self._value(level, at)

    def _key(self, level: _Level, at: int) -> int:
        stop = self._scalar_end(at)
        after = self._skip(stop)
        if self._text[after : after + 1] != ":":
            self._word(level.owner, at, stop)
            level.filled = True
            return stop
        written = self._text[at:stop]
        entry = self._add(level.owner, Sort.KEY, at, stop, unquoted(written))
        entry.json = written[:1] == '"'
        entry.value = (after + 1, after + 1)
        level.waiting = entry
        return after + 1

    def _value(self, level: _Level, at: int) -> int:
        if level.filled:  # a plain scalar goes on, or a comma is missing
            return self._scalar_end(at) if self._text[at] not in "{[" else at + 1
        entry = level.waiting or self._add(level.owner, Sort.ITEM, at, at, level.owner.length)
        level.waiting, level.filled = None, True
        if self._text[at] in "{[":
            return self._enter(entry, at)
        stop = self._scalar_end(at)
        entry.style = Style.QUOTED if self._text[at] in "\"'" else Style.PLAIN
        entry.value, entry.text = (at, stop), unquoted(self._text[at:stop])
        return stop

    def _slot(self, level: _Level, gap: int, at: int) -> None:
        """The cursor may stand where a key, an item or a value is still to be written."""
        if level.waiting is not None:
            level.waiting.value = (level.waiting.value[0], at)
        elif not level.filled and gap <= self._cursor <= at:
            self._word(level.owner, self._cursor, self._cursor)

    def _after_gap(self, at: int) -> int:
        """Behind white space and comments; -1 where a line of block style says that the bracket was forgotten."""
        match = _GAP.match(self._text, at)
        assert match is not None
        line = self._text.rfind("\n", at, match.end())
        shallow = line >= 0 and self._base >= 0 and match.end() - line - 1 <= self._base
        return -1 if self._recovers and shallow and _BLOCK_LINE.match(self._text, line + 1) else match.end()

    def _broken_off(self, gap: int) -> int:
        self.unclosed = True
        line = self._text.find("\n", gap)
        self._finish(gap, line)
        # The next line is for the reader of blocks.
        while self._text[line + 1 : line + 2] == "\n":
            line += 1
        return line + 1

    def _run_out(self, gap: int) -> int:
        self.unclosed = True
        self._finish(gap, len(self._text))
        return len(self._text)

    def _finish(self, gap: int, at: int) -> None:
        self._slot(self._levels[-1], gap, at)
        for level in self._levels:
            level.owner.value = (level.owner.value[0], at)
        self._levels.clear()

    def _scalar_end(self, at: int) -> int:
        quoted = QUOTED.match(self._text, at)
        if quoted:
            return quoted.end()
        if self._text[at] in "\"'":  # never closed: it ends with its line
            self.unclosed = True
            end = self._text.find("\n", at)
            return len(self._text) if end < 0 else end
        plain = _PLAIN.match(self._text, at)
        stop = plain.end() if plain else at + 1
        while stop > at + 1 and self._text[stop - 1] in " \t\r":
            stop -= 1
        return stop

    def _skip(self, at: int) -> int:
        match = _GAP.match(self._text, at)
        return match.end() if match else at

    def _word(self, owner: Entry, start: int, stop: int) -> None:
        self._add(owner, Sort.WORD, start, stop, None)

    def _add(self, owner: Entry, sort: Sort, start: int, stop: int, step: str | int | None) -> Entry:
        made = add(owner, sort, step, 0, start, stop)  # in brackets no column means anything
        made.inside_flow = True
        return made
