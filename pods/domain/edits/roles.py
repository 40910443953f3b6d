"""Overriding the role of a container: kept in an annotation of the pod template, so that it travels with the text."""

from __future__ import annotations

from pods.domain.edits.fields import remove_field, set_field
from pods.domain.edits.refusal import EditRefused
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Container, Pod
from pods.domain.messages import gettext_noop, say
from pods.domain.roles import ANNOTATION, Role


def override_role(manifest: Manifest, pod: Pod, container: Container, role: Role | None) -> Manifest:
    """Say which role a container has; None takes the word back, and the role is worked out again.

    Entries of the annotation for other containers stay as they are, those with mistakes too. Raises EditRefused.
    """
    if not container.name:
        raise EditRefused(say(_NO_NAME))
    kept = [entry for entry in _entries(pod) if entry.partition("=")[0].strip() != container.name]
    metadata = paths.join(paths.parent(pod.path), "metadata")
    annotations = paths.join(metadata, "annotations")
    path = paths.join(annotations, ANNOTATION)
    if role is not None:
        return set_field(manifest, pod.document, path, ",".join([*kept, f"{container.name}={role.value}"]))
    if kept:
        return set_field(manifest, pod.document, path, ",".join(kept))
    return _without(manifest, pod, (metadata, annotations, path))


def _entries(pod: Pod) -> list[str]:
    return [entry for entry in pod.annotations.get(ANNOTATION, "").split(",") if entry.strip()]


def _without(manifest: Manifest, pod: Pod, ways: tuple[str, str, str]) -> Manifest:
    """Take the annotation out, and along with it the mappings that would stay behind empty."""
    metadata, annotations, path = ways
    if ANNOTATION not in pod.annotations:
        return manifest
    if len(pod.annotations) > 1:
        return remove_field(manifest, pod.document, path)
    holder = manifest.value(pod.document, metadata)
    alone = isinstance(holder, dict) and len(holder) == 1
    return remove_field(manifest, pod.document, metadata if alone else annotations)


_NO_NAME = gettext_noop("A container without a name cannot be given a role; name it first.")
