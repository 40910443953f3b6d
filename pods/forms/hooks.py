"""The two hooks of a container, and what may stand in their place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pods.domain.manifest import paths
from pods.domain.manifest.views import Container, ContainerKind
from pods.forms.editing import Subject

NAMES = ("postStart", "preStop")


def lifecycle(container: Container) -> Mapping[str, Any]:
    """What the text says of a container's start and stop."""
    found = container.raw.get("lifecycle")
    return found if isinstance(found, Mapping) else {}


def places(subject: Subject, *names: str) -> list[str]:
    """Where these fields of a container's lifecycle stand, or could."""
    container = subject.container
    takes = container.kind in (ContainerKind.CONTAINER, ContainerKind.SIDECAR)
    there = [name for name in names if takes or lifecycle(container).get(name) is not None]
    return [paths.join(paths.join(container.path, "lifecycle"), name) for name in there]
