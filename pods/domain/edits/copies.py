"""A copy of its own for a place that shares what it says with others: nothing is read differently after it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pods.domain.edits import repeats, splice, style
from pods.domain.edits.indent import Indent, of_document
from pods.domain.edits.outcome import agreed
from pods.domain.edits.places import column, line_end, past_properties
from pods.domain.edits.splice import Splice
from pods.domain.edits.way import Reached, place_of, places
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.nodes import Alias, Content, Mapping, Node, Scalar, content, is_merge_key, lookup


def own_copy(
    manifest: Manifest, document: int, path: str, *, name: str = "", whole: bool = False
) -> Manifest:
    """Write out the first alias or merged field on the way along a path; without one, give an anchor on the way or
    below it (of that name, where one is given) to the first place that repeats it.

    `whole` writes out all that a merge key brings in. The manifest itself where nothing is shared. Raises EditRefused.
    """
    root = manifest.documents[document].root
    if root is None:
        return manifest
    of = _Copying(manifest, document, root, of_document(manifest.text, root))
    for at, node, pair in repeats.way(root, path):
        if isinstance(node, Alias):
            value = manifest.value(document, at)
            return of.said(at, [_written_out(manifest.text, place_of(root, node), value, of.habit)])
        if pair is not None and isinstance(node, Mapping) and not repeats.is_own(node, pair):
            return of.unmerged(at, node) if whole else of.overridden(at, node, pair)
    return of.detached(path, name)


class _Copying:
    """A document in which something is written out."""

    def __init__(self, manifest: Manifest, document: int, root: Content, habit: Indent) -> None:
        self.manifest, self.document, self.root, self.habit = manifest, document, root, habit

    def said(self, at: str, changes: list[Splice]) -> Manifest:
        """The manifest of the text with these changes, which must not be read differently."""
        text = self.manifest.text
        for change in sorted(changes, key=lambda change: change.start, reverse=True):
            text = change.apply(text)
        return agreed(self.manifest, at, text, lambda documents: None)

    def overridden(self, at: str, owner: Mapping, pair: tuple[Node, Node]) -> Manifest:
        """A field that a merge brings in, written in the mapping itself."""
        assert isinstance(pair[0], Scalar)  # `lookup` finds no others
        value = self.manifest.value(self.document, paths.join(at, pair[0].text))
        return self.said(at, [splice.insertion(self.manifest.text, owner, pair[0].text, value, self.habit)])

    def unmerged(self, at: str, owner: Mapping) -> Manifest:
        """All that merge keys bring into a mapping, written in the mapping itself in their place."""
        text, value = self.manifest.text, self.manifest.value(self.document, at)
        brought = {key: each for key, each in value.items() if _is_brought(owner, key)}
        first, *others = [index for index, (key, _) in enumerate(owner.pairs) if is_merge_key(key)]
        key, merged = owner.pairs[first]
        if owner.flow:
            new = style.flow_value(brought, quoted=style.is_json(owner))[1:-1]
        else:
            white = " " * column(text, key.start)
            lines = [line for k, v in brought.items() for line in style.block_lines(k, v, white, self.habit)]
            new = style.newline(text).join(lines).removeprefix(white)
        changes = [splice.removal(text, owner, index) for index in others]
        return self.said(at, [Splice(key.start, merged.end, new), *changes])

    def detached(self, path: str, name: str) -> Manifest:
        """An anchor moved from its place to the first one that repeats it."""
        text = self.manifest.text
        for node in _anchored_at(self.root, path, name):
            at = repeats.path_to(self.root, node)
            aliases = [place for place in places(self.root) if _stands_for(place.node, node)]
            if at is None or not aliases:
                continue
            first = min(aliases, key=lambda place: place.node.start)
            value = self.manifest.value(self.document, at)
            moved = _written_out(text, first, value, self.habit, f"&{node.anchor}")
            return self.said(at, [_without_anchor(text, node), moved])
        return self.manifest


def _is_brought(owner: Mapping, key: str) -> bool:
    pair = lookup(owner, key)
    return pair is not None and not repeats.is_own(owner, pair)


def _stands_for(alias: Node, node: Node) -> bool:
    return isinstance(alias, Alias) and alias.target is node


def _anchored_at(root: Content, path: str, name: str) -> Iterator[Content]:
    """What carries an anchor on the way along a path, the innermost first, and then below its end."""
    way = [content(node) for _, node, _ in repeats.way(root, path)]
    below = [place.node for place in places(way[-1]) if not isinstance(place.node, Alias)]
    for node in [*reversed(way), *below]:
        if node.anchor is not None and name in ("", node.anchor):
            yield node


def _without_anchor(text: str, node: Content) -> Splice:
    start = text.index(f"&{node.anchor}", node.start)
    end = start + len(f"&{node.anchor}")
    behind = end + len(text[end:]) - len(text[end:].lstrip(" "))
    if text[behind : behind + 1] in ("", "\r", "\n"):  # nothing else on its line
        return Splice(len(text[:start].rstrip(" ")), behind, "")
    return Splice(start, behind, "")


def _written_out(text: str, place: Reached, value: Any, habit: Indent, anchor: str = "") -> Splice:
    """What an alias stands for in its place, in the style of what is around it."""
    alias = place.node
    assert isinstance(alias, Alias)
    lines = _lines(text, place, value, habit)
    if not lines:
        new = _in_line(text, alias.target, value, flow=place.flow)
        return Splice(alias.start, alias.end, f"{anchor} {new}".strip())
    end = line_end(text, alias.end)
    start, head = len(text[: alias.start].rstrip(" ")), f" {anchor}" if anchor else ""
    if not anchor and not isinstance(place.owner, Mapping):  # the first line stands behind the dash
        start, head, lines = alias.start, lines[0].lstrip(" "), lines[1:]
    kept = head + text[alias.end : end].rstrip(" ")
    return Splice(start, end, kept + "".join(style.newline(text) + line for line in lines))


def _lines(text: str, place: Reached, value: Any, habit: Indent) -> list[str]:
    """The lines of a mapping or list in block style; none where it is written in its line."""
    if place.flow or not isinstance(value, dict | list) or not value:
        return []
    if isinstance(place.key, Scalar):
        return style.block_lines("key", value, " " * column(text, place.key.start), habit)[1:]
    if isinstance(value, list) or isinstance(place.owner, Mapping):
        return []
    white = " " * column(text, place.node.start)
    return [line for key, each in value.items() for line in style.block_lines(key, each, white, habit)]


def _in_line(text: str, target: Content, value: Any, *, flow: bool) -> str:
    if not isinstance(target, Scalar):
        return style.flow_value(value, quoted=False)
    as_written = text[past_properties(text, target) : target.end]
    fits = target.tag is None and target.style not in ("|", ">") and as_written.isprintable()
    return as_written if fits and as_written and not flow else style.scalar(value, flow=flow)
