"""Lines and columns around an offset of a text."""

from __future__ import annotations

import re

from pods.domain.manifest.nodes import Node

# Anchors and tags, and the white space and comments behind each.
_PROPERTIES = re.compile(r"(?:[&!][^\s,\[\]{}]*(?:\s|#[^\r\n]*)*)*")
_LINE_END = re.compile(r"\r\n|\r|\n|\Z")


def line_start(text: str, offset: int) -> int:
    """The start of the line an offset stands on; a line break belongs to the line it ends."""
    if text[max(offset - 1, 0) : offset + 1] == "\r\n":
        offset -= 1
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def line_end(text: str, offset: int) -> int:
    """The end of the line an offset stands on, before its line break."""
    match = _LINE_END.search(text, offset)
    return match.start() if match else len(text)


def column(text: str, offset: int) -> int:
    """The 0-based column of an offset; a byte order mark has no width."""
    start = line_start(text, offset)
    return offset - start - text.count("\ufeff", start, offset)


def past_newline(text: str, end: int) -> int:
    """The offset behind the line break at `end`."""
    match = _LINE_END.match(text, end)
    return match.end() if match else end


def past_properties(text: str, node: Node) -> int:
    """Where what a node says begins, behind its anchor and tag."""
    match = _PROPERTIES.match(text, node.start, max(node.start, node.end))
    return match.end() if match else node.start


def with_comments_below(text: str, end: int, depth: int) -> int:
    """The end of the comment lines directly below a line's end that stand further in than `depth`."""
    while (start := past_newline(text, end)) > end:
        stop = line_end(text, start)
        line = text[start:stop]
        if not line.lstrip(" ").startswith("#") or len(line) - len(line.lstrip(" ")) <= depth:
            break
        end = stop
    return end
