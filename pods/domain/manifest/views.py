"""Typed views of what a manifest says: pods, containers, ports, mounts, volumes.

A view is tolerant: a field of a wrong type reads as absent (the rule `schema` reports it), so every other
question about the pod can still be answered. `raw` and `spec` hold the plain values as Kubernetes reads them
(JSON types only, unknown fields included). `path` leads from the document's root, as in
`spec.template.spec.containers[1].ports[0]`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class ContainerKind(StrEnum):
    """How a container is built into its pod (FACTS I.2, the structural axis)."""

    CONTAINER = "container"
    INIT = "init"  # runs to completion before the containers start
    SIDECAR = "sidecar"  # an init container with restartPolicy: Always
    EPHEMERAL = "ephemeral"


@dataclass(frozen=True, slots=True)
class Port:
    """An entry of `ports`. `number` is the containerPort; it informs, it opens nothing (FACTS E.1)."""

    name: str | None
    number: int
    protocol: str  # TCP, UDP or SCTP, TCP when not said
    host_port: int | None
    path: str


@dataclass(frozen=True, slots=True)
class Mount:
    """An entry of `volumeMounts` (or `volumeDevices`, then `device` is true)."""

    volume: str
    mount_path: str
    sub_path: str | None  # subPath, or subPathExpr as written
    read_only: bool  # as written on the mount; a volume may force it, see `volumes`
    device: bool
    path: str


@dataclass(frozen=True, slots=True)
class EnvVar:
    """An entry of `env`: a literal value, or where it is taken from."""

    name: str
    value: str | None
    value_from: Mapping[str, Any] | None
    path: str


@dataclass(frozen=True, slots=True)
class Container:
    """A container of any kind. `index` counts within its own list (`initContainers`, `containers`, …)."""

    name: str  # "" when the manifest gives none
    kind: ContainerKind
    index: int
    image: str  # "" when the manifest gives none
    command: tuple[str, ...]
    args: tuple[str, ...]
    env: tuple[EnvVar, ...]
    ports: tuple[Port, ...]
    mounts: tuple[Mount, ...]
    raw: Mapping[str, Any]
    path: str
    line: int  # 1-based, where the container's entry starts

    @property
    def runs_with_the_pod(self) -> bool:
        """True for containers that run side by side; false for init steps, which are gone by then."""
        return self.kind is not ContainerKind.INIT


@dataclass(frozen=True, slots=True)
class Volume:
    """A volume of the pod, or a claim template of its StatefulSet (FACTS H), which counts as one."""

    name: str
    source: str  # the API's word: emptyDir, configMap, …; emptyDir when none is given (FACTS B.1)
    spec: Mapping[str, Any]  # the content of that source
    path: str
    line: int
    claim_template: bool = False


@dataclass(frozen=True, slots=True)
class Object:
    """A Kubernetes object of the stream, of whatever kind; items of a List are objects of their own."""

    document: int
    item: int | None
    api_version: str
    kind: str
    name: str  # "" when it has none
    namespace: str | None
    raw: Mapping[str, Any]
    path: str  # "" for a whole document, "items[2]" for an item
    line: int


@dataclass(frozen=True, slots=True)
class Pod:
    """One pod template: a Pod itself, or the template inside a workload or an unknown kind."""

    document: int  # index in the stream, empty documents counted
    item: int | None  # index in the List that holds it, if any
    kind: str  # of the object that holds it: Pod, Deployment, …
    name: str  # of that object; "" when it has none
    namespace: str | None
    template: str  # path, within that object, of what holds the pod spec; "" for a Pod
    path: str  # path of the pod spec from the document's root: "spec.template.spec", "items[0].spec"
    line: int
    spec: Mapping[str, Any]
    labels: Mapping[str, str]  # of the pod, that is of the template
    annotations: Mapping[str, str]
    owner: Mapping[str, Any]  # the whole object that holds it, plain
    containers: tuple[Container, ...]  # every kind: init and native sidecars in order, containers, ephemeral
    volumes: tuple[Volume, ...]

    def of_kind(self, *kinds: ContainerKind) -> tuple[Container, ...]:
        """The containers of these kinds, in the order of the text."""
        return tuple(c for c in self.containers if c.kind in kinds)

    def container(self, name: str) -> Container | None:
        """The container of that name; of several, the first."""
        return next((c for c in self.containers if c.name == name), None)

    def volume(self, name: str) -> Volume | None:
        """The volume of that name; of several, the last, as the API server would register it."""
        return next((v for v in reversed(self.volumes) if v.name == name), None)
