"""The words for what a container is there for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pods.domain.manifest.views import Container
from pods.domain.messages import Message


class Role(StrEnum):
    """The part a container plays in its pod, whichever kind it is built as."""

    MAIN = "main"
    SIDECAR = "sidecar"
    AMBASSADOR = "ambassador"
    ADAPTER = "adapter"
    CO_LOCATED = "co-located"
    INIT = "init"


@dataclass(frozen=True, slots=True)
class Assignment:
    """A container's role with the reason in one sentence; `certain` is false where it is a guess."""

    container: Container
    role: Role
    because: Message
    certain: bool


@dataclass(frozen=True, slots=True)
class Vote:
    """One piece of evidence: the role it speaks for, how loudly, and the sentence that says why."""

    role: Role
    weight: float
    because: Message
