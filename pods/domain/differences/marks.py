"""What changed inside a line: whole words, so that it can be read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

_WORD = re.compile(r"\w+|\s+|.", re.DOTALL)
_MOST_WORDS = 400  # of a line; longer ones are compared from both ends only
_LOOKED_AT = 200  # characters of a line that tell whether it became another one
_ALIKE = 0.4


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a line, and whether it differs from the other text."""

    text: str
    changed: bool


def alike(old: str, new: str) -> float:
    """How much of two lines is the same at their beginnings and ends, from 0 to 1; indentation does not count.

    0 as well where it is so little that one line hardly became the other.
    """
    one, other = old.strip()[:_LOOKED_AT], new.strip()[:_LOOKED_AT]
    longest = max(len(one), len(other))
    head = _common(one, other)
    shortest = min(len(one), len(other)) - head
    tail = min(shortest, _common(one[::-1], other[::-1]))
    share = (head + tail) / longest if longest else 1.0
    return share if share >= _ALIKE else 0.0


def marked(old: str, new: str) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """The two lines in pieces that stayed and pieces that changed."""
    one, other = _WORD.findall(old), _WORD.findall(new)
    if len(one) + len(other) <= _MOST_WORDS:
        blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
        kept = [(block.a, block.b, block.size) for block in blocks]
    else:
        head = _common(one, other)
        tail = min(min(len(one), len(other)) - head, _common(one[::-1], other[::-1]))
        kept = [(0, 0, head), (len(one) - tail, len(other) - tail, tail)]
    return (
        _parts(one, [(start, start + size) for start, _, size in kept]),
        _parts(other, [(start, start + size) for _, start, size in kept]),
    )


def _parts(words: Sequence[str], kept: Sequence[tuple[int, int]]) -> tuple[Part, ...]:
    spans = [(0, 0), *kept, (len(words), len(words))]
    pieces: list[Part] = []
    for before, span in pairwise(spans):
        pieces.append(Part("".join(words[before[1] : span[0]]), changed=True))
        pieces.append(Part("".join(words[slice(*span)]), changed=False))
    return tuple(piece for piece in pieces if piece.text)


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    length = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        length += 1
    return length
