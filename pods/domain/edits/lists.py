"""Edits of lists by their path: an item appended, taken out, moved or copied; a list made where there is none."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pods.domain.edits import indent, items, style
from pods.domain.edits.batch import Plan, Step, made
from pods.domain.edits.fields import removing, setting
from pods.domain.edits.outcome import Change, checked
from pods.domain.edits.places import column, line_end
from pods.domain.edits.refusal import EditRefused
from pods.domain.edits.splice import Splice
from pods.domain.edits.way import Reached, walk
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.nodes import Mapping, Sequence
from pods.domain.messages import gettext_noop, say


def append_item(
    manifest: Manifest, document: int, path: str, value: Any, *, literal: bool = False
) -> Manifest:
    """Put a new last item into the list at a path, making the list where there is none. Raises EditRefused.

    With `literal` texts of several lines are written line by line, which the end of some texts has no room for.
    """
    return made(manifest, [appending(document, path, value, literal=literal)])


def appending(document: int, path: str, value: Any, *, literal: bool = False) -> Plan:
    """`append_item`, together with others."""

    def plan(manifest: Manifest) -> Step | None:
        reached = walk(manifest, document, path)
        if reached.missing or not isinstance(reached.node, Mapping | Sequence):
            return setting(document, path, [value], literal=literal)(manifest)
        text, owner = manifest.text, _list(reached, path)
        root = manifest.documents[document].root
        assert root is not None  # `walk` refuses empty documents
        habit = replace(indent.of_document(text, root), literal=literal)
        change = _first(text, reached, value, habit) or items.append(text, owner, value, habit)
        return Step(document, path, change, lambda whole: paths.value_at(whole, path).append(value))

    return plan


def remove_item(manifest: Manifest, document: int, path: str, index: int) -> Manifest:
    """Take an item out; the last one takes the whole field along where other fields stay. Raises EditRefused."""
    return made(manifest, [taking_out(document, path, index)])


def taking_out(document: int, path: str, index: int) -> Plan:
    """`remove_item`, together with others; of one list the later ones first."""

    def plan(manifest: Manifest) -> Step | None:
        reached = walk(manifest, document, path)
        owner = _list(reached, path, index)
        if len(owner.items) == 1 and isinstance(reached.owner, Mapping) and len(reached.owner.pairs) > 1:
            return removing(document, path)(manifest)
        if len(owner.items) == 1 and not owner.flow and reached.key is not None:
            change = items.emptied(manifest.text, reached.key, owner)
        else:
            change = items.removal(manifest.text, owner, index)
        return Step(document, path, change, lambda whole: paths.value_at(whole, path).pop(index))

    return plan


def move_item(manifest: Manifest, document: int, path: str, index: int, to: int) -> Manifest:
    """Put an item at another place of its list, its comments along with it. Raises EditRefused."""
    owner = _list(walk(manifest, document, path), path, max(index, to))
    text = items.moved(manifest.text, owner, index, to)
    return _listed(manifest, document, path, text, lambda here: here.insert(to, here.pop(index)))


def copy_item(manifest: Manifest, document: int, path: str, index: int) -> Manifest:
    """Write an item once more right behind itself, as it is written. Raises EditRefused."""
    owner = _list(walk(manifest, document, path), path, index)
    text = items.copied(manifest.text, owner, index).apply(manifest.text)
    return _listed(manifest, document, path, text, lambda here: here.insert(index, here[index]))


def _list(reached: Reached, path: str, index: int = -1) -> Sequence:
    if reached.missing or not isinstance(reached.node, Sequence) or index >= len(reached.node.items):
        raise EditRefused(say(_NO_LIST, path=path))
    return reached.node


def _first(text: str, reached: Reached, value: Any, habit: indent.Indent) -> Splice | None:
    """`key: []` outside of brackets becomes a list in block style with its first item."""
    owner, node, key = reached.owner, reached.node, reached.key
    in_block = isinstance(owner, Mapping) and not owner.flow and key is not None
    if not in_block or not isinstance(node, Sequence) or node.items or not isinstance(value, dict):
        return None
    assert key is not None
    at = " " * column(text, key.start) + habit.lists
    lines = style.item_lines(value, at, habit)
    end = line_end(text, node.end)
    kept = text[node.end : end]
    behind_colon = len(text[: node.start].rstrip(" "))
    return Splice(behind_colon, end, kept + "".join(style.newline(text) + line for line in lines))


def _listed(manifest: Manifest, document: int, path: str, text: str, change: Change) -> Manifest:
    return checked(manifest, document, path, text, lambda whole: change(paths.value_at(whole, path)))


_NO_LIST = gettext_noop("%(path)s is no list with that item.")
