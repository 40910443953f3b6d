"""An edit with its arguments, and ways to say for many edits at once what arguments they get."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pods.domain import edits
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Container, Pod


@dataclass(frozen=True, slots=True)
class Subject:
    """A pod of a manifest, and one of its containers."""

    manifest: Manifest
    pod: Pod
    container: Container

    @property
    def owner(self) -> str:
        """The path of the object that holds the pod."""
        return "" if self.pod.item is None else f"items[{self.pod.item}]"

    @property
    def alone(self) -> bool:
        """No other container of the pod has its name."""
        return [each.name for each in self.pod.containers].count(self.container.name) == 1

    def of_owner(self, path: str) -> str:
        """A path of that object."""
        return f"{self.owner}.{path}".lstrip(".")

    @property
    def template(self) -> str:
        """The path of what holds the pod's labels."""
        return self.of_owner(self.pod.template) if self.pod.template else self.owner


@dataclass(frozen=True, slots=True)
class Call:
    """An edit with its arguments, and the paths in the pod's document at which it may change something."""

    name: str
    subject: Subject
    within: tuple[str, ...]  # of "" the whole stream
    arguments: tuple[Any, ...]
    named: Mapping[str, Any] = field(default_factory=dict)

    def on(self, manifest: Manifest) -> Manifest:
        """The edit made; raises EditRefused."""
        made: Manifest = getattr(edits, self.name)(manifest, *self.arguments, **self.named)
        return made


Given = Callable[[Subject], Iterator[Call]]
EDITS: dict[str, Given] = {}


def of_container(name: str, where: str, /, *values: Any, **named: Any) -> None:
    """An edit of a container: `where` is the field it concerns."""

    def given(subject: Subject) -> Iterator[Call]:
        arguments = (subject.pod, subject.container, *values)
        yield Call(name, subject, (f"{subject.container.path}.{where}",), arguments, named)

    EDITS[name] = given


def of_pod(name: str, where: str | tuple[str, ...], /, *values: Any, **named: Any) -> None:
    """An edit of the pod spec."""
    fields = (where,) if isinstance(where, str) else where

    def given(subject: Subject) -> Iterator[Call]:
        within = tuple(f"{subject.pod.path}.{each}" for each in fields)
        yield Call(name, subject, within, (subject.pod, *values), named)

    EDITS[name] = given


def of_stream(name: str, *values: Any, **named: Any) -> None:
    """An edit that may reach every object of the stream: what refers to each other changes together."""
    EDITS[name] = lambda subject: iter([Call(name, subject, ("",), (subject.pod, *values), named)])


def of_owner(name: str, where: tuple[str, ...], *values: Any, **named: Any) -> None:
    """An edit of the object around the pod."""

    def given(subject: Subject) -> Iterator[Call]:
        within = tuple(subject.of_owner(each) for each in where)
        yield Call(name, subject, within, (subject.pod, *values), named)

    EDITS[name] = given


def given(name: str) -> Callable[[Given], Given]:
    def known(given: Given) -> Given:
        EDITS[name] = given
        return given

    return known


def of_items(
    name: str, where: str | None, items: Callable[[Subject], Any], *values: Any, by: str = ""
) -> None:
    """An edit of an item of a container, first and last: the item itself, its name (`by`) or its index."""

    def given(subject: Subject) -> Iterator[Call]:
        found = list(items(subject))
        for index in sorted({0, len(found) - 1}) if found else ():
            key = index if by == "index" else getattr(found[index], by) if by else found[index]
            within = "" if where is None else f"{subject.container.path}.{where}".rstrip(".")
            yield Call(name, subject, (within,), (subject.pod, subject.container, key, *values))

    EDITS[name] = given
