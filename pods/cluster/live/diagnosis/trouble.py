"""One thing that is wrong, and the place in the pod's manifest that it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pods.cluster.live.events import Event
from pods.domain.messages import Message
from pods.domain.severity import Severity

Object = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a pod's manifest by names, since webhooks may have added containers and volumes to the live pod.

    `field` is within the container or the volume where one is named, else within the pod's spec.
    """

    field: str = ""
    container: str = ""
    volume: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Trouble:
    """What is wrong. `words` are the cluster's own."""

    id: str
    title: Message
    advice: Message
    spot: Spot = Spot()
    words: str = ""
    severity: Severity = Severity.ERROR

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Trouble) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    @property
    def _key(self) -> tuple[str, str, Spot]:
        return self.id, str(self.title), self.spot


def newest(events: Iterable[Event], reason: str, container: str = "", says: str = "") -> Event | None:
    """The newest event of a reason, of a container where one is named, whose message begins as said."""
    fitting = (
        event
        for event in events
        if event.reason == reason
        and (not container or event.container == container)
        and event.message.startswith(says)
    )
    return max(fitting, key=lambda event: event.last, default=None)


def seconds_since(time: str, now: datetime) -> float:
    """How long ago a time of the API (RFC 3339) was; 0 for none, or one that is none."""
    try:
        return (now - datetime.fromisoformat(time).astimezone(UTC)).total_seconds()
    except ValueError:
        return 0.0


def mapping(value: Any) -> Object:
    """The mapping, or an empty one."""
    return value if isinstance(value, Mapping) else {}


def items(value: Any) -> tuple[Object, ...]:
    """The mappings of a list; none where it is none."""
    return tuple(each for each in value if isinstance(each, Mapping)) if isinstance(value, list) else ()
