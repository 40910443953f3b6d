"""The outline of a pod: everything in it by name, with the lines where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from pods.domain.analysis import Analysis
from pods.domain.diagram.marks import Mark, marks
from pods.domain.facts import PodFacts
from pods.domain.manifest.views import ContainerKind, Object
from pods.domain.messages import Message, gettext_noop, say
from pods.domain.roles import Assignment
from pods.domain.volumes import VolumeUse
from pods.forms.editing import place_of

MOST = 200  # entries of one section; a list of a thousand volumes helps nobody


@dataclass(frozen=True, slots=True)
class Lines:
    """From which line to which something stands in the text, both 1-based."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A container or volume in the outline."""

    of: Assignment | VolumeUse | Object
    path: str
    name: str
    lines: Lines
    mark: Mark | None
    step: int | None = None  # of an init container

    @property
    def is_container(self) -> bool:
        """It is a container, not a volume."""
        return isinstance(self.of, Assignment)


@dataclass(frozen=True, slots=True)
class Section:
    """Entries of one sort, and how many more there are than can be listed."""

    title: Message
    entries: Sequence[Entry]
    more: int


@dataclass(frozen=True, slots=True)
class Switch:
    """A setting of the pod as a whole."""

    field: str
    label: Message
    value: str | bool
    usual: bool  # it is not written in the text, or says what would hold anyway


@dataclass(frozen=True)
class Outline:
    """What is listed beside the picture of one pod."""

    analysis: Analysis
    facts: PodFacts

    @cached_property
    def sections(self) -> Sequence[Section]:
        """Init steps, native sidecars, containers, ephemeral containers, volumes; empty ones are left out."""
        by_kind = [(title, self._containers(kind)) for kind, title in _TITLES.items()]
        found = [
            *by_kind,
            (_VOLUMES, [self._entry(use, use.volume.path, use.volume.name) for use in self.facts.volumes]),
        ]
        return [
            Section(title, entries[:MOST], max(0, len(entries) - MOST)) for title, entries in found if entries
        ]

    @property
    def entries(self) -> Iterator[Entry]:
        """All entries that are listed."""
        return (entry for section in self.sections for entry in section.entries)

    @property
    def switches(self) -> Iterable[Switch]:
        """What the pod as a whole is set to."""
        spec = self.facts.pod.spec
        for field, label in _SWITCHES.items():
            yield Switch(field, label, spec.get(field) is True, spec.get(field) is not True)
        grace = spec.get("terminationGracePeriodSeconds")
        seconds = 30 if grace is None else grace
        yield Switch("terminationGracePeriodSeconds", _GRACE, f"{seconds} s", grace in (None, 30))
        policy = spec.get("restartPolicy")
        yield Switch("restartPolicy", _RESTART, str(policy or "Always"), policy in (None, "Always"))

    def find(self, path: str) -> Assignment | VolumeUse | None:
        """The container or volume at a path, or around it."""
        things = [(a.container.path, a) for a in self.facts.roles] + [
            (u.volume.path, u) for u in self.facts.volumes
        ]
        return next(
            (thing for own, thing in things if path == own or path.startswith((f"{own}.", f"{own}["))), None
        )

    @cached_property
    def _marks(self) -> dict[str, Mark]:
        return marks(self.facts.pod, self.analysis.findings)

    def _containers(self, kind: ContainerKind) -> list[Entry]:
        found = [a for a in self.facts.roles if a.container.kind is kind]
        numbered = kind is ContainerKind.INIT
        return [
            self._entry(a, a.container.path, a.container.name, number if numbered else None)
            for number, a in enumerate(found, 1)
        ]

    def _entry(self, of: Assignment | VolumeUse, path: str, name: str, step: int | None = None) -> Entry:
        lines = lines_of(self.analysis, self.facts.pod.document, path)
        return Entry(of, path, name, lines, self._marks.get(path), step)


def lines_of(analysis: Analysis, document: int, path: str) -> Lines:
    """The lines on which the thing at a path stands."""
    manifest = analysis.manifest
    position = manifest.locate(document, path)
    return Lines(
        position.line, max(position.line, manifest.lines.line(max(position.start, position.end - 1)))
    )


def objects_beside(analysis: Analysis) -> Sequence[Object]:
    """The objects of the stream that hold no pod."""
    holders = {(pod.document, pod.item) for pod in analysis.manifest.pods}
    return [o for o in analysis.manifest.objects if (o.document, o.item) not in holders]


def other_objects(analysis: Analysis) -> Section:
    """Their entries in the outline."""
    others = objects_beside(analysis)
    entries = [_object(analysis, each) for each in others[:MOST]]
    return Section(_OBJECTS, entries, max(0, len(others) - MOST))


def _object(analysis: Analysis, of: Object) -> Entry:
    return Entry(of, place_of(of), of.name, lines_of(analysis, of.document, of.path), None)


_TITLES = {
    ContainerKind.INIT: say(gettext_noop("Init")),
    ContainerKind.SIDECAR: say(gettext_noop("Native sidecars")),
    ContainerKind.CONTAINER: say(gettext_noop("Containers")),
    ContainerKind.EPHEMERAL: say(gettext_noop("Ephemeral containers")),
}
_VOLUMES = say(gettext_noop("Volumes"))
_OBJECTS = say(gettext_noop("Other objects"))
_SWITCHES = {
    "shareProcessNamespace": say(gettext_noop("Shared processes")),
    "hostNetwork": say(gettext_noop("Node network")),
    "hostPID": say(gettext_noop("Node processes")),
    "hostIPC": say(gettext_noop("Node IPC")),
}
_GRACE = say(gettext_noop("Grace period"))
_RESTART = say(gettext_noop("Restart policy"))
