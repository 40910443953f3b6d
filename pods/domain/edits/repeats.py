"""What changes along with an edited place, because it repeats that through an anchor or a merge key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.nodes import Mapping, Node, Scalar, Sequence, content, is_merge_key, lookup, merged

_Meant = dict[int, Any]  # what a shared node says after the edit, by the identity of the node


def followed(manifest: Manifest, document: int, path: str, value: Any) -> Any:
    """The plain value of a document after an edit at a path, when all that repeats the place changes along.

    `value` is the one in which the edited place alone has changed.
    """
    root = manifest.documents[document].root
    if root is None:
        return value
    meant: _Meant = {}
    for at, node in _shared(root, path):
        meant[id(node)] = paths.value_at(value, at)
    for at, key, source in _merges(root, path):
        old = _plain(manifest, document, root, source)
        here = paths.value_at(value, at)
        kept = {name: each for name, each in old.items() if name != key}
        meant[id(source)] = {**kept, key: here[key]} if isinstance(here, dict) and key in here else kept
    return _spread(value, root, meant) if meant else value


def way(root: Node, path: str) -> Iterator[tuple[str, Node, tuple[Node, Node] | None]]:
    """Each node on the way along a path: its own path, the node, and the pair that leads on from it."""
    node, at = root, ""
    for step in paths.steps(path):
        here = content(node)
        pair = lookup(here, step) if isinstance(here, Mapping) and isinstance(step, str) else None
        yield at, node, pair
        if pair is not None:
            node = pair[1]
        elif isinstance(here, Sequence) and isinstance(step, int) and step < len(here.items):
            node = here.items[step]
        else:
            return
        at = paths.join(at, step)
    yield at, node, None


def is_own(mapping: Mapping, pair: tuple[Node, Node]) -> bool:
    """The pair is written in the mapping itself; a merge brings it in otherwise."""
    return any(own is pair for own in mapping.pairs)


def sources(mapping: Mapping) -> Iterator[Mapping]:
    """The mappings whose keys the merge keys of another one bring in."""
    for name, value in mapping.pairs:
        if is_merge_key(name):
            yield from merged(value)


def path_to(root: Node, wanted: Node) -> str | None:
    """The path at which a node stands that is no alias; None where no path leads to it, as inside a merge key."""
    pending = [("", root)]
    while pending:
        at, node = pending.pop()
        if node is wanted:
            return at
        if isinstance(node, Mapping):
            pending += [
                (paths.join(at, name.text), value)
                for name, value in node.pairs
                if isinstance(name, Scalar) and not is_merge_key(name)
            ]
        elif isinstance(node, Sequence):
            pending += [(paths.join(at, index), item) for index, item in enumerate(node.items)]
    return None


def _shared(root: Node, path: str) -> Iterator[tuple[str, Node]]:
    for at, node, _ in way(root, path):
        if content(node).anchor is not None:
            yield at, content(node)


def _merges(root: Node, path: str) -> Iterator[tuple[str, str, Mapping]]:
    for at, node, pair in way(root, path):
        here = content(node)
        if pair is None or not isinstance(here, Mapping) or is_own(here, pair):
            continue
        for source in sources(here):
            if is_own(source, pair) and isinstance(pair[0], Scalar):
                yield at, pair[0].text, source


def _plain(manifest: Manifest, document: int, root: Node, source: Mapping) -> dict[str, Any]:
    at = path_to(root, source)
    found = manifest.value(document, at) if at is not None else None
    return found if isinstance(found, dict) else {}


def _spread(value: Any, node: Node, meant: _Meant) -> Any:
    here = content(node)
    if id(here) in meant:
        return meant[id(here)]
    if isinstance(here, Mapping) and isinstance(value, dict):
        return _spread_mapping(value, here, meant)
    if isinstance(here, Sequence) and isinstance(value, list) and len(value) == len(here.items):
        return [_spread(item, child, meant) for item, child in zip(value, here.items, strict=True)]
    return value


def _spread_mapping(value: dict[str, Any], here: Mapping, meant: _Meant) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for source in reversed([source for source in sources(here) if id(source) in meant]):
        result |= meant[id(source)]
    for key, item in value.items():
        pair = lookup(here, key)
        if pair is None or is_own(here, pair):
            result[key] = item if pair is None else _spread(item, pair[1], meant)
        elif not any(id(source) in meant and lookup(source, key) is pair for source in sources(here)):
            result[key] = item
    return result
