"""Two texts beside each other: rows of lines that belong together, and stretches of them that are alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, takewhile

from pods.domain.differences.lines import Run, lines_of, runs
from pods.domain.differences.marks import Part, alike, marked

CONTEXT = 3  # unchanged lines shown around a change
MOST_ROWS = 1500  # shown of one difference, folded ones too
_MOST_PAIRED = 900  # pairs of changed lines that are tried; in larger blocks lines are paired as they stand


class Kind(StrEnum):
    """What became of a line."""

    SAME = "same"
    CHANGED = "changed"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text: its number from 1, and how it ends ("" for a last line without a newline)."""

    number: int
    text: str
    end: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the old text beside the one of the new text that it became. One of them may be missing."""

    old: Line | None
    new: Line | None

    @property
    def kind(self) -> Kind:
        """What became of the line; one that only ends differently has changed."""
        if self.old is None or self.new is None:
            return Kind.ADDED if self.old is None else Kind.REMOVED
        same = self.old.text == self.new.text and not self.ends_differ
        return Kind.SAME if same else Kind.CHANGED

    @property
    def ends_differ(self) -> bool:
        """Both lines are there, and end in different ways."""
        return self.old is not None and self.new is not None and self.old.end != self.new.end

    @property
    def marked(self) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
        """The old and the new line in pieces. Worked out when asked, since few rows are ever looked at."""
        if self.kind is Kind.CHANGED and self.old and self.new:
            return marked(self.old.text, self.new.text)
        old, new = (((Part(line.text, changed=False),) if line else ()) for line in (self.old, self.new))
        return old, new


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows in a row. Folded ones are all unchanged; `size` is how many there are, also where `rows` was left out."""

    rows: tuple[Row, ...]
    size: int
    folded: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """Two texts compared: `added` and `removed` lines (one that changed is both), and the rows to be shown.

    `left_out` counts the rows after those.
    """

    stretches: tuple[Stretch, ...]
    added: int
    removed: int
    left_out: int

    @property
    def shortened(self) -> bool:
        """Something that the texts hold cannot be seen, not even by unfolding."""
        return bool(self.left_out) or any(len(each.rows) < each.size for each in self.stretches)


def compare(old: str, new: str, most: int = MOST_ROWS) -> Difference:
    """The difference between two texts, of which at most about `most` rows are to be shown."""
    rows = list(_rows(_numbered(lines_of(old)), _numbered(lines_of(new))))
    added, removed = _changed(rows)
    stretches, shown = [], 0
    for stretch in _stretches(rows):
        room = most - shown
        if room <= 0:
            break
        stretches.append(_within(stretch, room))
        shown += len(stretches[-1].rows)
    return Difference(
        tuple(stretches),
        added,
        removed,
        left_out=len(rows) - sum(stretch.size for stretch in stretches),
    )


def count(old: str, new: str) -> tuple[int, int]:
    """How many lines were added and removed: the numbers that the whole difference has."""
    one, other = lines_of(old), lines_of(new)
    head = _alike(zip(one, other, strict=False))
    tail = _alike(zip(one[head:][::-1], other[head:][::-1], strict=False))
    middle = (_numbered(lines[head : len(lines) - tail]) for lines in (one, other))
    return _changed(_rows(*middle))


def _alike(pairs: Iterable[tuple[object, object]]) -> int:
    """How many lines both begin with: most of a long text, and the quickest to find."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _changed(rows: Iterable[Row]) -> tuple[int, int]:
    changed = [row for row in rows if row.kind is not Kind.SAME]
    return sum(row.new is not None for row in changed), sum(row.old is not None for row in changed)


def _numbered(lines: Iterable[tuple[str, str]]) -> list[Line]:
    """The lines of a text; what follows its final newline is none."""
    written = ((content, end) for content, end in lines if content or end)
    return [Line(number, content, end) for number, (content, end) in enumerate(written, 1)]


def _rows(old: Sequence[Line], new: Sequence[Line]) -> Iterator[Row]:
    at_old = at_new = 0
    kept = runs([line.text for line in old], [line.text for line in new])
    for run in (*kept, Run(len(old), len(new), 0)):
        yield from _paired(old[at_old : run.old], new[at_new : run.new])
        at_old, at_new = run.old + run.size, run.new + run.size
        pairs = zip(old[run.old : at_old], new[run.new : at_new], strict=True)
        yield from (Row(*pair) for pair in pairs)


def _paired(old: Sequence[Line], new: Sequence[Line]) -> Iterator[Row]:
    """Changed lines beside what they became: the pairs that are most alike, in the order of both texts."""
    at_old = at_new = 0
    for one, other in (*_best_pairs(old, new), (len(old), len(new))):
        yield from (Row(line, None) for line in old[at_old:one])
        yield from (Row(None, line) for line in new[at_new:other])
        if one < len(old) and other < len(new):
            yield Row(old[one], new[other])
        at_old, at_new = one + 1, other + 1


def _best_pairs(old: Sequence[Line], new: Sequence[Line]) -> list[tuple[int, int]]:
    if len(old) * len(new) > _MOST_PAIRED:
        both = range(min(len(old), len(new)))
        return [(at, at) for at in both if alike(old[at].text, new[at].text)]
    table = _likeness(old, new)
    pairs: list[tuple[int, int]] = []
    one = other = 0
    while one < len(old) and other < len(new):
        if table[one][other] == table[one + 1][other]:
            one += 1
        elif table[one][other] == table[one][other + 1]:
            other += 1
        else:
            pairs.append((one, other))
            one, other = one + 1, other + 1
    return pairs


def _likeness(old: Sequence[Line], new: Sequence[Line]) -> list[list[float]]:
    """For the lines from each place on: how much alike their best pairs are, taken together."""
    table = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for one in reversed(range(len(old))):
        for other in reversed(range(len(new))):
            paired = table[one + 1][other + 1] + alike(old[one].text, new[other].text)
            table[one][other] = max(paired, table[one + 1][other], table[one][other + 1])
    return table


def _stretches(rows: Sequence[Row]) -> Iterator[Stretch]:
    near = _near_a_change(rows)
    at = 0
    for shown, group in groupby(near):
        size = len(list(group))
        yield Stretch(tuple(rows[at : at + size]), size, folded=not shown)
        at += size


def _near_a_change(rows: Sequence[Row]) -> list[bool]:
    """For each row, whether it is shown. A fold of one line would take as much room as the line."""
    near = [False] * len(rows)
    for at, row in enumerate(rows):
        if row.kind is not Kind.SAME:
            around = range(max(0, at - CONTEXT), min(len(rows), at + CONTEXT + 1))
            near[around.start : around.stop] = [True] * len(around)
    alone = [
        not shown and near[at - 1 : at] != [False] and near[at + 1 : at + 2] != [False]
        for at, shown in enumerate(near)
    ]
    return [shown or lone for shown, lone in zip(near, alone, strict=True)]


def _within(stretch: Stretch, room: int) -> Stretch:
    """As much of the stretch as there is room for; a fold is whole or empty."""
    if stretch.size <= room:
        return stretch
    if stretch.folded:
        return Stretch((), stretch.size, folded=True)
    return Stretch(stretch.rows[:room], room, folded=False)
