"""Line ends that browsers take away: a text area knows one kind of line end, a manifest may have three.

LF, CR LF and lone CR end a line; U+2028 and U+0085 are characters like others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pods.domain.differences import lines_of, runs

_END = re.compile(r"\r\n|\r|\n")


def unified(text: str) -> str:
    """The text with LF at the end of every line."""
    return _END.sub("\n", text)


def restored(text: str, base: str) -> str:
    """The text with the line ends that its lines had in `base`; new lines end as the line before them does.

    Where nothing was changed the result is `base`, byte for byte.
    """
    if "\r" not in base:
        return unified(text)
    old, new = lines_of(base), [content for content, _ in lines_of(text)]
    ends: list[str | None] = [None] * len(new)
    for run in runs([content for content, _ in old], new):
        for offset in range(run.size):
            ends[run.new + offset] = old[run.old + offset][1]
    return _joined(new, ends, _usual([end for _, end in old]))


def _usual(ends: Sequence[str]) -> str:
    found = [end for end in ends if end]
    return max(("\n", "\r\n", "\r"), key=found.count)


def _joined(contents: Sequence[str], ends: Sequence[str | None], usual: str) -> str:
    """The text of these lines. An end that is not known is that of the line before, or else the usual one.

    So is LF behind an empty line after CR: the two would make one line end.
    """
    parts: list[str] = []
    before = usual
    for content, end in zip(contents[:-1], ends[:-1], strict=True):
        joins = parts[-1:] == ["\r"] and not content and end == "\n"
        before = before if joins or not end else end
        parts += (content, before)
    return "".join([*parts, contents[-1]])
