"""What a workload says of its pods: how many, with which labels and annotations, and which ones are its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from pods.domain import selectors
from pods.domain.edits import accepted
from pods.domain.edits.batch import made
from pods.domain.edits.optional import put_optional
from pods.domain.edits.put import put, putting_fields
from pods.domain.edits.refusal import EditRefused
from pods.domain.edits.selection import chosen, sound_annotations, sound_labels
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Object, Pod
from pods.domain.messages import gettext_noop, say

__all__ = ["selecting", "set_annotations", "set_labels", "set_replicas", "set_selector"]

REPLICATED = frozenset({"Deployment", "StatefulSet", "ReplicaSet", "ReplicationController"})
_SELECTING = frozenset({"Deployment", "StatefulSet", "ReplicaSet", "DaemonSet"})


@dataclass(frozen=True, slots=True)
class _Selector:
    """A selector that matches the pod now: where its labels stand, and what it selects by."""

    holder: Object
    path: str
    labels: Mapping[str, Any]


def set_replicas(manifest: Manifest, pod: Pod, replicas: int | None) -> Manifest:
    """How many pods the workload keeps; None takes the field out, which means one. Raises EditRefused."""
    owner = manifest.holder(pod)
    if owner.kind not in REPLICATED:
        raise EditRefused(say(_NO_REPLICAS, kind=owner.kind))
    if replicas is not None:
        accepted.whole("replicas", replicas, 0)
    path = paths.join(paths.join(owner.path, "spec"), "replicas")
    if replicas is None:
        return put_optional(manifest, pod.document, path, None)
    return put(manifest, pod.document, path, replicas)


def set_labels(
    manifest: Manifest, pod: Pod, labels: Mapping[str, str], *, of_workload: bool = False, along: bool = False
) -> Manifest:
    """The labels of the pod, or with `of_workload` those of the object that makes it.

    Selectors that would no longer find the pod (of its workload, of Services beside it) follow with `along`;
    without it they are named in the refusal. Raises EditRefused.
    """
    said = _entries(manifest, pod, _metadata(manifest, pod, of_workload), "labels")
    sound_labels({key: value for key, value in labels.items() if said.get(key) != value})
    if of_workload and pod.template:
        return _set_entries(manifest, pod, _metadata(manifest, pod, of_workload), "labels", labels)
    lost = [
        found
        for found in _selectors(manifest, pod)
        if selectors.matches({"matchLabels": found.labels}, labels) is False
    ]
    if lost and not along:
        named = ", ".join(f"{found.holder.kind}/{found.holder.name}" for found in lost)
        raise EditRefused(say(_UNFOUND, selectors=named))
    manifest = _set_entries(manifest, pod, _metadata(manifest, pod, False), "labels", labels)
    for found in lost:
        kept = {key: labels[key] for key in found.labels if key in labels}
        if not kept:
            raise EditRefused(say(_NOTHING_LEFT, kind=found.holder.kind, name=found.holder.name))
        manifest = put(manifest, found.holder.document, found.path, kept)
    return manifest


def selecting(manifest: Manifest, pod: Pod) -> Sequence[Object]:
    """The objects that find the pod by its labels: its workload, Services beside it."""
    return [found.holder for found in _selectors(manifest, pod)]


def set_annotations(
    manifest: Manifest, pod: Pod, annotations: Mapping[str, str], *, of_workload: bool = False
) -> Manifest:
    """The annotations of the pod, or with `of_workload` those of the object that makes it. Raises EditRefused."""
    metadata = _metadata(manifest, pod, of_workload)
    said = _entries(manifest, pod, metadata, "annotations")
    sound_annotations(key for key in annotations if key not in said)
    return _set_entries(manifest, pod, metadata, "annotations", annotations)


def set_selector(manifest: Manifest, pod: Pod, labels: Mapping[str, str]) -> Manifest:
    """The labels by which the workload knows its pods; the template gets those it does not have. Raises EditRefused."""
    owner = manifest.holder(pod)
    path = selector_path(manifest, pod)
    if not path:
        raise EditRefused(say(_NO_SELECTOR, kind=owner.kind))
    match = chosen(pod, labels)
    beside = paths.join(_metadata(manifest, pod, False), "labels")
    wanted = {path: match, beside: {**pod.labels, **match}}
    plans = (putting_fields(manifest, pod.document, at, value) for at, value in wanted.items())
    return made(manifest, chain.from_iterable(plans))


def selector_path(manifest: Manifest, pod: Pod) -> str:
    """Where the labels stand by which the workload knows its pods; "" where nobody chooses them."""
    owner = manifest.holder(pod)
    selector = paths.join(paths.join(owner.path, "spec"), "selector")
    if owner.kind in _SELECTING:
        return paths.join(selector, "matchLabels")
    return selector if owner.kind == "ReplicationController" else ""


def _metadata(manifest: Manifest, pod: Pod, of_workload: bool) -> str:
    return paths.join(manifest.holder(pod).path if of_workload else paths.parent(pod.path), "metadata")


def _entries(manifest: Manifest, pod: Pod, metadata: str, field: str) -> Mapping[str, Any]:
    """What stands there: an edit judges what it changes, not what others have written."""
    said = manifest.value(pod.document, paths.join(metadata, field))
    return said if isinstance(said, Mapping) else {}


def _set_entries(
    manifest: Manifest, pod: Pod, metadata: str, field: str, entries: Mapping[str, str]
) -> Manifest:
    path = paths.join(metadata, field)
    holder = manifest.value(pod.document, metadata)
    if not entries and isinstance(holder, Mapping) and holder.keys() == {field}:
        return put(manifest, pod.document, path, {})  # metadata itself stays
    return put_optional(manifest, pod.document, path, dict(entries))


def _selectors(manifest: Manifest, pod: Pod) -> Iterator[_Selector]:
    """The selectors that find the pod: of its own workload, and of Services in its namespace."""
    owner = manifest.holder(pod)
    beside = (o for o in manifest.objects if o.kind == "Service" and o.namespace == pod.namespace)
    for holder in (owner, *beside):
        path = paths.join(paths.join(holder.path, "spec"), "selector")
        if holder.kind in _SELECTING:
            path = paths.join(path, "matchLabels")
        labels = manifest.value(holder.document, path)
        if isinstance(labels, Mapping) and labels and selectors.matches({"matchLabels": labels}, pod.labels):
            yield _Selector(holder, path, labels)


_NO_REPLICAS = gettext_noop(
    "A %(kind)s has no number of replicas; make it a Deployment or a StatefulSet first."
)
_NO_SELECTOR = gettext_noop(
    "A %(kind)s does not select its pods by labels that you choose; leave it as it is."
)
_UNFOUND = gettext_noop("With these labels the pod is no longer found by: %(selectors)s; change them along.")
_NOTHING_LEFT = gettext_noop(
    "Without these labels the selector of %(kind)s/%(name)s would be empty; keep one that it asks for."
)
