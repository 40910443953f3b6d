"""A field carried from one mapping to another, its lines as they are written."""

from __future__ import annotations

from typing import Any

from pods.domain.edits import reindent, splice
from pods.domain.edits.fields import remove_field
from pods.domain.edits.outcome import checked
from pods.domain.edits.places import column
from pods.domain.edits.put import put
from pods.domain.edits.way import walk
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.nodes import Mapping


def carry(manifest: Manifest, document: int, path: str, owner: str, *, leave: bool = False) -> Manifest:
    """Put the field at a path behind the last one of another mapping; with `leave` it stays where it was, too.

    Between brackets it is written anew. Raises EditRefused like `set_field`.
    """
    name = paths.steps(path)[-1]
    source, target = walk(manifest, document, path), walk(manifest, document, owner)
    goal, text = target.node, manifest.text
    is_block = isinstance(goal, Mapping) and not goal.flow and goal.pairs and not target.missing
    if not is_block or source.flow or source.key is None:
        manifest = put(manifest, document, paths.join(owner, name), manifest.value(document, path))
        return manifest if leave else remove_field(manifest, document, path)
    assert isinstance(goal, Mapping)
    assert isinstance(source.owner, Mapping)
    first, last = goal.pairs[0][0], goal.pairs[-1]
    lines = reindent.written(text, (source.key, source.node), " " * column(text, first.start))
    changes = [splice.lines_after(text, splice.end_of(text, last[1], last[0]), [lines])]
    if not leave:
        index = next(i for i, pair in enumerate(source.owner.pairs) if pair[0] is source.key)
        changes.append(splice.removal(text, source.owner, index))
    for change in sorted(changes, key=lambda change: change.start, reverse=True):
        text = change.apply(text)

    def assign(whole: Any) -> None:
        paths.value_at(whole, owner)[name] = paths.value_at(whole, path)
        if not leave:
            del paths.value_at(whole, paths.parent(path))[name]

    return checked(manifest, document, path, text, assign)
