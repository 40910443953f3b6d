"""The manifest itself: its text, its documents and objects, the pods in them, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pods.domain.manifest import paths
from pods.domain.manifest.nodes import Content, Mapping, Node, Sequence, content, lookup
from pods.domain.manifest.problems import Lines, Position, Problem
from pods.domain.manifest.views import Object, Pod

__all__ = ["Document", "Manifest", "Position", "Problem"]


@dataclass(frozen=True, slots=True)
class Document:
    """One document of the stream, empty ones counted. `value` is its content as Kubernetes reads it."""

    index: int
    line: int
    api_version: str | None
    kind: str | None
    name: str | None
    namespace: str | None
    value: Any
    root: Content | None  # the tree of its text; None when it is empty


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a text says. With `error` set the text is unusable and the other parts are empty.

    With `shared` an edit of it may change what others repeat through an anchor (`edits.sharing`).
    """

    text: str
    error: Problem | None
    problems: tuple[Problem, ...]
    documents: tuple[Document, ...]
    objects: tuple[Object, ...]
    pods: tuple[Pod, ...]
    lines: Lines
    shared: bool = False

    def value(self, document: int, path: str) -> Any:
        """What Kubernetes reads at a path of a document; None where it leads nowhere."""
        return paths.value_at(self.documents[document].value, path)

    def holder(self, pod: Pod) -> Object:
        """The object that holds one of its pods: a Pod itself, a Deployment, …"""
        return next(o for o in self.objects if o.raw is pod.owner and o.document == pod.document)

    def locate(self, document: int, path: str) -> Position:
        """Where a path of a document stands: a field from its key to the end of its value, an item as it is.

        A path that does not exist gives its nearest existing parent.
        """
        root = self.documents[document].root
        if root is None:
            return self.lines.position(self.lines.start(self.documents[document].line))
        start, node = trace(root, path)
        return self.lines.position(start, max(start, node.end))


def trace(root: Content, path: str) -> tuple[int, Node]:
    """The offset at which the thing at a path starts (its key, if it has one) and its node, or its nearest parent's."""
    start: int = root.start
    node: Node = root
    for step in paths.steps(path):
        here = content(node)
        if isinstance(here, Mapping) and isinstance(step, str):
            pair = lookup(here, step)
            if pair is None:
                break
            start, node = pair[0].start, pair[1]
        elif isinstance(here, Sequence) and isinstance(step, int) and step < len(here.items):
            node = here.items[step]
            start = node.start
        else:
            break
    return start, node
