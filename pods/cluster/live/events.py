"""The events about some objects, each said once, with how often it was."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

Object = Mapping[str, Any]
MOST = 200  # events shown; the newest


@dataclass(frozen=True, slots=True)
class Event:
    """What somebody in the cluster noted. Times are RFC 3339; `container` is empty where it concerns the whole."""

    warning: bool
    reason: str
    message: str
    kind: str  # of the object it is about
    name: str
    container: str
    count: int
    first: str
    last: str


def events_about(objects: Iterable[Object], uids: Collection[str]) -> tuple[Event, ...]:
    """Those about the objects with these uids, the newest last. Equal ones are one, counted together."""
    found: dict[tuple[str, ...], Event] = {}
    for said in objects:
        about = said.get("involvedObject")
        if isinstance(about, Mapping) and about.get("uid") in uids:
            event = _event(said, about)
            key = (event.kind, event.name, event.container, event.reason, event.message)
            found[key] = _both(found[key], event) if key in found else event
    return tuple(sorted(found.values(), key=lambda event: (event.last, event.first)))[-MOST:]


def _both(one: Event, other: Event) -> Event:
    first, last = min(one.first, other.first), max(one.last, other.last)
    return replace(one, count=one.count + other.count, first=first, last=last)


def _event(said: Object, about: Object) -> Event:
    """Both of the API's ways to say when and how often: the old fields, and `eventTime` with a series."""
    series = said.get("series")
    series = series if isinstance(series, Mapping) else {}
    metadata = said.get("metadata")
    created = _text(metadata.get("creationTimestamp")) if isinstance(metadata, Mapping) else ""
    first = _text(said.get("firstTimestamp")) or _text(said.get("eventTime")) or created
    last = _text(series.get("lastObservedTime")) or _text(said.get("lastTimestamp")) or first
    count = series.get("count") or said.get("count")
    return Event(
        warning=said.get("type") == "Warning",
        reason=_text(said.get("reason")),
        message=_text(said.get("message")),
        kind=_text(about.get("kind")),
        name=_text(about.get("name")),
        container=_container(_text(about.get("fieldPath"))),
        count=count if isinstance(count, int) and count > 0 else 1,
        first=_seconds(first),
        last=_seconds(last),
    )


def _seconds(time: str) -> str:
    """A time without fractions, so that times of both ways compare."""
    return f"{time[:19]}Z" if len(time) > 20 and time[19] == "." else time


def _container(path: str) -> str:
    """`spec.containers{app}` names the container app."""
    _, _, rest = path.partition("{")
    return rest.removesuffix("}")


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
