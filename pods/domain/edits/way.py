"""The way to a place in a document: how far a path leads, and why an edit may not go there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pods.domain.edits.refusal import EditRefused
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


def walk(manifest: Manifest, document: int, path: str) -> Reached:
    """Follow a path as far as it leads.

    Raises EditRefused where it goes through an alias or a merge that others share, past the end of a list, into
    a value that has no fields, or by a key that reads as another word than is written.
    """
    root = manifest.documents[document].root
    if root is None:
        raise EditRefused(say(_NO_DOCUMENT))
    wanted = paths.steps(path)
    reached = _follow(root, wanted, path)
    if not _reads_so(manifest.documents[document].value, wanted, len(wanted) - len(reached.missing)):
        raise EditRefused(say(_ODD_KEY, path=path))
    return reached


def _follow(root: Content, wanted: list[str | int], path: str) -> Reached:
    reached = Reached(root, None, None, False, ())
    for position, step in enumerate(wanted):
        found = _child(reached, step, path)
        if found is None:
            return _ends_here(reached, wanted[position:], path)
        reached = found
    if isinstance(reached.node, Alias):
        raise EditRefused(say(_SHARED, path=path, name=reached.node.name))
    return reached


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


def _child(reached: Reached, step: str | int, path: str) -> Reached | None:
    """The next place, or None where it does not exist yet but could."""
    node = reached.node
    if isinstance(node, Alias):
        raise EditRefused(say(_SHARED, path=path, name=node.name))
    if isinstance(node, Sequence):
        if not isinstance(step, int) or step >= len(node.items):
            raise EditRefused(say(_NO_ITEM, path=path))
        return Reached(node.items[step], None, node, reached.flow or node.flow, ())
    if isinstance(node, Scalar):
        if node.plain and node.text in _NULLS and isinstance(step, str):
            return None
        raise EditRefused(say(_NO_MAPPING, path=path))
    return _field(reached, node, str(step), path)


def _field(reached: Reached, node: Mapping, step: str, path: str) -> Reached | None:
    pair = lookup(node, step)
    if pair is None:
        return None
    if not any(own is pair for own in node.pairs):
        raise EditRefused(say(_MERGED, path=path))
    return Reached(pair[1], pair[0], node, reached.flow or node.flow, ())


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
