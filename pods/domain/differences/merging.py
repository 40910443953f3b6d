"""Two changes to one text, brought together where they do not touch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from pods.domain.differences.lines import Run, lines_of, runs


class _Change(NamedTuple):
    """Lines of the base, from `start` up to `end`, and what stands there now."""

    start: int
    end: int
    lines: tuple[str, ...]


def merge(base: str, mine: str, theirs: str) -> str | None:
    """The base with both changes, or None where they touch.

    Changes touch when they change the same line or neighbouring ones, or insert at one place, unless both did
    the same. A line that only ends differently has changed.
    """
    before = _lines(base)
    changes = sorted({*_changes(before, _lines(mine)), *_changes(before, _lines(theirs))})
    if any(one.end >= other.start for one, other in pairwise(changes)):
        return None
    return "".join(_applied(before, changes))


def _lines(text: str) -> list[str]:
    return [content + end for content, end in lines_of(text) if content or end]


def _changes(before: Sequence[str], after: Sequence[str]) -> Iterator[_Change]:
    at_before = at_after = 0
    for run in (*runs(before, after), Run(len(before), len(after), 0)):
        if (at_before, at_after) != (run.old, run.new):
            yield _Change(at_before, run.old, tuple(after[at_after : run.new]))
        at_before, at_after = run.old + run.size, run.new + run.size


def _applied(before: Sequence[str], changes: Sequence[_Change]) -> Iterator[str]:
    at = 0
    for change in changes:
        yield from before[at : change.start]
        yield from change.lines
        at = change.end
    yield from before[at:]
