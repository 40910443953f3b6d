"""The way to a place in a document: how far a path leads, and why an edit may not go there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pods.domain.edits.refusal import EditRefused, Sharing
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.nodes import Alias, Content, Mapping, Node, Scalar, Sequence, lookup
from pods.domain.messages import gettext_noop, say

_NULLS = ("", "~", "null", "Null", "NULL")


@dataclass(frozen=True, slots=True)
class Reached:
    """Where a path ends: the node, its key and owner, whether brackets surround it, and the steps still missing."""

    node: Node
    key: Node | None
    owner: Content | None
    flow: bool
    missing: tuple[str, ...]


def walk(manifest: Manifest, document: int, path: str, *, itself: bool = False) -> Reached:
    """Follow a path as far as it leads; with `itself` to an alias that ends it, not to what that stands for.

    Raises EditRefused where it goes through an alias or a merge that others share (unless the manifest lets them
    change, too), past the end of a list, into a value that has no fields, or by a key that reads as another word
    than is written.
    """
    root = manifest.documents[document].root
    if root is None:
        raise EditRefused(say(_NO_DOCUMENT))
    wanted = paths.steps(path)
    reached = _Walk(root, document, path, manifest.shared, itself).follow(wanted)
    if not _reads_so(manifest.documents[document].value, wanted, len(wanted) - len(reached.missing)):
        raise EditRefused(say(_ODD_KEY, path=path))
    return reached


def place_of(root: Node, wanted: Node) -> Reached:
    """Where in the text a node stands that is there."""
    return next(place for place in places(root) if place.node is wanted)


def places(root: Node) -> Iterator[Reached]:
    """Every node of a text with what stands around it; what aliases stand for once, at its anchor."""
    pending = [Reached(root, None, None, False, ())]
    while pending:
        found = pending.pop()
        node = found.node
        yield found
        if isinstance(node, Mapping):
            flow = found.flow or node.flow
            pending += [Reached(value, key, node, flow, ()) for key, value in node.pairs]
            pending += [Reached(key, None, node, flow, ()) for key, _ in node.pairs]
        elif isinstance(node, Sequence):
            pending += [Reached(item, None, node, found.flow or node.flow, ()) for item in node.items]


@dataclass(frozen=True, slots=True)
class _Walk:
    """A way through a document; `shared` leads it through aliases and merges to where their anchors stand."""

    root: Content
    document: int
    path: str
    shared: bool
    itself: bool

    def follow(self, wanted: list[str | int]) -> Reached:
        reached = Reached(self.root, None, None, False, ())
        for position, step in enumerate(wanted):
            found = self._child(self._behind(reached), step)
            if found is None:
                return _ends_here(self._behind(reached), wanted[position:], self.path)
            reached = found
        return reached if self.itself else self._behind(reached)

    def _behind(self, reached: Reached) -> Reached:
        """What an alias stands for, where that is written."""
        node = reached.node
        if not isinstance(node, Alias):
            return reached
        if not self.shared:
            raise EditRefused(say(_SHARED, path=self.path, name=node.name), self._sharing)
        return place_of(self.root, node.target)

    def _child(self, reached: Reached, step: str | int) -> Reached | None:
        """The next place, or None where it does not exist yet but could."""
        node = reached.node
        if isinstance(node, Sequence):
            if not isinstance(step, int) or step >= len(node.items):
                raise EditRefused(say(_NO_ITEM, path=self.path))
            return Reached(node.items[step], None, node, reached.flow or node.flow, ())
        if isinstance(node, Mapping):
            return self._field(reached, node, str(step))
        if isinstance(node, Scalar) and node.plain and node.text in _NULLS and isinstance(step, str):
            return None
        raise EditRefused(say(_NO_MAPPING, path=self.path))

    def _field(self, reached: Reached, node: Mapping, step: str) -> Reached | None:
        pair = lookup(node, step)
        if pair is None:
            return None
        if any(own is pair for own in node.pairs):
            return Reached(pair[1], pair[0], node, reached.flow or node.flow, ())
        if not self.shared:
            raise EditRefused(say(_MERGED, path=self.path), self._sharing)
        return place_of(self.root, pair[1])

    @property
    def _sharing(self) -> Sharing:
        return Sharing(self.document, self.path)


def _reads_so(value: Any, steps: list[str | int], found: int) -> bool:
    """Whether Kubernetes, too, finds just as many steps: it reads the keys on, y and 1.0 as true, true and 1."""
    for step in steps[:found]:
        if isinstance(value, dict) and step not in value:
            return False
        value = value[step]
    return found == len(steps) or not isinstance(value, dict) or steps[found] not in value


def _ends_here(reached: Reached, missing: list[str | int], path: str) -> Reached:
    names = tuple(name for name in missing if isinstance(name, str))
    if len(names) < len(missing):
        raise EditRefused(say(_NO_ITEM, path=path))
    return Reached(reached.node, reached.key, reached.owner, reached.flow, names)


_ODD_KEY = gettext_noop(
    "%(path)s has a key that is read as another word than is written, such as on or yes. Quote it in the text first."
)
_NO_DOCUMENT = gettext_noop("The document is empty; there is nothing to edit in it.")
_SHARED = gettext_noop(
    "%(path)s is reached through the alias *%(name)s, which others share. Edit it in the text."
)
_MERGED = gettext_noop("%(path)s comes from a merge key (<<), which others share. Edit it in the text.")
_NO_ITEM = gettext_noop("%(path)s leads to a list item that does not exist.")
_NO_MAPPING = gettext_noop("%(path)s leads into a value that has no fields.")
