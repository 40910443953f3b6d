"""Items of a list put in, taken out and moved, with the comments that stand above them.

An item owns the lines from the first comment directly above its dash (at the dash's own depth) to the end of its
last line, or of the comments directly below that which stand further in than the dash. In flow style it owns its
characters and one comma.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from pods.domain.edits import splice, spread, style
from pods.domain.edits.indent import Indent
from pods.domain.edits.places import (
    column,
    line_end,
    line_start,
    past_newline,
    past_properties,
    with_comments_below,
)
from pods.domain.edits.splice import Splice
from pods.domain.manifest.nodes import Alias, Mapping, Node, Scalar, Sequence

_COMMENT = re.compile(r"\s+#")


@dataclass(frozen=True, slots=True)
class Extent:
    """The characters an item owns; in block style whole lines, the last line break not included."""

    start: int
    dash: int
    end: int


def extent(text: str, owner: Sequence, index: int) -> Extent:
    """What an item of a block sequence owns."""
    item = owner.items[index]
    dash = _dash(text, owner, item)
    start = line_start(text, dash)
    if text[start:dash].strip():  # `- - x`, or a list that starts behind its key: no line of its own
        start = dash
    else:
        start = with_comments_above(text, start, dash - start, _floor(text, owner, index))
    end = max(splice.end_of(text, item, item), dash + 1)
    return Extent(start, dash, with_comments_below(text, end, column(text, dash)))


def append(text: str, owner: Sequence, value: Any, indent: Indent) -> Splice:
    """A new last item."""
    if owner.flow:
        return _append_to_flow(text, owner, value)
    last = extent(text, owner, len(owner.items) - 1)
    like_its_neighbour = replace(indent, gap=gap(text, owner))
    lines = style.item_lines(value, " " * column(text, last.dash), like_its_neighbour)
    return splice.lines_after(text, last.end, lines)


def removal(text: str, owner: Sequence, index: int) -> Splice:
    """An item taken out; the only one of a block list leaves `[]` behind, so that the list stays a list."""
    if owner.flow:
        return _out_of_flow(owner, index)
    own = extent(text, owner, index)
    if len(owner.items) == 1:
        return Splice(own.start, own.end, " " * column(text, own.dash) + "[]")
    if own.end == len(text):
        return Splice(len(text[: own.start].removesuffix("\n").removesuffix("\r")), own.end, "")
    return Splice(own.start, past_newline(text, own.end), "")


def emptied(text: str, key: Node, owner: Sequence) -> Splice:
    """The only item of a block list below its key taken out: `[]` behind the key, where its comment stays."""
    colon = text.index(":", key.end) + 1
    behind = text[colon : line_end(text, colon)]
    comment = _COMMENT.search(behind)
    before = comment.start() if comment else len(behind)
    return Splice(colon, extent(text, owner, 0).end, f"{behind[:before].rstrip()} []{behind[before:]}")


def moved(text: str, owner: Sequence, index: int, to: int) -> str:
    """The text with one item of a block or flow sequence at another place, its comments along with it."""
    order = [i for i in range(len(owner.items)) if i != index]
    order.insert(to, index)
    pieces = [_piece(text, owner, i) for i in range(len(owner.items))]
    result, offset = [], 0
    for place, source in enumerate(order):
        start, end = pieces[place]
        result += [text[offset:start], text[slice(*pieces[source])]]
        offset = end
    return "".join(result) + text[offset:]


def copied(text: str, owner: Sequence, index: int) -> Splice:
    """An item once more, right behind itself, as it is written; its anchors are not defined again."""
    item = owner.items[index]
    if owner.flow:
        copy = without_anchors(text, item, item.start, item.end)
        return Splice(item.end, item.end, f",{splice.gap_before(text, owner, item)}{copy}")
    own = extent(text, owner, index)
    return Splice(own.end, own.end, style.newline(text) + without_anchors(text, item, own.start, own.end))


def without_anchors(text: str, item: Node, start: int, end: int) -> str:
    """The text from `start` to `end`, which an item stands in, without the anchors in it."""
    pieces = []
    for node in _anchored(item):
        at = text.index(f"&{node.anchor}", node.start)
        behind = at + len(f"&{node.anchor}")
        blank = len(text[behind:end]) - len(text[behind:end].lstrip(" "))
        if text[behind + blank : behind + blank + 1] in ("", "\r", "\n"):  # nothing else on its line
            at = start + len(text[start:at].rstrip(" "))
        pieces.append(text[start:at])
        start = behind + blank
    return "".join(pieces) + text[start:end]


def _anchored(node: Node) -> Iterator[Scalar | Sequence | Mapping]:
    """What carries an anchor, in the order of the text."""
    if isinstance(node, Alias):
        return
    if node.anchor is not None:
        yield node
    if isinstance(node, Sequence):
        for item in node.items:
            yield from _anchored(item)
    elif isinstance(node, Mapping):
        for key, value in node.pairs:
            yield from _anchored(key)
            yield from _anchored(value)


def _piece(text: str, owner: Sequence, index: int) -> tuple[int, int]:
    if owner.flow:
        item = owner.items[index]
        return item.start, item.end
    own = extent(text, owner, index)
    return own.start, own.end


def _dash(text: str, owner: Sequence, item: Node) -> int:
    """The dash of an item: the nearest one before it in the column of its list."""
    wanted = column(text, past_properties(text, owner))
    offset = item.start
    while True:
        start = line_start(text, offset)
        at = start + wanted + text.count("\ufeff", start, start + 1)
        if text[at : at + 1] == "-" and at <= item.start:
            return at
        if start == 0:
            return past_properties(text, owner)
        offset = start - 1


def _floor(text: str, owner: Sequence, index: int) -> int:
    """Comments above this offset belong to what comes before the item."""
    if index == 0:
        return 0
    before = owner.items[index - 1]
    return splice.end_of(text, before, before)


def with_comments_above(text: str, start: int, depth: int, floor: int) -> int:
    """The start of the comment lines directly above a line's start, at the same depth and not above `floor`."""
    while start > floor:
        above = line_start(text, start - 1)
        line = text[above:start]
        if (
            above < floor
            or not line.lstrip(" ").startswith("#")
            or len(line) - len(line.lstrip(" ")) != depth
        ):
            break
        start = above
    return start


def gap(text: str, owner: Sequence) -> str:
    """The white space between a dash and its item, as the list's last item has it."""
    last = owner.items[-1]
    dash = _dash(text, owner, last)
    between = text[dash + 1 : last.start]
    return between if between and not between.strip(" ") else " "


def _append_to_flow(text: str, owner: Sequence, value: Any) -> Splice:
    quoted = style.is_json_text(text) or any(isinstance(i, Mapping) and style.is_json(i) for i in owner.items)
    new = spread.new_item(text, owner, value, quoted=quoted)
    if not owner.items:
        inside = past_properties(text, owner) + 1
        return Splice(inside, inside, new)
    return splice.behind_in_flow(text, owner, owner.items[-1], owner.items[-1].end, new)


def _out_of_flow(owner: Sequence, index: int) -> Splice:
    item = owner.items[index]
    if index + 1 < len(owner.items):
        return Splice(item.start, owner.items[index + 1].start, "")
    if index > 0:
        return Splice(owner.items[index - 1].end, item.end, "")
    return Splice(item.start, item.end, "")
