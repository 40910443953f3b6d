"""Line ends that browsers take away: a text area knows one kind of line end, a manifest may have three.

LF, CR LF and lone CR end a line; U+2028 and U+0085 are characters like others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

_END = re.compile(r"\r\n|\r|\n")
_MOST_COMPARED = 4000  # lines; more are not matched one by one, since that takes seconds

Line = tuple[str, str]  # its content and how it ends


def unified(text: str) -> str:
    """The text with LF at the end of every line."""
    return _END.sub("\n", text)


def restored(text: str, base: str) -> str:
    """The text with the line ends that its lines had in `base`; new lines end as the line before them does.

    Where nothing was changed the result is `base`, byte for byte.
    """
    if "\r" not in base:
        return unified(text)
    old, new = _lines(base), [content for content, _ in _lines(unified(text))]
    ends: list[str | None] = [None] * len(new)
    for kept in _kept([content for content, _ in old], new):
        for offset in range(kept[2]):
            ends[kept[1] + offset] = old[kept[0] + offset][1]
    return _joined(new, ends, _usual([end for _, end in old]))


def _lines(text: str) -> list[Line]:
    """Every line with its end; the last one has none."""
    lines: list[Line] = []
    start = 0
    for match in _END.finditer(text):
        lines.append((text[start : match.start()], match.group()))
        start = match.end()
    return [*lines, (text[start:], "")]


def _kept(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int]]:
    """Runs of equal lines: where they start in the old and the new text, and how long they are."""
    head = _common(zip(old, new, strict=False))
    tail = _common(zip(reversed(old[head:]), reversed(new[head:]), strict=False))
    runs = [(0, 0, head), (len(old) - tail, len(new) - tail, tail)]
    middle_old, middle_new = old[head : len(old) - tail], new[head : len(new) - tail]
    if len(middle_old) + len(middle_new) <= _MOST_COMPARED:
        matcher = SequenceMatcher(None, middle_old, middle_new, autojunk=False)
        runs += [(head + run.a, head + run.b, run.size) for run in matcher.get_matching_blocks()]
    return runs


def _common(pairs: zip[tuple[str, str]]) -> int:
    count = 0
    for one, other in pairs:
        if one != other:
            break
        count += 1
    return count


def _usual(ends: Sequence[str]) -> str:
    found = [end for end in ends if end]
    return max(("\n", "\r\n", "\r"), key=found.count)


def _joined(contents: Sequence[str], ends: Sequence[str | None], usual: str) -> str:
    """The text of these lines. An end that is not known is that of the line before, or else the usual one."""
    parts: list[str] = []
    before = usual
    for content, end in zip(contents[:-1], ends[:-1], strict=True):
        before = end or before
        parts += (content, before)
    return "".join([*parts, contents[-1]])
