"""Many viewers of one thing, one watch: a topic is fed while somebody looks, and each viewer sees its newest state.

A viewer has no queue. It asks for a state newer than the one it has seen, so that a slow one misses what lies between
and costs nothing. What is made of a state for showing is made once for all who look.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Generic, Protocol, TypeVar, cast

from pods.cluster.live.bells import Bell, rung
from pods.cluster.live.watching import Back, Changed, Deleted, Listed, Lost, News

Object = Mapping[str, Any]
Made = TypeVar("Made")
LINGER = 5.0  # seconds a watch goes on after its last viewer, who may only have reloaded the page
MOST_TOPICS = 500
MOST_OBJECTS = 1000  # of one part of a topic; the newest are kept
_MOST_GONE = 20  # enough to say what became of what one looks at
_MOST_MADE = 64


@dataclass(frozen=True, slots=True)
class Part:
    """The objects of one kind, by uid, those that changed last at the end."""

    heard: bool = False  # there was an answer; without one nothing is known of it
    objects: Mapping[str, Object] = field(default_factory=dict)
    gone: Mapping[str, Object] = field(
        default_factory=dict
    )  # how those were last that were deleted meanwhile
    lost: Lost | None = None  # the cluster cannot be watched just now; the objects are as they were last


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What is known of a topic at one moment. `number` grows with each change; 0 is before anything was heard."""

    number: int = 0
    parts: Mapping[str, Part] = field(default_factory=dict)

    def part(self, name: str) -> Part:
        """One part, which may not have been heard of yet."""
        return self.parts.get(name, _NOTHING)


_NOTHING = Part()


class Topic(Bell):
    """One thing that is watched for everybody who looks at it."""

    def __init__(self) -> None:
        super().__init__()
        self._snapshot = Snapshot()
        self._made: dict[Hashable, Any] = {}

    @property
    def snapshot(self) -> Snapshot:
        """The newest state."""
        return self._snapshot

    @property
    def number(self) -> int:
        """That of the newest state."""
        return self._snapshot.number

    def tell(self, news: News, part: str) -> None:
        """Take in what was heard of a part, and wake everybody. Called by the threads of the watches."""
        with self.guard:
            now = self._snapshot
            parts = {**now.parts, part: _after(now.part(part), news)}
            self._snapshot = Snapshot(now.number + 1, parts)
            self._made.clear()
        self.ring()

    async def newer(self, number: int, within: float) -> Snapshot | None:
        """A state newer than `number`, as soon as there is one; None if there is none within so many seconds."""
        await rung([(self, number)], within)
        return self._snapshot if self._snapshot.number > number else None

    def once(self, snapshot: Snapshot, key: Hashable, make: Callable[[Snapshot], Made]) -> Made:
        """What `make` makes of a state: made by the first who asks, and handed to the others."""
        with self.guard:
            found = self._made.get((snapshot.number, key))
        if found is None:
            found = make(snapshot)
            with self.guard:
                if snapshot.number == self._snapshot.number:
                    self._made[snapshot.number, key] = found
                    self._made = dict(list(self._made.items())[-_MOST_MADE:])
        made: Made = found
        return made


def _after(part: Part, news: News) -> Part:
    if isinstance(news, Lost):
        return replace(part, lost=news)
    if isinstance(news, Back):
        return replace(part, lost=None)
    if isinstance(news, Listed):
        objects = {uid_of(thing): thing for thing in news.objects}
        missed = {uid: thing for uid, thing in part.objects.items() if uid not in objects}
        return Part(True, _last(objects, MOST_OBJECTS), _last({**part.gone, **missed}, _MOST_GONE))
    uid = uid_of(news.object)
    left = {known: thing for known, thing in part.objects.items() if known != uid}
    if isinstance(news, Deleted):
        return Part(True, left, _last({**part.gone, uid: news.object}, _MOST_GONE))
    assert isinstance(news, Changed)
    return Part(True, _last({**left, uid: news.object}, MOST_OBJECTS), part.gone)


def _last(objects: dict[str, Object], most: int) -> Mapping[str, Object]:
    return objects if len(objects) <= most else dict(list(objects.items())[-most:])


def uid_of(thing: Object) -> str:
    """What tells an object apart from one of the same name that was there before."""
    metadata = thing.get("metadata")
    return str(metadata.get("uid") or metadata.get("name")) if isinstance(metadata, Mapping) else ""


class Running(Protocol):
    """What feeds viewers: watches, or a log that is followed."""

    @property
    def over(self) -> bool:
        """Whether it has given up: whoever comes next needs a new one."""

    def start(self) -> None:
        """Begin; returns at once."""

    def stop(self) -> None:
        """End, and tell its viewers; returns at once."""


Feed = TypeVar("Feed", bound=Running)


class Full(Exception):
    """More is being watched than this server should watch at once."""


@dataclass(slots=True)
class _Watched:
    feed: Running
    viewers: int = 0
    timer: threading.Timer | None = None


class Hub:
    """What is watched in this process."""

    def __init__(self, linger: float = LINGER, most: int = MOST_TOPICS) -> None:
        self._linger = linger
        self._most = most
        self._guard = threading.Lock()
        self._watched: dict[Hashable, _Watched] = {}
        self._closed = False

    def join(self, key: Hashable, make: Callable[[], Feed]) -> Viewing[Feed]:
        """Look at something; the first who does makes its feed and starts it. Raises `Full`.

        A key stands for one kind of feed. Leave it by `Viewing.leave`.
        """
        with self._guard:
            watched = self._watched.get(key)
            # One that is over is begun again for who comes later, not while somebody still looks at it.
            if watched is None or (watched.feed.over and not watched.viewers):
                watched = self._begin(key, make)
            if watched.timer is not None:
                watched.timer.cancel()
                watched.timer = None
            watched.viewers += 1
        return Viewing(self, key, cast("Feed", watched.feed))

    def _begin(self, key: Hashable, make: Callable[[], Running]) -> _Watched:
        if self._closed or (key not in self._watched and len(self._watched) >= self._most):
            raise Full
        given_up = self._watched.get(key)
        if given_up is not None:
            given_up.feed.stop()
        watched = self._watched[key] = _Watched(make())
        watched.feed.start()
        return watched

    def leave(self, key: Hashable, feed: Running) -> None:
        """One viewer less. The last one leaves the feed running for a moment."""
        with self._guard:
            watched = self._watched.get(key)
            if watched is None or watched.feed is not feed:
                return
            watched.viewers -= 1
            if watched.viewers == 0:
                watched.timer = threading.Timer(self._linger, self._end, (key, watched))
                watched.timer.daemon = True
                watched.timer.start()

    def close(self) -> None:
        """End everything, for the end of the server: viewers are told at once, and nobody can join any more."""
        with self._guard:
            self._closed = True
            ending, self._watched = list(self._watched.values()), {}
        for watched in ending:
            if watched.timer is not None:
                watched.timer.cancel()
            watched.feed.stop()

    @property
    def feeds(self) -> int:
        """How many things are being watched."""
        return len(self._watched)

    def _end(self, key: Hashable, watched: _Watched) -> None:
        with self._guard:
            if watched.viewers or self._watched.get(key) is not watched:
                return
            del self._watched[key]
        watched.feed.stop()


@dataclass(slots=True)
class Viewing(Generic[Feed]):
    """One viewer's place at a feed."""

    hub: Hub
    key: Hashable
    feed: Feed
    left: bool = False

    def leave(self) -> None:
        """Look no longer; a second time does nothing."""
        if not self.left:
            self.left = True
            self.hub.leave(self.key, self.feed)

    def __enter__(self) -> Viewing[Feed]:
        return self

    def __exit__(self, *_: object) -> None:
        self.leave()
