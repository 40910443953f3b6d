"""Making a place of the document say something, with the smallest change of its text: what forms are applied with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pods.domain.edits import fields, lists, splice, style
from pods.domain.edits.indent import of_document
from pods.domain.edits.outcome import checked
from pods.domain.edits.places import column, line_end
from pods.domain.edits.splice import Splice
from pods.domain.edits.way import Reached, walk
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.nodes import Mapping, Scalar

# What tells the items of Kubernetes' lists apart (the keys its own merging goes by, FACTS E.1).
_IDENTITIES: tuple[tuple[str, ...], ...] = (
    ("name",),
    ("containerPort", "protocol"),
    ("port", "protocol"),
    ("mountPath",),
    ("devicePath",),
    ("ip",),
    ("key", "path"),
    ("topologyKey", "whenUnsatisfiable"),
)


def put(manifest: Manifest, document: int, path: str, value: Any) -> Manifest:
    """Make the value at a path equal to `value`: equal parts keep their bytes, only what differs is written anew.

    A mapping keeps the order of its keys, new ones come last. Items of a list are matched by what names them, and
    keep their comments when they move. Raises EditRefused like `set_field`.
    """
    old = manifest.value(document, path)
    reached = walk(manifest, document, path)
    if reached.missing:
        return fields.set_field(manifest, document, path, value)
    if _same(old, value):
        return manifest
    if isinstance(old, dict) and old and isinstance(value, dict) and value:
        return _put_mapping(manifest, document, path, old, value)
    if isinstance(old, list) and old and isinstance(value, list) and value:
        return _put_list(manifest, document, path, old, value)
    if isinstance(reached.node, Scalar) and not isinstance(value, dict | list):
        return fields.set_field(manifest, document, path, value)
    text = _replacement(manifest, document, reached, value).apply(manifest.text)
    return checked(manifest, document, path, text, _assigning(path, value))


def _same(old: Any, value: Any) -> bool:
    """Equal as JSON, where true and 1 differ."""
    if type(old) is not type(value):
        return False
    if isinstance(old, dict):
        return old.keys() == value.keys() and all(_same(old[key], value[key]) for key in old)
    if isinstance(old, list):
        return len(old) == len(value) and all(map(_same, old, value))
    return bool(old == value)


def _put_mapping(
    manifest: Manifest, document: int, path: str, old: dict[str, Any], new: dict[str, Any]
) -> Manifest:
    # New and changed keys first: a mapping must never be left without any.
    for key, value in new.items():
        if key not in old or not _same(old[key], value):
            manifest = put(manifest, document, paths.join(path, key), value)
    for key in old.keys() - new.keys():
        manifest = fields.remove_field(manifest, document, paths.join(path, key))
    return manifest


def _put_list(manifest: Manifest, document: int, path: str, old: list[Any], new: list[Any]) -> Manifest:
    identity = _identity([*old, *new])
    wanted = [identity(item) for item in new]
    have = [identity(item) for item in old]
    if len(set(map(repr, wanted))) < len(wanted) or len(set(map(repr, have))) < len(have):
        return _put_in_place(manifest, document, path, old, new)
    for index, (before, after) in enumerate(zip(have, wanted, strict=False)):
        if _is_other_text(before, wanted) and _is_other_text(after, have):
            manifest = put(manifest, document, paths.join(path, index), new[index])
            have[index] = after
    for index in reversed(range(len(have))):
        if have[index] not in wanted and len(have) > 1:
            manifest = lists.remove_item(manifest, document, path, index)
            have.pop(index)
    for index, name in enumerate(wanted):
        manifest = _put_item(manifest, document, path, have, index, name, new[index])
    for index in reversed(range(len(wanted), len(have))):  # the one that could not go before others had come
        manifest = lists.remove_item(manifest, document, path, index)
    return manifest


def _is_other_text(item: Any, others: list[Any]) -> bool:
    """A text that stands in one list only: where both lists have such a text at one place, it has changed there."""
    return isinstance(item, str) and item not in others


def _put_item(
    manifest: Manifest, document: int, path: str, have: list[Any], index: int, name: Any, value: Any
) -> Manifest:
    if name in have:
        at = have.index(name)
    else:
        manifest = lists.append_item(manifest, document, path, value)
        have.append(name)
        at = len(have) - 1
    if at != index:
        manifest = lists.move_item(manifest, document, path, at, index)
        have.insert(index, have.pop(at))
    return put(manifest, document, paths.join(path, index), value)


def _put_in_place(manifest: Manifest, document: int, path: str, old: list[Any], new: list[Any]) -> Manifest:
    """Items that nothing tells apart, matched by their place."""
    for index in range(min(len(old), len(new))):
        manifest = put(manifest, document, paths.join(path, index), new[index])
    for index in reversed(range(len(new), len(old))):
        manifest = lists.remove_item(manifest, document, path, index)
    for value in new[len(old) :]:
        manifest = lists.append_item(manifest, document, path, value)
    return manifest


def _identity(items: list[Any]) -> Callable[[Any], Any]:
    """What tells items apart: the first of the known keys that every item has, else the item itself."""
    for keys in _IDENTITIES:
        if all(isinstance(item, dict) and keys[0] in item for item in items):
            return lambda item, keys=keys: tuple(item.get(key) for key in keys)  # type: ignore[misc]
    return lambda item: item


def _replacement(manifest: Manifest, document: int, reached: Reached, value: Any) -> Splice:
    """Another kind of value in the place of a node: a mapping for a scalar, `{}` for a mapping, …"""
    text, node, key = manifest.text, reached.node, reached.key
    root = manifest.documents[document].root
    assert root is not None  # `walk` refuses empty documents
    if reached.flow or not isinstance(key, Scalar) or not isinstance(reached.owner, Mapping):
        quoted = style.is_json_text(text)
        new = style.flow_value(value, quoted=quoted)
        end = splice.end_of(text, node, node) if not reached.flow else node.end
        return Splice(node.start, end, new)
    head, *below = style.block_lines(key.text, value, " " * column(text, key.start), of_document(text, root))
    colon = text.index(":", key.end)
    behind = head[head.index(":", len(style.key(key.text, flow=False))) + 1 :]
    end = splice.end_of(text, node, key) if node.end > node.start else line_end(text, key.end)
    return Splice(colon + 1, end, behind + "".join(style.newline(text) + line for line in below))


def _assigning(path: str, value: Any) -> Callable[[Any], None]:
    *way, last = paths.steps(path)

    def change(target: Any) -> None:
        for step in way:
            target = target[step]
        target[last] = value

    return change
