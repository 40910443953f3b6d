"""Setting and removing one field by its path: what every other edit is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pods.domain.edits import splice
from pods.domain.edits.refusal import EditRefused
from pods.domain.edits.splice import Splice
from pods.domain.manifest import paths, reader
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.nodes import Alias, Content, Mapping, Node, Scalar, Sequence, is_merge_key, lookup
from pods.domain.messages import gettext_noop, say

_DEFAULT_STEP = "  "


def set_field(manifest: Manifest, document: int, path: str, value: Any) -> Manifest:
    """Give a field a value (a scalar, or a mapping of them for a new field), making the mappings on the way to it.

    Raises EditRefused when the way leads through an alias or a merge that others share, past the end of a list, or
    into a value that is no mapping.
    """
    reached = _walk(manifest, document, path)
    change = _replace(manifest.text, reached, value) if not reached.missing else _insert(manifest.text, reached, value)
    return _checked(manifest, document, path, change, value)


def remove_field(manifest: Manifest, document: int, path: str) -> Manifest:
    """Take a field out of its mapping; a field that is not there is no error. Raises EditRefused like `set_field`."""
    reached = _walk(manifest, document, path)
    if reached.missing:
        return manifest
    owner = reached.owner
    if not isinstance(owner, Mapping) or (len(owner.pairs) == 1 and not owner.flow):
        raise EditRefused(say(_LAST_ONE, path=path))
    index = next(i for i, pair in enumerate(owner.pairs) if pair[1] is reached.node)
    return _checked(manifest, document, path, splice.removal(manifest.text, owner, index), _REMOVED)


@dataclass(frozen=True, slots=True)
class _Reached:
    """How far a path leads: the node it ends at, its key and owner, and the steps that do not exist yet."""

    node: Node
    key: Node | None
    owner: Content | None
    flow: bool
    step: str
    missing: tuple[str, ...]


class _Removed:
    """Stands for no value."""


_REMOVED = _Removed()


def _walk(manifest: Manifest, document: int, path: str) -> _Reached:
    root = manifest.documents[document].root
    if root is None:
        raise EditRefused(say(_NO_DOCUMENT))
    reached = _Reached(root, None, None, False, _DEFAULT_STEP, ())
    wanted = paths.steps(path)
    for position, step in enumerate(wanted):
        found = _child(reached, step, path)
        if found is None:
            names = wanted[position:]
            if not all(isinstance(name, str) for name in names):
                raise EditRefused(say(_NO_ITEM, path=path))
            return _Reached(
                reached.node, reached.key, reached.owner, reached.flow, _step(manifest.text, reached), tuple(map(str, names))
            )
        reached = found
    if isinstance(reached.node, Alias):
        raise EditRefused(say(_SHARED, path=path, name=reached.node.name))
    return reached


def _child(reached: _Reached, step: str | int, path: str) -> _Reached | None:
    node = reached.node
    if isinstance(node, Alias):
        raise EditRefused(say(_SHARED, path=path, name=node.name))
    if isinstance(node, Sequence):
        if not isinstance(step, int) or step >= len(node.items):
            raise EditRefused(say(_NO_ITEM, path=path))
        return _Reached(node.items[step], None, node, reached.flow or node.flow, reached.step, ())
    if isinstance(node, Scalar):
        if node.plain and node.text in ("", "~", "null") and isinstance(step, str):
            return None
        raise EditRefused(say(_NO_MAPPING, path=path))
    return _value(reached, node, str(step), path)


def _value(reached: _Reached, node: Mapping, step: str, path: str) -> _Reached | None:
    pair = lookup(node, step)
    if pair is None:
        return None
    if not any(own is pair for own in node.pairs):
        raise EditRefused(say(_MERGED, path=path))
    return _Reached(pair[1], pair[0], node, reached.flow or node.flow, reached.step, ())


def _step(text: str, reached: _Reached) -> str:
    """One level of indentation, as the mapping around the place indents its own."""
    owner, node = reached.owner, reached.node
    if isinstance(owner, Mapping) and isinstance(node, Mapping) and not node.flow and reached.key is not None:
        deeper = splice.column(text, node.start) - splice.column(text, reached.key.start)
        return " " * deeper if deeper > 0 else _DEFAULT_STEP
    return _DEFAULT_STEP


def _replace(text: str, reached: _Reached, value: Any) -> Splice:
    if not isinstance(reached.node, Scalar) or isinstance(value, dict | list):
        raise EditRefused(say(_NOT_A_SCALAR))
    return splice.replacement(text, reached.node, value, flow=reached.flow)


def _insert(text: str, reached: _Reached, value: Any) -> Splice:
    first, *rest = reached.missing
    for name in reversed(rest):
        value = {name: value}
    node = reached.node
    if isinstance(node, Mapping) and (node.pairs or node.flow):
        return splice.insertion(text, node, first, value, reached.step)
    assert isinstance(node, Scalar)
    if reached.flow or node.text or reached.key is None:
        return splice.in_place(text, node, first, value)
    return splice.below_key(text, reached.key, node, first, value, reached.step)


def _checked(manifest: Manifest, document: int, path: str, change: Splice, value: Any) -> Manifest:
    """The edited manifest, read again; refused when it says anything else than what was asked."""
    edited = reader.read(change.apply(manifest.text))
    wanted = [_unshared(d.value) for d in manifest.documents]
    _assign(wanted[document], paths.steps(path), value)
    if edited.error is not None or [d.value for d in edited.documents] != wanted:
        raise EditRefused(say(_UNSAFE, path=path))
    return edited


def _unshared(value: Any) -> Any:
    """A copy in which nothing is shared: what an alias repeats must not change along with its anchor unseen."""
    if isinstance(value, dict):
        return {key: _unshared(item) for key, item in value.items()}
    return [_unshared(item) for item in value] if isinstance(value, list) else value


def _assign(target: Any, steps: list[str | int], value: Any) -> None:
    *way, last = steps
    for step in way:
        if isinstance(target, dict) and target.get(step) is None:
            target[step] = {}
        target = target[step]
    if value is _REMOVED:
        del target[last]
    else:
        target[last] = value


_NO_DOCUMENT = gettext_noop("The document is empty; there is nothing to edit in it.")
_SHARED = gettext_noop("%(path)s is reached through the alias *%(name)s, which others share. Edit it in the text.")
_MERGED = gettext_noop("%(path)s comes from a merge key (<<), which others share. Edit it in the text.")
_NO_ITEM = gettext_noop("%(path)s leads to a list item that does not exist.")
_NO_MAPPING = gettext_noop("%(path)s leads into a value that has no fields.")
_NOT_A_SCALAR = gettext_noop("Only single values can be replaced here. Edit lists and mappings in the text.")
_LAST_ONE = gettext_noop("%(path)s is the only field there; remove what holds it.")
_UNSAFE = gettext_noop("%(path)s cannot be changed here without changing something else. Edit it in the text.")
