"""New values between brackets: in JSON written over many lines they are written so, too."""

from __future__ import annotations

from typing import Any

from pods.domain.edits import style
from pods.domain.edits.places import column, line_end, line_start, past_properties
from pods.domain.manifest.nodes import Mapping, Node, Sequence


def new_value(text: str, mapping: Mapping, value: Any, *, quoted: bool) -> str:
    """The value of a new pair between brackets: over several lines in JSON whose other values are."""
    if quoted and value and isinstance(value, dict | list) and mapping.pairs:
        at = own_line(text, mapping, mapping.pairs[-1][0])
        lists = [v for _, v in mapping.pairs if isinstance(v, Mapping | Sequence) and v.end - v.start > 2]
        if at is not None and all(_is_spread(text, v) for v in lists):
            start = line_start(text, mapping.start)
            step = len(at) - (len(text[start:]) - len(text[start:].lstrip(" ")))
            return _spread(value, at, max(step, 1), style.newline(text))
    return style.flow_value(value, quoted=quoted)


def new_item(text: str, owner: Sequence, value: Any, *, quoted: bool) -> str:
    """A new item between brackets: over several lines in JSON whose last item is."""
    last = owner.items[-1] if owner.items else None
    if quoted and value and isinstance(value, dict | list) and isinstance(last, Mapping) and last.pairs:
        at = own_line(text, owner, last)
        if at is not None and _is_spread(text, last):
            step = column(text, last.pairs[0][0].start) - len(at)
            return _spread(value, at, max(step, 1), style.newline(text))
    return style.flow_value(value, quoted=quoted)


def _is_spread(text: str, node: Mapping | Sequence) -> bool:
    """True when what stands between the brackets begins on a line of its own."""
    inside = past_properties(text, node) + 1
    return not text[inside : line_end(text, inside)].strip()


def brackets(text: str, owner: Node) -> tuple[str, str]:
    """The brackets of a list of one item, each on a line of its own where those of a list that stands beside are."""
    if isinstance(owner, Sequence) and owner.flow and owner.items:
        before = text[past_properties(text, owner) + 1 : owner.items[0].start]
        behind = text[owner.items[-1].end : owner.end - 1]
        if not before.strip() and not behind.strip():
            return f"[{before}", f"{behind}]"
    return "[", "]"


def own_line(text: str, owner: Mapping | Sequence, node: Node) -> str | None:
    """The white space before something between brackets that starts a line of its own, else None."""
    start = line_start(text, node.start)
    return text[start : node.start] if start > owner.start and not text[start : node.start].strip() else None


def _spread(value: Any, at: str, step: int, ending: str) -> str:
    """A value with each field on a line of its own; `at` is the white space before its last bracket."""
    if not value or not isinstance(value, dict | list):
        return style.flow_value(value, quoted=True)
    inner = at + " " * step
    if isinstance(value, dict):
        opening, closing = "{", "}"
        parts = [
            f"{style.key(k, flow=True, quoted=True)}: {_spread(v, inner, step, ending)}"
            for k, v in value.items()
        ]
    else:
        opening, closing = "[", "]"
        parts = [_spread(item, inner, step, ending) for item in value]
    return f"{opening}{ending}{inner}{f',{ending}{inner}'.join(parts)}{ending}{at}{closing}"
