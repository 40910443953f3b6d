"""Which port of a Service a form is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pods.domain.manifest import paths
from pods.forms.editing import Gone, Subject
from pods.forms.objects import is_a, said_by, within


def places(subject: Subject) -> Sequence[str]:
    """The places of the ports of the Service that is looked at."""
    if not is_a(subject, "Service"):
        return []
    of = subject.object
    at = paths.join(paths.join(of.path, "spec"), "ports")
    return [within(of, paths.join(at, index)) for index in range(len(_entries(subject)))]


def index_of(subject: Subject) -> int:
    """Which port is meant. Raises Gone."""
    if subject.at not in places(subject):
        raise Gone
    return places(subject).index(subject.at)


def entry_at(subject: Subject) -> Mapping[str, Any]:
    """What the text says of the port. Raises Gone."""
    return said_by(_entries(subject)[index_of(subject)])


def _entries(subject: Subject) -> list[Any]:
    found = paths.value_at(subject.object.raw, "spec.ports")
    return found if isinstance(found, list) else []
