"""Where the metadata of the pod and of the object that holds it stand, and what they say."""

from __future__ import annotations

from typing import Any

from pods.domain.manifest import paths
from pods.forms.editing import Subject


def path(subject: Subject, field: str, *, of_workload: bool) -> str:
    """The path of a field of the pod's metadata, or with `of_workload` of that of the object that makes it."""
    pod = subject.pod
    depth = len(paths.steps(pod.template)) if of_workload and pod.template else 0
    holder = paths.parent(pod.path)
    for _ in range(depth):
        holder = paths.parent(holder)
    return paths.join(paths.join(holder, "metadata"), field)


def said(subject: Subject, field: str, *, of_workload: bool) -> Any:
    """What the text says there."""
    return subject.manifest.value(subject.pod.document, path(subject, field, of_workload=of_workload))
