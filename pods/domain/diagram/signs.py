"""Which probes and hooks a container has."""

from __future__ import annotations

from collections.abc import Mapping

from pods.domain.diagram import words as w
from pods.domain.manifest.views import Container
from pods.domain.messages import Message


def signs(container: Container) -> list[tuple[str, Message]]:
    """The names of its probes and hooks, with their words, probes first."""
    hooks = container.raw.get("lifecycle")
    found = [(name, said) for name, said in w.PROBES.items() if isinstance(container.raw.get(name), Mapping)]
    if isinstance(hooks, Mapping):
        found += [(name, said) for name, said in w.HOOKS.items() if isinstance(hooks.get(name), Mapping)]
    return found
