"""The indentation a manifest uses, so that what is added looks like what is there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pods.domain.edits.places import column
from pods.domain.manifest.nodes import Content, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Indent:
    """One level of a mapping, how far a list stands in from its key, and the space behind a dash.

    With `literal` a text of several lines is written line by line (`|`); a line break has to follow it.
    """

    step: str = "  "
    lists: str = ""
    gap: str = " "
    literal: bool = False


def of_document(text: str, root: Content) -> Indent:
    """The habit of the document: what its first nested mapping and its first list below a key show."""
    step = lists = None
    for key_start, child in _nested(root):
        depth = column(text, child.start) - column(text, key_start)
        if isinstance(child, Mapping) and step is None and depth > 0:
            step = depth
        elif isinstance(child, Sequence) and lists is None and depth >= 0:
            lists = depth
        if step is not None and lists is not None:
            break
    return Indent(" " * (step or 2), " " * (lists or 0))


def _nested(root: Content) -> Iterator[tuple[int, Mapping | Sequence]]:
    """Block mappings and lists that stand below a key of a block mapping, in the order of the text."""
    pending: list[object] = [root]
    while pending:
        node = pending.pop()
        if isinstance(node, Mapping) and not node.flow:
            for key, value in node.pairs:
                if isinstance(value, Mapping | Sequence) and not value.flow and not value.anchor:
                    yield key.start, value
            pending.extend(value for _, value in reversed(node.pairs))
        elif isinstance(node, Sequence) and not node.flow:
            pending.extend(reversed(node.items))
