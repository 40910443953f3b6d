"""Places in the text where a pair of a mapping goes in or comes out, in block and in flow style."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pods.domain.edits import spread, style
from pods.domain.edits.indent import Indent
from pods.domain.edits.places import (
    column,
    line_end,
    line_start,
    past_newline,
    past_properties,
    with_comments_below,
)
from pods.domain.manifest.nodes import Mapping, Node, Scalar, Sequence, content

_BLANK = re.compile(r"[ \t]*")
_OCTAL = re.compile(r"0[0-7]+")


@dataclass(frozen=True, slots=True)
class Splice:
    """Characters from `start` to `end` of a text, replaced by `new`."""

    start: int
    end: int
    new: str

    def apply(self, text: str) -> str:
        """The text with the change made."""
        return text[: self.start] + self.new + text[self.end :]

    def meets(self, other: Splice) -> bool:
        """Both replace the same characters, or one removes what the other puts something behind."""
        if self.start < other.end and other.start < self.end:
            return True
        touch = self.start == other.end or other.start == self.end
        removes = any(each.end > each.start and not each.new for each in (self, other))
        return touch and removes and (self.start == self.end or other.start == other.end)


def insertion(text: str, mapping: Mapping, name: str, value: Any, indent: Indent) -> Splice:
    """A new pair after the last one of a mapping and its comments."""
    if mapping.flow:
        return _into_flow(text, mapping, name, value)
    first, last = mapping.pairs[0][0], mapping.pairs[-1]
    depth = column(text, first.start)
    end = with_comments_below(text, end_of(text, last[1], last[0]), depth)
    return lines_after(text, end, style.block_lines(name, value, " " * depth, indent))


def below_key(text: str, key: Node, empty: Node, name: str, value: Any, indent: Indent) -> Splice:
    """A first pair for a key whose value is written as nothing at all (`metadata:`)."""
    at = " " * column(text, key.start) + indent.step
    return lines_after(
        text, line_end(text, max(empty.end, key.end)), style.block_lines(name, value, at, indent)
    )


def filling(text: str, key: Scalar, empty: Scalar, value: Any, indent: Indent) -> Splice:
    """A list or a mapping for a key in block style whose value is written as nothing at all."""
    _, *lines = style.block_lines(key.text, value, " " * column(text, key.start), indent)
    if lines:
        return lines_after(text, line_end(text, max(empty.end, key.end)), lines)
    return Splice(
        empty.start,
        empty.end,
        _space_before(text, empty.start, empty.end) + style.flow_value(value, quoted=False),
    )


def in_place(text: str, empty: Scalar, name: str, value: Any) -> Splice:
    """A first pair in flow style where a null stands that is written out, or inside brackets."""
    return Splice(
        empty.start,
        empty.end,
        _space_before(text, empty.start, empty.end) + style.flow_value({name: value}, quoted=False),
    )


def replacement(text: str, old: Scalar, value: Any, *, flow: bool) -> Splice:
    """Another value for a scalar, quoted (or in octal) as the old one was. Its anchor stays, its tag goes."""
    quote = old.style if old.style in ("'", '"') else ""
    keeps_octal = type(value) is int and value >= 0 and not old.style and _OCTAL.fullmatch(old.text)
    new = style.octal(value) if keeps_octal else style.scalar(value, flow=flow, quote=quote)
    end = old.end
    if old.style in ("|", ">"):
        end = len(text[: old.end].rstrip("\r\n"))
    if old.anchor is not None and old.tag is None:
        start = past_properties(text, old)
        return Splice(start, end, _space_before(text, start, end) + new)
    anchor = f"&{old.anchor} " if old.anchor is not None else ""
    return Splice(old.start, end, _space_before(text, old.start, old.end) + anchor + new)


def _space_before(text: str, start: int, end: int) -> str:
    """The space a value needs behind its colon or anchor where there was none before."""
    return " " if start == end and not text[start - 1 : start].isspace() else ""


def removal(text: str, mapping: Mapping, index: int) -> Splice:
    """A pair taken out, with the comments on its lines and those below that stand further in, and its comma."""
    key, value = mapping.pairs[index]
    if mapping.flow:
        return _out_of_flow(text, mapping, index)
    start = line_start(text, key.start)
    end = with_comments_below(text, end_of(text, value, key), column(text, key.start))
    if text[start : key.start].strip(" \t"):
        # The first pair of a list item stands behind its dash: the next pair moves up to it.
        follower = mapping.pairs[index + 1][0]
        return Splice(key.start, follower.start, "")
    if end == len(text):  # no line break behind it: the one before it goes, so that none is left over
        return Splice(len(text[:start].removesuffix("\n").removesuffix("\r")), end, "")
    return Splice(start, past_newline(text, end), "")


def end_of(text: str, value: Node, key: Node) -> int:
    """The end of the last line a pair occupies, its trailing comment included, the line break not."""
    end = max(value.end, key.end)
    last = value
    while not isinstance(last, Scalar) and (inner := content(last)) is last:
        if isinstance(inner, Mapping) and not inner.flow and inner.pairs:
            last = inner.pairs[-1][1]
        elif not isinstance(inner, Mapping | Scalar) and not inner.flow and inner.items:
            last = inner.items[-1]
        else:
            break
    if isinstance(last, Scalar) and last.style in ("|", ">"):
        return _end_of_block_scalar(text, last)
    return line_end(text, end)


def lines_after(text: str, end: int, lines: list[str]) -> Splice:
    """New lines behind the line that ends at `end`."""
    ending = style.newline(text)
    if end > 0 and text[end - 1] in "\r\n":  # behind the line break that a block scalar keeps for itself
        return Splice(end, end, "".join(line + ending for line in lines))
    return Splice(end, end, "".join(ending + line for line in lines))


def _end_of_block_scalar(text: str, node: Scalar) -> int:
    """The end of a block scalar's last line; blank lines behind it belong to it only when it keeps them (`|+`)."""
    header_end = line_end(text, node.start)
    end = node.end if node.end == len(text) and text[-1:] not in "\r\n" else line_start(text, node.end)
    if "+" in text[node.start : header_end].split("#")[0]:
        return end
    indent = len(_BLANK.match(text[header_end:].lstrip("\r\n")).group())  # type: ignore[union-attr]
    lines = text[header_end:end].splitlines(keepends=True)
    while lines and not lines[-1].strip() and len(lines[-1].rstrip("\r\n")) <= indent:
        lines.pop()
    return header_end + len("".join(lines).rstrip("\r\n"))


def _into_flow(text: str, mapping: Mapping, name: str, value: Any) -> Splice:
    quoted = style.is_json(mapping) or style.is_json_text(text)
    octal = not quoted and style.in_octal(name, value)
    said = style.octal(value) if octal else spread.new_value(text, mapping, value, quoted=quoted)
    pair = f"{style.key(name, flow=True, quoted=quoted)}: {said}"
    if not mapping.pairs:
        inside = past_properties(text, mapping) + 1
        return Splice(inside, inside, pair)
    last_key, last_value = mapping.pairs[-1]
    return behind_in_flow(text, mapping, last_key, max(last_value.end, last_key.end), pair)


def behind_in_flow(text: str, owner: Mapping | Sequence, last: Node, end: int, new: str) -> Splice:
    """Something new behind the last thing between brackets, which starts at `last` and ends at `end`."""
    between = gap_before(text, owner, last)
    comma = _comma_after(text, end, owner.end)
    if comma is None:
        return Splice(end, end, f",{between}{new}")
    return Splice(comma + 1, comma + 1, f"{between}{new},")


def gap_before(text: str, owner: Mapping | Sequence, key: Node) -> str:
    """The white space between the pairs: a space, or the line break and indentation when each has its own line."""
    at = spread.own_line(text, owner, key)
    return style.newline(text) + at if at is not None else " "


def _comma_after(text: str, offset: int, end: int) -> int | None:
    """The comma behind a pair, past white space and comments."""
    while offset < end:
        if text[offset] == ",":
            return offset
        if text[offset] == "#":
            offset = line_end(text, offset)
        elif text[offset].isspace():
            offset += 1
        else:
            return None
    return None


def _out_of_flow(text: str, mapping: Mapping, index: int) -> Splice:
    key, value = mapping.pairs[index]
    end = max(value.end, key.end)
    if index + 1 < len(mapping.pairs):
        return Splice(key.start, mapping.pairs[index + 1][0].start, "")
    if index > 0:
        before = mapping.pairs[index - 1]
        return Splice(max(before[1].end, before[0].end), end, "")
    return Splice(key.start, end, "")
