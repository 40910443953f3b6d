"""Everything that refers to a container: what a rename updates and a removal would leave behind."""

from __future__ import annotations

from pods.domain.edits.bonds import Bond, Reference
from pods.domain.edits.leftovers import leftovers
from pods.domain.edits.mentions import mentions
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Container, Pod

__all__ = ["Bond", "Reference", "references"]


def references(manifest: Manifest, pod: Pod, container: Container) -> tuple[Reference, ...]:
    """Places that name the container, then what only it uses; `renamed` and `dangles` tell what each is for."""
    return (*mentions(manifest, pod, container), *leftovers(manifest, pod, container))
