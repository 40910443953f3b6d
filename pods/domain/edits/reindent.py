"""Lines of a block as they are written, moved to another depth."""

from __future__ import annotations

import re

from pods.domain.edits import splice
from pods.domain.edits.places import column
from pods.domain.manifest.nodes import Node

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")


def written(text: str, pair: tuple[Node, Node], at: str) -> str:
    """A pair of a block mapping, its comments inside and beside it too, with its key behind the white space `at`."""
    key, value = pair
    piece = text[key.start : splice.end_of(text, value, key)]
    by = len(at) - column(text, key.start)
    first, *others = (found.group() for found in _LINE.finditer(piece))
    return at + first + "".join(_shifted(line, by) for line in others)


def _shifted(line: str, by: int) -> str:
    """A line further in, or out as far as it has white space; an empty one stays empty."""
    if not line.rstrip("\r\n"):
        return line
    if by >= 0:
        return " " * by + line
    blank = len(line) - len(line.lstrip(" "))
    return line[min(-by, blank) :]
