"""What can be known of a pod's ports and calls."""

from __future__ import annotations

from dataclasses import dataclass

from pods.domain.manifest.views import Container


@dataclass(frozen=True, slots=True)
class Listener:
    """A container that listens on a port: declared in `ports`, or known from its arguments or its image."""

    container: Container
    port: int
    protocol: str
    name: str | None
    declared: bool
    address: str | None = None  # what it binds to when the text says so, "127.0.0.1"; None: all, or not known
    likely: bool = False  # said nowhere: the product's usual port, or the only container that can be meant


@dataclass(frozen=True, slots=True)
class Clash:
    """One port that several containers running at the same time claim in one network namespace."""

    port: int
    protocol: str
    containers: tuple[Container, ...]


@dataclass(frozen=True, slots=True)
class LocalCall:
    """A container that reaches another one of its pod on localhost, and the words that say so."""

    caller: Container
    callee: Container
    port: int
    protocol: str
    said: str  # the piece of the manifest, e.g. "DB_HOST=127.0.0.1:5432"


@dataclass(frozen=True, slots=True)
class Upstream:
    """An address outside the pod that a helper carries traffic to."""

    container: Container
    address: str


@dataclass(frozen=True, slots=True)
class ServiceHit:
    """A port of a Service that selects the pod, and the containers its traffic ends at (FACTS E.2)."""

    service: str
    document: int
    port: int
    target: str  # target port as written, number or name
    protocol: str
    containers: tuple[Container, ...]  # empty when no container has that port


@dataclass(frozen=True, slots=True)
class Network:
    """Everything known about a pod's ports and calls."""

    listeners: tuple[Listener, ...]
    clashes: tuple[Clash, ...]
    calls: tuple[LocalCall, ...]
    upstreams: tuple[Upstream, ...]
    services: tuple[ServiceHit, ...]
