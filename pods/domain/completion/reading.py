"""Reading the outline of a text, line by line in block style (`flow` reads what is in brackets)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pods.domain.completion.flow import DEEPEST, Flow
from pods.domain.completion.outline import Entry, Sort, Style
from pods.domain.completion.words import QUOTED, add, unquoted
from pods.domain.manifest.stream import BOM

_MARKER = re.compile(r"^(?:---|\.\.\.)(?=\s|\Z)", re.MULTILINE)
_COLON = re.compile(r":(?=\s|\Z)")
_MOST = 500  # documents that are read
_PROPERTY = re.compile(r"[&!][^\s,\[\]{}]*[ \t]+|[&!][^\s,\[\]{}]*(?=\r?\n|\Z)")
_COMMENT = re.compile(r"(?:^|(?<=\s))#")
_CONTENT = re.compile(r"^[ \t]*[^\s#%]", re.MULTILINE)
_JSON = "{["


def documents(text: str, cursor: int = -1) -> Sequence[Entry]:
    """The outline of each document, counted as `manifest` counts them. At the cursor an empty place is a word."""
    found: list[Entry] = []
    for start, end, counts in _segments(text):
        if len(found) < _MOST and (counts or start <= cursor <= end):
            found += _document(text, start, end, cursor)
    return found


def document_at(text: str, cursor: int) -> Entry:
    """The outline of the document in which the cursor stands; others are not read."""
    for start, end, _ in _segments(text):
        if start <= cursor <= end:
            found = _document(text, start, end, cursor)
            return next((each for each in reversed(found) if each.start <= cursor), found[0])
    raise IndexError(cursor)


def _document(text: str, start: int, end: int, cursor: int) -> list[Entry]:
    """One segment: a document, or several JSON objects. What never closes is read again as if its line ended it."""
    reader = _Reader(text, start, end, cursor, recovers=False)
    found = reader.read()
    return _Reader(text, start, end, cursor, recovers=True).read() if reader.unclosed else found


def _segments(text: str) -> list[tuple[int, int, bool]]:
    """Where documents stand between their markers, and whether they count: one without content and `---` does not."""
    result = []
    start, counts = 0, False
    for match in _MARKER.finditer(text):
        counts = counts or bool(_CONTENT.search(text, start, match.start()))
        result.append((start, max(start, match.start() - 1), counts))
        start, counts = match.end(), match.group() == "---"
    counts = counts or bool(_CONTENT.search(text, start))
    return [*result, (start, len(text), counts)]


class _Reader:
    """Reads one segment of a text."""

    def __init__(self, text: str, start: int, end: int, cursor: int, *, recovers: bool) -> None:
        self.unclosed = False
        self._text, self._end, self._cursor = text[:end], end, cursor
        self._recovers = recovers
        self._at = start
        self._roots: list[Entry] = []
        self._open: list[Entry] = []
        self._begin(start)

    def read(self) -> list[Entry]:
        """The documents of the segment."""
        while self._at <= self._end:
            self._line()
        for root in self._roots:
            _close(root)
        return self._roots

    def _begin(self, start: int) -> None:
        root = Entry(Sort.ROOT, None, -1, start, start, None)
        self._roots.append(root)
        self._open = [root]

    def _line(self) -> None:
        start, end = self._at, self._line_end(self._at)
        self._at = end + 1
        # Behind a document marker a line starts where it would without the marker.
        column_from = self._text.rfind("\n", 0, start) + 1
        first = self._skip(start, end)
        if self._text.startswith(BOM, first):
            first = column_from = first + 1
        if first == end:
            if start <= self._cursor <= end:
                self._empty(self._cursor - column_from)
        elif self._text[first] != "#":
            self._content(first, end, first - column_from)

    def _content(self, at: int, end: int, column: int) -> None:
        owner: Entry | None = None
        while self._is_dash(at, end) and len(self._open) < DEEPEST and not self._continues(column):
            owner = self._item(at, column)
            after = self._skip(at + 1, end)
            if self._is_over(after, end):
                owner.value = (at + 1, after)
                if at + 2 <= self._cursor <= after:
                    self._empty(column + self._cursor - at)
                return
            column, at = column + after - at, after
        named = _PROPERTY.match(self._text, at, end)
        key = self._key(named.end() if named and named.end() < end else at, end)
        if key is not None:
            self._entry(key, end, column)
        else:
            self._bare(owner, at, end, column)

    def _key(self, at: int, end: int) -> tuple[int, int, int] | None:
        """Start and end of a key, and where its value starts; None where there is none."""
        quoted = QUOTED.match(self._text, at, end)
        if quoted:
            colon = _COLON.match(self._text, self._skip(quoted.end(), end), end)
            return (at, quoted.end(), colon.end()) if colon else None
        if self._text[at] in "{[|>@`#'\"":
            return None
        colon = _COLON.search(self._text, at, end)
        comment = _COMMENT.search(self._text, at, end)
        if colon is None or (comment and comment.start() < colon.start()):
            return None
        return at, at + len(self._text[at : colon.start()].rstrip()), colon.end()

    def _entry(self, key: tuple[int, int, int], end: int, column: int) -> None:
        start, stop, after = key
        self._leave(column)
        written = self._text[start:stop]
        entry = add(self._open[-1], Sort.KEY, unquoted(written), column, start, stop)
        entry.json = written[:1] == '"'
        self._open.append(entry)
        at = self._skip(after, end)
        while named := _PROPERTY.match(self._text, at, end):
            at = self._skip(named.end(), end)
        entry.value = (after, at)
        if not self._is_over(at, end):
            self._value(entry, at, end)

    def _item(self, at: int, column: int) -> Entry:
        # A list may stand in the column of its key; an item of the same column ends the one before it.
        self._leave(column, keys=False)
        parent = self._open[-1]
        entry = add(parent, Sort.ITEM, parent.length, column, at, at + 1)
        self._open.append(entry)
        return entry

    def _bare(self, owner: Entry | None, at: int, end: int, column: int) -> None:
        """What is neither key nor item: a value that stands on its own line, or a word that is being typed."""
        if owner is None:
            self._leave(column)
            owner = self._open[-1]
        named = _PROPERTY.match(self._text, at, end)
        at = self._skip(named.end(), end) if named else at
        if at == end:
            return
        if owner.sort is Sort.ROOT and owner.children and self._text[at] in _JSON:
            self._begin(at)
            owner = self._open[-1]
        taken = owner.style is not Style.NONE or owner.children
        if self._text[at] in "{[|>\"'" and not taken:
            self._value(owner, at, end)
            return
        stop = self._plain_end(at, end)
        if not taken:
            self._scalar(owner, at, stop, Style.PLAIN)
        add(owner, Sort.WORD, None, column, at, stop)

    def _value(self, entry: Entry, at: int, end: int) -> None:
        first = self._text[at]
        if first in _JSON:
            self._flow(entry, at)
        elif first in "|>":
            self._scalar(entry, at, self._block_end(entry, end), Style.TEXT)
            self._at = entry.value[1] + 1
        elif first in "\"'":
            self._quoted(entry, at, end)
        else:
            self._scalar(entry, at, self._plain_end(at, end), Style.PLAIN)

    def _flow(self, entry: Entry, at: int) -> None:
        flow = Flow(self._text, self._cursor, self._recovers)
        after = flow.read(entry, at)
        self.unclosed = self.unclosed or flow.unclosed
        end = self._line_end(after)
        rest = self._skip(after, end)
        joined = entry.sort is Sort.ROOT and self._text[rest : rest + 1] == "{"  # JSON objects in a row
        self._at = rest if joined else after if flow.unclosed else end + 1

    def _quoted(self, entry: Entry, at: int, end: int) -> None:
        match = QUOTED.match(self._text, at)
        if match is None:
            self.unclosed = True
        stop = match.end() if match and (not self._recovers or match.end() <= end) else end
        self._scalar(entry, at, stop, Style.QUOTED)
        self._at = self._line_end(stop) + 1

    def _scalar(self, entry: Entry, at: int, stop: int, style: Style) -> None:
        entry.style, entry.value = style, (at, stop)
        written = self._text[at:stop]
        entry.text = unquoted(written) if style is Style.QUOTED else written if style is Style.PLAIN else ""

    def _empty(self, column: int) -> None:
        """The cursor stands where nothing is written: a word without letters."""
        # On the column of a list the next item may be meant, so the list's key or item stays open.
        self._leave(column)
        add(self._open[-1], Sort.WORD, None, column, self._cursor, self._cursor)

    def _leave(self, column: int, *, keys: bool = True) -> None:
        """Close what a line of that column does not belong to."""
        while self._open[-1].column > column or (
            self._open[-1].column == column and (keys or self._open[-1].sort is Sort.ITEM)
        ):
            self._open.pop()

    def _continues(self, column: int) -> bool:
        """A line deeper than a plain scalar goes on with it, even when it starts with a dash.

        Where the cursor stands in the scalar it is still being typed, and the line below it has nothing to do with it.
        """
        last = self._open[-1]
        typed = last.value[0] <= self._cursor <= last.value[1]
        return last.style is Style.PLAIN and last.column < column and not typed

    def _block_end(self, entry: Entry, end: int) -> int:
        """Where a block scalar ends: before the first line that is not indented deeper than what holds it."""
        stop = end
        while stop < self._end:
            next_end = self._line_end(stop + 1)
            first = self._skip(stop + 1, next_end)
            if first < next_end and first - stop - 1 <= entry.column:
                break
            stop = next_end
        return stop

    def _plain_end(self, at: int, end: int) -> int:
        comment = _COMMENT.search(self._text, at, end)
        stop = comment.start() if comment and comment.start() > at else end
        while stop > at and self._text[stop - 1] in " \t\r":
            stop -= 1
        return stop

    def _is_dash(self, at: int, end: int) -> bool:
        return self._text[at] == "-" and (at + 1 == end or self._text[at + 1] in " \t\r")

    def _is_over(self, at: int, end: int) -> bool:
        return at >= end or self._text[at] == "#"

    def _skip(self, at: int, end: int) -> int:
        while at < end and self._text[at] in " \t\r":
            at += 1
        return at

    def _line_end(self, at: int) -> int:
        found = self._text.find("\n", at)
        return self._end if found < 0 else found


def _close(root: Entry) -> None:
    """Say of each entry where it ends."""
    entries = [root, *root.below()]
    for entry in reversed(entries):
        own = entry.value[1] if entry.style is not Style.NONE else entry.stop
        entry.end = max([own, entry.end, *(child.end for child in entry.children)])
