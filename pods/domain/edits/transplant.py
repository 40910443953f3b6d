"""An item of one list moved, as it is written, to the end of another list of the same mapping.

In block style the item's lines move with their comments, re-indented where the lists stand at different depths.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pods.domain.edits import items, pairs, splice, spread, style
from pods.domain.edits.outcome import checked
from pods.domain.edits.places import column, line_end, line_start, past_properties
from pods.domain.edits.refusal import EditRefused
from pods.domain.edits.splice import Splice
from pods.domain.edits.way import Reached, walk
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.nodes import Mapping, Node, Scalar, Sequence
from pods.domain.messages import gettext_noop, say

_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class _Piece:
    """The item as written: lines with its dash in `column`, or its characters between brackets."""

    text: str
    source: Sequence
    index: int
    value: Any

    @property
    def column(self) -> int:
        """Where the dashes of its list stand."""
        return column(self.text, items.extent(self.text, self.source, self.index).dash)

    def lines(self, at: int) -> list[str]:
        """The item as lines of a block list whose dashes stand in column `at`."""
        item = self.source.items[self.index]
        if self.source.flow:
            return [f"{' ' * at}- {self.text[item.start : item.end]}"]
        own = items.extent(self.text, self.source, self.index)
        if own.start != line_start(self.text, own.start):
            raise EditRefused(say(_NOT_OWN_LINES))
        return [_shifted(line, at - self.column) for line in _BREAK.split(self.text[own.start : own.end])]

    def between_brackets(self) -> str:
        """The item in flow style. Raises EditRefused where comments would be lost."""
        if self.source.flow:
            item = self.source.items[self.index]
            return self.text[item.start : item.end]
        own = items.extent(self.text, self.source, self.index)
        if "#" in self.text[own.start : own.end]:
            raise EditRefused(say(_COMMENTS))
        return style.flow_value(self.value, quoted=style.is_json_text(self.text))

    def bracketed(self) -> str:
        """A list of the item alone, its brackets on lines of their own where those of its list are."""
        opening, closing = spread.brackets(self.text, self.source)
        return f"{opening}{self.between_brackets()}{closing}"


def transplant(
    manifest: Manifest, document: int, path: str, source: str, index: int, target: str
) -> Manifest:
    """Move an item of the list `source` of the mapping at `path` to the end of its list `target`, made if missing.

    A source left empty goes with its key. Raises EditRefused.
    """
    to = paths.join(path, target)
    there = walk(manifest, document, to)
    if not isinstance(manifest.value(document, to), list | None):
        raise EditRefused(say(_NO_LIST, name=target))
    owner = walk(manifest, document, path).node
    here = walk(manifest, document, paths.join(path, source)).node
    assert isinstance(owner, Mapping)  # it has the list, and `walk` refuses merged ones
    assert isinstance(here, Sequence)
    piece = _Piece(manifest.text, here, index, manifest.value(document, paths.join(path, source))[index])
    text = manifest.text
    changes = _changes(owner, there, piece, source, target)
    for change in sorted(changes, key=lambda change: change.start, reverse=True):
        text = change.apply(text)

    def move(whole: Any) -> None:
        holder = paths.value_at(whole, path)
        holder[target] = [*(holder.get(target) or []), holder[source].pop(index)]
        if not holder[source]:
            del holder[source]

    return checked(manifest, document, path, text, move)


def _changes(owner: Mapping, there: Reached, piece: _Piece, source: str, target: str) -> list[Splice]:
    text, here, index = piece.text, piece.source, pairs.index_of(owner, source)
    if len(here.items) > 1:
        return [_insertion(owner, there, piece, source, target), items.removal(text, here, piece.index)]
    if there.missing:
        key = owner.pairs[index][0]
        assert isinstance(key, Scalar)
        return [splice.replacement(text, key, target, flow=owner.flow)]
    return [_insertion(owner, there, piece, source, target), splice.removal(text, owner, index)]


def _insertion(owner: Mapping, there: Reached, piece: _Piece, source: str, target: str) -> Splice:
    node, text = there.node, piece.text
    if there.missing:
        return _new_list(owner, piece, source, target)
    if isinstance(node, Sequence) and node.items:
        if node.flow:
            last = node.items[-1]
            return splice.behind_in_flow(text, node, last, last.end, piece.between_brackets())
        last_own = items.extent(text, node, len(node.items) - 1)
        return splice.lines_after(text, last_own.end, piece.lines(column(text, last_own.dash)))
    return _into_empty(owner, node, there.key, piece)


def _new_list(owner: Mapping, piece: _Piece, source: str, target: str) -> Splice:
    """A list under a new key: init containers go before the containers in the text, as they start before them."""
    index, after = pairs.index_of(owner, source), target == "containers"
    if owner.flow:
        return pairs.in_flow(piece.text, owner, index, target, piece.bracketed(), after=after)
    at = column(piece.text, owner.pairs[index][0].start)
    if piece.source.flow:
        lines = [f"{' ' * at}{target}: {piece.bracketed()}"]
    else:
        lines = [f"{' ' * at}{target}:", *piece.lines(piece.column)]
    return pairs.in_block(piece.text, owner, index, lines, after=after)


def _into_empty(owner: Mapping, node: Node, key: Node | None, piece: _Piece) -> Splice:
    """The first item of a list that is written as [], or as nothing."""
    text = piece.text
    assert key is not None  # the list is a field of `owner`
    start = past_properties(text, node)
    if owner.flow or piece.source.flow:
        space = "" if text[start - 1].isspace() else " "
        return Splice(start, node.end, f"{space}{piece.bracketed()}")
    colon = text.index(":", key.end) + 1
    rest = max(node.end, colon)
    end = line_end(text, rest)
    kept = text[colon : max(start, colon)].rstrip() + text[rest:end]
    lines = piece.lines(piece.column)
    return Splice(colon, end, kept + "".join(style.newline(text) + line for line in lines))


def _shifted(line: str, by: int) -> str:
    """A line further in or out; one that has not enough white space before it keeps what it says."""
    if by >= 0:
        return " " * by + line if line else line
    blank = len(line) - len(line.lstrip(" "))
    return line[min(-by, blank) :]


_NOT_OWN_LINES = gettext_noop(
    "This container starts on a line it shares with something else. Move it in the text."
)
_COMMENTS = gettext_noop(
    "The other list is written in brackets, where this container's comments have no place. Move it in the text."
)
_NO_LIST = gettext_noop("%(name)s is no list. Correct it in the text first.")
