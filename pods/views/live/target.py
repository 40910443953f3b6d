"""Which connection, namespace and object of a design a live page is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import Http404

from pods.cluster.live.diagnosis import Spot
from pods.cluster.live.subject import KINDS, Subject
from pods.domain.analysis import Analysis
from pods.domain.facts import PodFacts
from pods.models import Connection
from pods.views.access import Request, get_connection_or_404
from pods.views.place import Place


@dataclass(frozen=True)
class Target:
    """The connection, and the namespace for objects that name none. `pods` are those of the design."""

    connection: Connection | None
    namespace: str
    pods: Sequence[PodFacts] = ()
    number: int = 0  # which of the pods

    @classmethod
    def of(cls, request: Request, analysis: Analysis | None, last: Mapping[str, Any]) -> Target:
        """What the address says; the `last` place where it says nothing."""
        said = request.GET.get("connection", "")
        wanted = said or str(last.get("connection", ""))
        connection = get_connection_or_404(request, _number(wanted)) if wanted else None
        usual = connection.namespace if connection else "default"
        default = usual if said else last.get("namespace", usual)
        pods = analysis.pods if analysis else ()
        place = Place.of(request.GET)
        namespace = request.GET.get("namespace", "").strip()[:63] or default
        return cls(connection, namespace, pods, place.pod if place.pod < len(pods) else 0)

    @property
    def facts(self) -> PodFacts | None:
        """The pod of the design that is looked at."""
        return self.pods[self.number] if self.pods else None

    @cached_property
    def subject(self) -> Subject | None:
        """What to watch; None where the design's object has no name or is of a kind that cannot be watched."""
        if self.facts is None:
            return None
        pod = self.facts.pod
        subject = Subject(pod.namespace or self.namespace, pod.kind, pod.name)
        return subject if subject.sound else None

    @property
    def watchable(self) -> Sequence[str]:
        """The kinds that can be watched."""
        return tuple(KINDS)


@dataclass(frozen=True, slots=True)
class Lines:
    """Where in a design's text something of its pod stands."""

    analysis: Analysis
    facts: PodFacts

    def line(self, spot: Spot) -> int | None:
        """The line, or that of the nearest thing around it; None where only the live pod has it."""
        pod = self.facts.pod
        if spot.container:
            container = next((each for each in pod.containers if each.name == spot.container), None)
            path = container.path if container else None
        elif spot.volume:
            volume = pod.volume(spot.volume)
            path = volume.path if volume else None
        else:
            path = pod.path
        if path is None:
            return None
        wanted = f"{path}.{spot.field}" if spot.field else path
        return self.analysis.manifest.locate(pod.document, wanted).line


def subject_or_404(namespace: str, kind: str, name: str) -> Subject:
    """The subject of an address; one that cannot be does not exist."""
    subject = Subject(namespace, kind, name)
    if not subject.sound:
        raise Http404
    return subject


def _number(said: str) -> int:
    if not (said.isascii() and said.isdigit() and len(said) < 10):
        raise Http404
    return int(said)
