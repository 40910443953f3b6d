"""A list made under a new key right before or behind another key of the same mapping."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pods.domain.edits import items, splice, spread, style
from pods.domain.edits.indent import Indent
from pods.domain.edits.places import column, line_start
from pods.domain.edits.splice import Splice
from pods.domain.manifest.nodes import Mapping, Node, Sequence


def list_beside(
    text: str, owner: Mapping, sibling: str, name: str, value: dict[str, Any], habit: Indent, *, after: bool
) -> Splice:
    """`name` with a list of one mapping as its value, before (above its comments) or after the key `sibling`."""
    index = index_of(owner, sibling)
    if owner.flow:
        return in_flow(text, owner, index, name, _bracketed(text, owner, index, value), after=after)
    key, beside = owner.pairs[index]
    at = " " * column(text, key.start)
    lines = style.block_lines(name, [value], at, as_in(text, key, beside, habit))
    return in_block(text, owner, index, lines, after=after)


def _bracketed(text: str, owner: Mapping, index: int, value: dict[str, Any]) -> str:
    """A list of one item between brackets, as the list beside is written."""
    quoted = style.is_json(owner) or style.is_json_text(text)
    beside = owner.pairs[index][1]
    if not isinstance(beside, Sequence) or not beside.items:
        return spread.new_value(text, owner, [value], quoted=quoted)
    opening, closing = spread.brackets(text, beside)
    return f"{opening}{spread.new_item(text, beside, value, quoted=quoted)}{closing}"


def index_of(owner: Mapping, name: str) -> int:
    """Where in a mapping a key stands that is known to be there; of several, the one that counts."""
    return max(i for i, (key, _) in enumerate(owner.pairs) if getattr(key, "text", None) == name)


def in_flow(text: str, owner: Mapping, index: int, name: str, value: str, *, after: bool) -> Splice:
    """A pair beside another one between brackets; `value` is written already."""
    pair = f"{style.key(name, flow=True, quoted=style.is_json(owner) or style.is_json_text(text))}: {value}"
    key, beside = owner.pairs[index]
    if after:
        return splice.behind_in_flow(text, owner, key, max(beside.end, key.end), pair)
    return Splice(key.start, key.start, f"{pair},{splice.gap_before(text, owner, key)}")


def in_block(text: str, owner: Mapping, index: int, lines: list[str], *, after: bool) -> Splice:
    """Lines beside a pair in block style, each with the white space before it."""
    key, beside = owner.pairs[index]
    if after:
        return splice.lines_after(text, splice.end_of(text, beside, key), lines)
    ending = style.newline(text)
    start, depth = line_start(text, key.start), column(text, key.start)
    if text[start : key.start].strip("\ufeff "):  # the key stands behind a dash
        return Splice(key.start, key.start, ending.join(lines).lstrip(" ") + ending + " " * depth)
    floor = splice.end_of(text, *reversed(owner.pairs[index - 1])) if index else 0
    above = items.with_comments_above(text, start, depth, floor)
    return Splice(above, above, "".join(line + ending for line in lines))


def as_in(text: str, key: Node, beside: Node, habit: Indent) -> Indent:
    """The habit of a list in block style that stands beside; without one, the document's."""
    if not isinstance(beside, Sequence) or beside.flow or not beside.items:
        return habit
    dash = items.extent(text, beside, 0).dash
    depth = column(text, dash) - column(text, key.start)
    return replace(habit, lists=" " * max(depth, 0), gap=items.gap(text, beside))
