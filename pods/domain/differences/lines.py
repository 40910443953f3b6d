"""The lines two texts have in common.

Lines that stand once in each text are matched first, in the longest order both have (patience diff): such a line
says where one is in a manifest, while `- name:` or a blank line does not. Only what lies between them is compared
line with line, and only as far as the budget carries; the rest counts as rewritten. So the work is bounded for
every input, and a result is always true, at worst coarser than it could be.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

_END = re.compile(r"\r\n|\r|\n")  # U+2028 and U+0085 are characters like others
_BUDGET = 2_000_000  # comparisons of one line with another: half a second


class Run(NamedTuple):
    """Equal lines: where they begin in the old and in the new text, from 0, and how many they are."""

    old: int
    new: int
    size: int


class _Gap(NamedTuple):
    """Lines whose partners are not known yet: `old` up to `old_end`, `new` up to `new_end`."""

    old: int
    old_end: int
    new: int
    new_end: int

    @property
    def area(self) -> int:
        return (self.old_end - self.old) * (self.new_end - self.new)


def lines_of(text: str) -> list[tuple[str, str]]:
    """Every line with how it ends (LF, CR LF or CR); the last one has no end and is empty after a final newline."""
    lines: list[tuple[str, str]] = []
    start = 0
    for match in _END.finditer(text):
        lines.append((text[start : match.start()], match.group()))
        start = match.end()
    return [*lines, (text[start:], "")]


def runs(old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """The lines that stay, in the order of both texts; what stands between two runs was changed."""
    found: list[Run] = []
    gaps = [_Gap(0, len(old), 0, len(new))]
    budget = _BUDGET
    while gaps:
        gap, ends = _ends(old, new, gaps.pop())
        found += ends
        budget -= gap.old_end - gap.old + gap.new_end - gap.new
        if not gap.area or budget < 0:
            continue
        if anchors := _anchors(old, new, gap):
            found += (Run(*anchor, 1) for anchor in anchors)
            gaps += _between(gap, anchors)
        elif gap.area <= budget:
            budget -= gap.area
            found += _compared(old, new, gap)
    return list(_joined(sorted(run for run in found if run.size)))


def _ends(old: Sequence[str], new: Sequence[str], gap: _Gap) -> tuple[_Gap, tuple[Run, Run]]:
    """The gap without the equal lines at its two ends, and these."""
    shortest = min(gap.old_end - gap.old, gap.new_end - gap.new)
    head = 0
    while head < shortest and old[gap.old + head] == new[gap.new + head]:
        head += 1
    tail = 0
    while tail < shortest - head and old[gap.old_end - 1 - tail] == new[gap.new_end - 1 - tail]:
        tail += 1
    inner = _Gap(gap.old + head, gap.old_end - tail, gap.new + head, gap.new_end - tail)
    return inner, (Run(gap.old, gap.new, head), Run(inner.old_end, inner.new_end, tail))


def _anchors(old: Sequence[str], new: Sequence[str], gap: _Gap) -> list[tuple[int, int]]:
    """Lines that stand once on each side of the gap, as many as keep their order."""
    once_old = _once(old, gap.old, gap.old_end)
    once_new = _once(new, gap.new, gap.new_end)
    return _ascending([(at, once_new[line]) for line, at in once_old.items() if line in once_new])


def _once(lines: Sequence[str], start: int, end: int) -> dict[str, int]:
    counts = Counter(lines[start:end])
    return {lines[at]: at for at in range(start, end) if counts[lines[at]] == 1}


def _ascending(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of the pairs whose second numbers ascend, as the first ones do (patience sorting)."""
    tops: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for index, (_, number) in enumerate(pairs):
        pile = bisect_left(tops, number)
        tops[pile : pile + 1] = [number]
        at[pile : pile + 1] = [index]
        before.append(at[pile - 1] if pile else -1)
    found: list[tuple[int, int]] = []
    step = at[-1] if at else -1
    while step >= 0:
        found.append(pairs[step])
        step = before[step]
    return found[::-1]


def _between(gap: _Gap, anchors: Sequence[tuple[int, int]]) -> Iterator[_Gap]:
    old, new = gap.old, gap.new
    for at_old, at_new in anchors:
        yield _Gap(old, at_old, new, at_new)
        old, new = at_old + 1, at_new + 1
    yield _Gap(old, gap.old_end, new, gap.new_end)


def _compared(old: Sequence[str], new: Sequence[str], gap: _Gap) -> Iterator[Run]:
    matcher = SequenceMatcher(None, old[gap.old : gap.old_end], new[gap.new : gap.new_end], autojunk=False)
    for block in matcher.get_matching_blocks():
        yield Run(gap.old + block.a, gap.new + block.b, block.size)


def _joined(found: Sequence[Run]) -> Iterator[Run]:
    """Runs that follow each other without a gap are one."""
    last: Run | None = None
    for run in found:
        if last and (last.old + last.size, last.new + last.size) == (run.old, run.new):
            last = Run(last.old, last.new, last.size + run.size)
            continue
        if last:
            yield last
        last = run
    if last:
        yield last
