"""The manifest itself: its text, its documents and objects, the pods in them, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pods.domain.manifest.views import Object, Pod
from pods.domain.messages import Message
from pods.domain.severity import Severity


@dataclass(frozen=True, slots=True)
class Position:
    """A place in the text: 1-based line and column (in characters), and offsets of its start and end."""

    line: int
    column: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about the text itself that stops or distorts its reading, and how to mend it."""

    rule: str  # id: syntax, size-limit, duplicate-key, …
    message: Message
    help: Message
    position: Position
    severity: Severity = Severity.ERROR
    document: int = 0
    rejected_by_api: bool = False


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


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a text says. With `error` set the text is unusable and the other parts are empty."""

    text: str
    error: Problem | None
    problems: tuple[Problem, ...]
    documents: tuple[Document, ...]
    objects: tuple[Object, ...]
    pods: tuple[Pod, ...]

    def locate(self, document: int, path: str) -> Position:
        """Where a path of a document stands; the nearest existing parent when it does not exist."""
        raise NotImplementedError
