"""Requests and limits of a container, and of the pod as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pods.domain.edits import amounts
from pods.domain.edits.fields import remove_field
from pods.domain.edits.optional import merged, put_optional
from pods.domain.edits.refusal import EditRefused
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Container, ContainerKind, Pod
from pods.domain.messages import gettext_noop, say

__all__ = ["set_pod_resources", "set_resources"]


def set_resources(
    manifest: Manifest,
    pod: Pod,
    container: Container,
    *,
    requests: Mapping[str, str],
    limits: Mapping[str, str],
) -> Manifest:
    """What a container asks for and may use at most, all of it; nothing at all takes the field out.

    Raises EditRefused for what the API server would refuse (FACTS D.5).
    """
    if container.kind is ContainerKind.EPHEMERAL and (requests or limits):
        raise EditRefused(say(_EPHEMERAL))
    amounts.check(requests, limits)
    path = paths.join(container.path, "resources")
    fields = _fields(manifest.value(pod.document, path), requests, limits)
    return _fitting(pod, put_optional(manifest, pod.document, path, fields))


def set_pod_resources(
    manifest: Manifest, pod: Pod, *, requests: Mapping[str, str], limits: Mapping[str, str]
) -> Manifest:
    """What the pod as a whole asks for and may use; nothing at all takes the field out, an empty one too.

    An empty `resources` would make the pod BestEffort, whatever its containers say (FACTS D.3). Raises EditRefused.
    """
    amounts.check_of_pod(requests, limits)
    path = paths.join(pod.path, "resources")
    fields = _fields(manifest.value(pod.document, path), requests, limits)
    if any(fields.values()):
        return _fitting(pod, put_optional(manifest, pod.document, path, fields))
    return remove_field(manifest, pod.document, path)


def _fields(old: Any, requests: Mapping[str, str], limits: Mapping[str, str]) -> dict[str, Any]:
    """The field with these amounts; `claims` stay."""
    wanted = {"requests": requests, "limits": limits}
    fields = {name: amounts.as_written(paths.value_at(old, name), listed) for name, listed in wanted.items()}
    return merged(old, fields)


def _fitting(before: Pod, edited: Manifest) -> Manifest:
    """Refuse what no longer fits together, unless it did not before."""
    after = next(p for p in edited.pods if (p.document, p.path) == (before.document, before.path))
    fault = amounts.misfit(after)
    if fault is not None and amounts.misfit(before) is None:
        raise EditRefused(fault)
    return edited


_EPHEMERAL = gettext_noop("An ephemeral container cannot ask for resources; leave them empty.")
