"""Empty lists and mappings that a pattern fills, and how they were written: `[]`, `{}`, or nothing at all."""

from __future__ import annotations

from typing import Any

from pods.domain.edits import items
from pods.domain.edits.outcome import checked
from pods.domain.edits.put import put
from pods.domain.edits.way import walk
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.nodes import Node, Sequence


def emptied(manifest: Manifest, document: int, path: str, was: Any) -> Manifest:
    """The list or mapping of one entry at a path empty again, as it was written. Raises EditRefused."""
    manifest = _empty(manifest, document, path, was)
    if was is not None:
        return manifest
    node = walk(manifest, document, path).node
    text = manifest.text[: node.start].rstrip(" ") + manifest.text[node.end :]
    return checked(manifest, document, path, text, _assigning(path, None))


def _empty(manifest: Manifest, document: int, path: str, was: Any) -> Manifest:
    """The value empty, a comment behind its key kept where it is a list in block style."""
    reached = walk(manifest, document, path)
    key: Node | None = reached.key
    if key is None or not isinstance(reached.node, Sequence) or reached.node.flow:
        return put(manifest, document, path, was)
    text = items.emptied(manifest.text, key, reached.node).apply(manifest.text)
    return checked(manifest, document, path, text, _assigning(path, []))


def _assigning(path: str, value: Any) -> Any:
    *way, last = paths.steps(path)

    def change(target: Any) -> None:
        for step in way:
            target = target[step]
        target[last] = value

    return change
