"""Containers as a whole: added, removed, duplicated and moved within their list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from pods.domain.edits import indent, pairs
from pods.domain.edits.bonds import Reference
from pods.domain.edits.fields import set_field
from pods.domain.edits.lists import append_item, copy_item, move_item, remove_item
from pods.domain.edits.naming import free_name, usable_image
from pods.domain.edits.outcome import checked
from pods.domain.edits.references import references
from pods.domain.edits.refusal import EditRefused
from pods.domain.edits.removals import take_along
from pods.domain.edits.way import walk
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.nodes import Mapping
from pods.domain.manifest.views import Container, ContainerKind, Pod
from pods.domain.messages import gettext_noop, say

__all__ = ["add_container", "duplicate_container", "move_container", "remove_container"]


# The field of the pod spec that containers of a kind stand in.
LISTS = {
    ContainerKind.CONTAINER: "containers",
    ContainerKind.INIT: "initContainers",
    ContainerKind.SIDECAR: "initContainers",
    ContainerKind.EPHEMERAL: "ephemeralContainers",
}


def add_container(manifest: Manifest, pod: Pod, *, kind: ContainerKind, name: str, image: str) -> Manifest:
    """Put a new container last in its list; a new `initContainers` goes before `containers`. Raises EditRefused."""
    if kind is ContainerKind.EPHEMERAL:
        raise EditRefused(say(_EPHEMERAL))
    free_name(pod, name)
    usable_image(image)
    value = {"name": name, "image": image}
    if kind is ContainerKind.SIDECAR:
        value["restartPolicy"] = "Always"
    return append_container(manifest, pod, LISTS[kind], value)


def append_container(
    manifest: Manifest, pod: Pod, field: str, value: dict[str, Any], *, literal: bool = False
) -> Manifest:
    """Put a whole container last in `containers` or `initContainers`; a new list stands beside the other one.

    Raises EditRefused.
    """
    reached = walk(manifest, pod.document, pod.path)
    siblings = {"initContainers", "containers"} - {field}
    if isinstance(reached.node, Mapping) and field not in pod.spec and siblings <= pod.spec.keys():
        return _first_of_its_list(manifest, pod, reached.node, field, siblings.pop(), value, literal)
    return append_item(manifest, pod.document, paths.join(pod.path, field), value, literal=literal)


def remove_container(
    manifest: Manifest, pod: Pod, container: Container, *, along: Iterable[Reference] = ()
) -> Manifest:
    """Take a container out, and of what it would leave behind (`references`) what is named. Raises EditRefused."""
    chosen = _dangling(manifest, pod, container, along)
    if container.kind is ContainerKind.CONTAINER and len(pod.of_kind(container.kind)) == 1:
        raise EditRefused(say(_ONLY_ONE, name=container.name))
    # Later places first, and objects after the container, so that the paths of those still to come stay true.
    chosen.sort(key=_place, reverse=True)
    objects = {(found.document, found.path) for found in manifest.objects}
    for reference in chosen:
        if (reference.document, reference.whole) not in objects:
            manifest = take_along(manifest, reference, container.name)
    manifest = remove_item(manifest, pod.document, paths.parent(container.path), container.index)
    for reference in chosen:
        if (reference.document, reference.whole) in objects:
            manifest = take_along(manifest, reference, container.name)
    return manifest


def duplicate_container(manifest: Manifest, pod: Pod, container: Container, *, name: str) -> Manifest:
    """Write a container once more behind itself as it is, under another name. Raises EditRefused.

    Its ports stay, also where both now ask for the same one; nothing else names the copy.
    """
    free_name(pod, name)
    owner, copy = paths.parent(container.path), container.index + 1
    manifest = copy_item(manifest, pod.document, owner, container.index)
    return set_field(manifest, pod.document, paths.join(paths.join(owner, copy), "name"), name)


def move_container(manifest: Manifest, pod: Pod, container: Container, *, to: int) -> Manifest:
    """Put a container at another place of its own list, counted from 0. Raises EditRefused."""
    owner = paths.parent(container.path)
    found = manifest.value(pod.document, owner)
    last = len(found) - 1 if isinstance(found, list) else 0
    if not 0 <= to <= last:
        raise EditRefused(say(_NO_PLACE, place=to + 1, name=container.name, last=last + 1))
    return move_item(manifest, pod.document, owner, container.index, to)


def _first_of_its_list(
    manifest: Manifest,
    pod: Pod,
    spec: Mapping,
    field: str,
    sibling: str,
    value: dict[str, Any],
    literal: bool,
) -> Manifest:
    path = paths.join(pod.path, field)
    root = manifest.documents[pod.document].root
    assert root is not None  # the pod stands in it
    habit = replace(indent.of_document(manifest.text, root), literal=literal)
    after = field == "containers"
    change = pairs.list_beside(manifest.text, spec, sibling, field, value, habit, after=after)

    def add(document: Any) -> None:
        paths.value_at(document, pod.path)[field] = [value]

    return checked(manifest, pod.document, path, change.apply(manifest.text), add)


def _dangling(
    manifest: Manifest, pod: Pod, container: Container, along: Iterable[Reference]
) -> list[Reference]:
    wanted = list(along)
    known = [r for r in references(manifest, pod, container) if r.dangles] if wanted else []
    if any(reference not in known for reference in wanted):
        raise EditRefused(say(_NOT_DANGLING, name=container.name))
    return [reference for reference in known if reference in wanted]


def _place(reference: Reference) -> tuple[int, list[tuple[bool, str, int]]]:
    """Where a reference stands, in an order that keeps the items of a list in theirs."""
    steps = paths.steps(reference.whole or "")
    return reference.document, [
        (True, "", step) if isinstance(step, int) else (False, step, 0) for step in steps
    ]


_EPHEMERAL = gettext_noop(
    "A manifest cannot add ephemeral containers; attach one to a running pod with kubectl debug."
)
_ONLY_ONE = gettext_noop(
    "%(name)s is the only container, and a pod needs one; add another container first, or delete the pod."
)
_NO_PLACE = gettext_noop("There is no place %(place)d for %(name)s; its list ends with %(last)d.")
_NOT_DANGLING = gettext_noop(
    "What should go along with %(name)s is not what it would leave behind now; look at the list again."
)
