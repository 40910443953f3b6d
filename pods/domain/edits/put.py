"""Making a place of the document say something, with the smallest change of its text: what forms are applied with."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from pods.domain.edits import lists, splice, style
from pods.domain.edits.batch import Plan, Step, made
from pods.domain.edits.fields import assigning, removing, setting
from pods.domain.edits.indent import of_document
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

_GONE = object()  # instead of a value: the key is to go


def put(manifest: Manifest, document: int, path: str, value: Any) -> Manifest:
    """Make the value at a path equal to `value`: equal parts keep their bytes, only what differs is written anew.

    A mapping keeps the order of its keys, new ones come last. Items of a list are matched by what names them, and
    keep their comments when they move. Raises EditRefused like `set_field`.
    """
    old = manifest.value(document, path)
    if _are(dict, old, value):
        return _put_mapping(manifest, document, path, old, value)
    if _are(list, old, value):
        return _put_list(manifest, document, path, old, value)
    return made(manifest, [putting(document, path, value)])


def putting(document: int, path: str, value: Any) -> Plan:
    """`put`, together with others; but for a mapping in the place of one, or a list of one."""

    def plan(manifest: Manifest) -> Step | None:
        reached = walk(manifest, document, path)
        if not reached.missing and _same(manifest.value(document, path), value):
            return None
        if reached.missing or (isinstance(reached.node, Scalar) and not isinstance(value, dict | list)):
            return setting(document, path, value)(manifest)
        return Step(document, path, _replacement(manifest, document, reached, value), assigning(path, value))

    return plan


def putting_fields(manifest: Manifest, document: int, path: str, value: dict[str, Any]) -> list[Plan]:
    """`put` of a mapping without lists, such as labels, together with others."""
    old = manifest.value(document, path)
    if not _are(dict, old, value):
        return [putting(document, path, value)]
    differing = list(_differing(path, old, value))
    if differing:
        walk(manifest, document, path)  # that others share it is said of the whole mapping, not of a field
    return [_plan(document, at, after) for at, _, after in differing]


def _are(kind: type, old: Any, value: Any) -> bool:
    """Both are of the kind, and neither is empty."""
    return isinstance(old, kind) and isinstance(value, kind) and bool(old) and bool(value)


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
    """All values in one go, then the lists, whose items move one after the other."""
    differing = list(_differing(path, old, new))
    if differing:
        walk(manifest, document, path)  # that others share it is said of the whole mapping, not of a field
    plans = [_plan(document, at, after) for at, before, after in differing if not _are(list, before, after)]
    manifest = made(manifest, plans)
    for at, before, after in differing:
        if _are(list, before, after):
            manifest = put(manifest, document, at, after)
    return manifest


def _differing(path: str, old: dict[str, Any], new: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """The paths at which two mappings differ, in the mappings below them too, with both values."""
    # New and changed keys first: a mapping must never be left without any.
    for key, after in new.items():
        at, before = paths.join(path, key), old.get(key)
        if key in old and _same(before, after):
            continue
        if _are(dict, before, after):
            yield from _differing(at, old[key], after)
        else:
            yield at, before, after
    for key in old:
        if key not in new:
            yield paths.join(path, key), old[key], _GONE


def _plan(document: int, path: str, value: Any) -> Plan:
    return removing(document, path) if value is _GONE else putting(document, path, value)


def _put_list(manifest: Manifest, document: int, path: str, old: list[Any], new: list[Any]) -> Manifest:
    identity = _identity([*old, *new])
    wanted = [identity(item) for item in new]
    have = [identity(item) for item in old]
    if len(set(wanted)) < len(wanted) or len(set(have)) < len(have):
        return _put_in_place(manifest, document, path, old, new)
    rewritten = [index for index in range(min(len(old), len(new))) if _is_other_text(old, new, index)]
    manifest = made(manifest, [putting(document, paths.join(path, at), new[at]) for at in rewritten])
    for index in rewritten:
        have[index] = wanted[index]
    for index in reversed(range(len(have))):
        if have[index] not in wanted and len(have) > 1:
            manifest = lists.remove_item(manifest, document, path, index)
            have.pop(index)
    for index, name in enumerate(wanted):
        manifest = _put_item(manifest, document, path, have, index, name, new[index])
    for index in reversed(range(len(wanted), len(have))):  # the one that could not go before others had come
        manifest = lists.remove_item(manifest, document, path, index)
    return manifest


def _is_other_text(old: list[Any], new: list[Any], index: int) -> bool:
    """At this place both lists have a text that only the one of them has: it has changed there."""
    before, after = old[index], new[index]
    return isinstance(before, str) and isinstance(after, str) and before not in new and after not in old


def _put_item(
    manifest: Manifest, document: int, path: str, have: list[str], index: int, name: str, value: Any
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


def _identity(items: list[Any]) -> Callable[[Any], str]:
    """What tells items apart: the first of the known keys that every item has, else the item itself; as JSON.

    For Python 0 and false are one, and 1 and true.
    """
    for keys in _IDENTITIES:
        if all(isinstance(item, dict) and keys[0] in item for item in items):
            return lambda item, keys=keys: json.dumps([item.get(key) for key in keys])  # type: ignore[misc]
    return lambda item: json.dumps(item, sort_keys=True)


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
