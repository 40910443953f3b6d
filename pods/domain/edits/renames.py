"""Renaming a container, and its name everywhere else it stands, in one step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pods.domain.edits import splice
from pods.domain.edits.bonds import Bond
from pods.domain.edits.fields import set_field
from pods.domain.edits.mentions import entry_name, key_with, mentions
from pods.domain.edits.naming import free_name
from pods.domain.edits.outcome import agreed
from pods.domain.edits.records import same_pod, with_new_name
from pods.domain.edits.refusal import EditRefused
from pods.domain.edits.splice import Splice
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.nodes import Alias, Mapping, Node, Scalar, Sequence, content, lookup
from pods.domain.manifest.views import Container, Pod
from pods.domain.messages import gettext_noop, say

__all__ = ["rename_container"]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the name stands, and how."""

    document: int
    path: str
    bond: Bond


@dataclass(frozen=True, slots=True)
class _Written:
    """A pair of a mapping as it is written, aliases followed; `flow` may be true where brackets are only likely."""

    key: Scalar
    value: Node
    flow: bool


def rename_container(manifest: Manifest, pod: Pod, container: Container, *, name: str) -> Manifest:
    """Give a container another name, and update every reference to it (`references`). Raises EditRefused.

    Records of patterns (`records`) go along.
    """
    if name == container.name:
        return manifest
    free_name(pod, name)
    own = paths.join(container.path, "name")
    if manifest.value(pod.document, own) is None:
        return set_field(manifest, pod.document, own, name)
    places = [_Place(pod.document, own, Bond.VALUE)]
    places += [_Place(r.document, r.path, r.bond) for r in mentions(manifest, pod, container)]
    # A node that several places reach through aliases is written once; the outcome tells if others reach it, too.
    changes = {
        change.start: change for change in (_change(manifest, p, container.name, name) for p in places)
    }
    text = manifest.text
    for start in sorted(changes, reverse=True):
        text = changes[start].apply(text)

    def change(documents: list[Any]) -> None:
        for place in places:
            _rename(documents[place.document], place, container.name, name)

    renamed = agreed(manifest, own, text, change)
    return with_new_name(renamed, same_pod(renamed, pod), "Container", container.name, name)


def _change(manifest: Manifest, place: _Place, old: str, name: str) -> Splice:
    pair = _written(manifest, place)
    node = content(pair.value)
    if place.bond is Bond.KEY:
        key = key_with(pair.key.text, old, name)
        if manifest.value(place.document, paths.join(paths.parent(place.path), key)) is not None:
            raise EditRefused(say(_KEY_TAKEN, key=key))
        return splice.replacement(manifest.text, pair.key, key, flow=pair.flow)
    assert isinstance(node, Scalar)  # its value is text
    new = _entries_with(node.text, old, name) if place.bond is Bond.ENTRY else name
    return splice.replacement(manifest.text, node, new, flow=pair.flow)


def _written(manifest: Manifest, place: _Place) -> _Written:
    node: Node | None = manifest.documents[place.document].root
    flow, key = False, None
    for step in paths.steps(place.path):
        assert node is not None
        flow = flow or isinstance(node, Alias)
        here = content(node)
        assert isinstance(here, Mapping | Sequence)  # the path was read from there
        flow = flow or here.flow
        if isinstance(here, Mapping):
            pair = lookup(here, str(step))
            assert pair is not None
            key, node = pair
        else:
            node = here.items[int(step)]
    assert isinstance(key, Scalar)
    assert node is not None
    return _Written(key, node, flow)


def _entries_with(value: str, old: str, new: str) -> str:
    """A comma list with one name for another; white space stays."""
    return ",".join(
        entry.replace(old, new, 1) if entry_name(entry) == old else entry for entry in value.split(",")
    )


def _rename(document: Any, place: _Place, old: str, new: str) -> None:
    *way, last = paths.steps(place.path)
    for step in way:
        document = document[step]
    if place.bond is Bond.KEY:
        document[key_with(str(last), old, new)] = document.pop(last)
    else:
        document[last] = _entries_with(document[last], old, new) if place.bond is Bond.ENTRY else new


_KEY_TAKEN = gettext_noop("There is an annotation %(key)s already; remove it or choose another name.")
