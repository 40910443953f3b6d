"""Which patterns suit a container: what it runs, the variables it reads, the directories it writes to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from patterns.catalogue.model import Kind, Pattern, Source
from pods.domain.composing import asking
from pods.domain.edits.records import records
from pods.domain.images import repository
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Container, Pod
from pods.domain.messages import Message, gettext_noop, say
from pods.domain.names import shown

# Examples are made of these where any program would do.
_ANY = frozenset(("busybox", "alpine", "debian", "ubuntu", "python", "node", "curl", "bash"))

# An ambassador's example is a client of what it leads to, such as redis-cli: it says nothing of the program.
_AT_THE_PROGRAM = (Kind.SIDECAR, Kind.ADAPTER)


@dataclass(frozen=True, slots=True)
class Fitting:
    """A pattern that suits a container, and why."""

    pattern: Pattern
    because: Message


def fitting(manifest: Manifest, pod: Pod, main: Container, patterns: Iterable[Pattern]) -> list[Fitting]:
    """The patterns that suit a container and were not added to it yet; those made for its program first."""
    there = {record.id for record in records(pod) if record.main in ("", main.name)}
    found = []
    for pattern in patterns:
        reasons = () if pattern.id in there else tuple(_reasons(manifest, pod, main, pattern))
        found += [(reasons[0][0], Fitting(pattern, reasons[0][1]))] if reasons else []
    return [each for _, each in sorted(found, key=lambda ranked: ranked[0])]


def _reasons(
    manifest: Manifest, pod: Pod, main: Container, pattern: Pattern
) -> Iterator[tuple[int, Message]]:
    """Reasons with their rank, the strongest first."""
    program = _program(main.image) if pattern.kind in _AT_THE_PROGRAM else ""
    if program and program == _program(_example_image(pattern)):
        yield 0, say(_RUNS, name=shown(main.name), program=shown(program))
    read = {variable.name for variable in main.env}
    for name in _pointed(pattern.fragment):
        if name in read:
            yield 1, say(_READS, name=shown(main.name), variable=shown(name))
    for parameter in pattern.parameters:
        if parameter.suggested is Source.MOUNTS:
            offers = asking.suggestions(manifest, pod, main, parameter)
            best = asking.best(parameter, offers)
            if best in offers and not parameter.optional:
                yield 2, say(_WRITES, name=shown(main.name), path=shown(str(best)))


def _program(image: str | None) -> str:
    """The last part of an image's repository; "" where it says nothing of the program."""
    name = repository(image).rpartition("/")[2] if image else ""
    return "" if name in _ANY else name


def _example_image(pattern: Pattern) -> str:
    container = (pattern.example or {}).get("container")
    image = container.get("image") if isinstance(container, Mapping) else None
    return image if isinstance(image, str) and "@{" not in image else ""


def _pointed(fragment: Mapping[str, Any]) -> Iterator[str]:
    """The variables of main that a fragment points at its helper."""
    main = fragment.get("main")
    env = main.get("env") if isinstance(main, Mapping) else None
    for entry in env if isinstance(env, list | tuple) else ():
        name = entry.get("name") if isinstance(entry, Mapping) else None
        if isinstance(name, str) and "@{" not in name:
            yield name


_RUNS = gettext_noop("%(name)s runs %(program)s, which this is made for.")
_READS = gettext_noop("%(name)s reads %(variable)s, which this points at its helper.")
_WRITES = gettext_noop("%(name)s writes to %(path)s, which this takes up.")
