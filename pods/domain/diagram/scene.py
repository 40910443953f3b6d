"""What stands where in a picture: places, ready to be drawn, and the things of the pod they stand for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pods.domain.diagram.geometry import Box, Line, Point
from pods.domain.manifest.views import Container
from pods.domain.roles import Assignment
from pods.domain.volumes import Use, VolumeUse


class Region(StrEnum):
    """What a frame stands for."""

    NODE = "node"
    POD = "pod"
    PROCESSES = "pid"
    RING = "ring"
    INIT = "init"


@dataclass(frozen=True, slots=True)
class Frame:
    """A region: what is inside shares what the title says."""

    region: Region
    box: Box
    title: str
    note: str
    tip: str
    members: tuple[Container, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """A container. `step` is its place among the init steps, from 1."""

    box: Box
    container: Container
    assignment: Assignment
    step: int | None
    compact: bool


@dataclass(frozen=True, slots=True)
class More:
    """A place that stands for things left out of the picture."""

    box: Box
    text: str
    tip: str
    kind: str


@dataclass(frozen=True, slots=True)
class Socket:
    """A port on the border of the network. `state` is declared, known, clash, missing or more."""

    box: Box
    text: str
    tip: str
    state: str
    path: str
    role: str


@dataclass(frozen=True, slots=True)
class Drum:
    """A volume. `shared` is true where several containers mount it."""

    box: Box
    use: VolumeUse
    shared: bool


@dataclass(frozen=True, slots=True)
class Tag:
    """A mount: the line from the volume to the container, and the path written on it."""

    line: Line
    lead: Line  # from the line to what is written beside it
    pill: Point
    label: Box
    text: str
    sub: str | None
    tip: str
    read_only: bool
    use: Use
    volume: str  # path of the volume


@dataclass(frozen=True, slots=True)
class Link:
    """Traffic. `kind` is call, upstream, service or reader; the arrow is at the end of the line."""

    kind: str
    line: Line
    text: str
    label: Box | None
    tip: str
    start: str  # what it runs from and to: paths, or names of things outside
    end: str


@dataclass(frozen=True, slots=True)
class Outside:
    """Something outside the pod. `kind` is service, upstream or reader."""

    box: Box
    kind: str
    title: str
    detail: str
    tip: str
    key: str
    document: int | None = None


@dataclass(frozen=True, slots=True)
class Sign:
    """An entry of the legend: which sign, its upper left corner, and what it means."""

    name: str
    at: Point
    text: str


@dataclass(frozen=True, slots=True)
class Caption:
    """The line above the picture. `totals` ends at x = `right`; it is "" where there is no room for it."""

    name: str
    kind: str
    totals: str
    right: float


@dataclass(frozen=True, slots=True)
class Scene:
    """A whole picture. Things later in the picture are drawn over earlier ones, frames first."""

    width: float
    height: float
    caption: Caption
    frames: tuple[Frame, ...] = ()
    cards: tuple[Card, ...] = ()
    sockets: tuple[Socket, ...] = ()
    drums: tuple[Drum, ...] = ()
    tags: tuple[Tag, ...] = ()
    wires: tuple[Line, ...] = ()  # what is drawn of the tags' lines
    links: tuple[Link, ...] = ()
    outside: tuple[Outside, ...] = ()
    more: tuple[More, ...] = ()
    pause: Box | None = None
    legend: tuple[Sign, ...] = ()
