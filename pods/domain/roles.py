"""What each container is there for: main, sidecar, ambassador, adapter, co-located or init (FACTS I)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pods.domain.manifest.views import Container, Pod
from pods.domain.messages import Message
from pods.domain.network import Network


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


def assign(pod: Pod, net: Network) -> tuple[Assignment, ...]:
    """The role of every container of the pod, in the order of `pod.containers`."""
    raise NotImplementedError
