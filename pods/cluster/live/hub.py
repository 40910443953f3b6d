"""Many viewers of one thing, one watch: a topic is watched while somebody looks, and each viewer sees its newest state.

A viewer has no queue. It asks for a state newer than the one it has seen, so that a slow one misses what lies between
and costs nothing. What is made of a state for showing is made once for all who look.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Hashable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, TypeVar

from pods.cluster.live.watching import Changed, Deleted, Listed, Lost, News

Object = Mapping[str, Any]
Made = TypeVar("Made")
LINGER = 5.0  # seconds a watch goes on after its last viewer, who may only have reloaded the page
MOST_TOPICS = 500


class Running(Protocol):
    """What feeds a topic: a watch, or a log that is followed."""

    def start(self) -> None:
        """Begin; returns at once."""

    def stop(self) -> None:
        """End."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What is known of a topic at one moment. `number` grows with each change; 0 is before anything was heard."""

    number: int = 0
    objects: Mapping[str, Object] = field(default_factory=dict)  # by uid
    gone: Mapping[str, Object] = field(
        default_factory=dict
    )  # the last state of those that were deleted meanwhile
    lost: Lost | None = None  # the cluster cannot be reached just now; the objects are as they were last


class Full(Exception):
    """More is being watched than this server should watch at once."""


class Topic:
    """One thing that is watched for everybody who looks at it."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._snapshot = Snapshot()
        self._wakers: set[_Waker] = set()
        self._made: dict[Hashable, Any] = {}

    @property
    def snapshot(self) -> Snapshot:
        """The newest state."""
        return self._snapshot

    def tell(self, news: News) -> None:
        """Take in what was heard, and wake everybody. Called by the thread of the watch."""
        with self._guard:
            self._snapshot = replace(_after(self._snapshot, news), number=self._snapshot.number + 1)
            self._made.clear()
            wakers = list(self._wakers)
        for waker in wakers:
            waker.wake()

    async def newer(self, number: int, within: float) -> Snapshot | None:
        """A state newer than `number`, as soon as there is one; None if there is none within so many seconds."""
        waker = _Waker()
        with self._guard:
            self._wakers.add(waker)
        try:
            if self._snapshot.number <= number:
                await waker.woken(within)
        finally:
            with self._guard:
                self._wakers.discard(waker)
        return self._snapshot if self._snapshot.number > number else None

    def once(self, snapshot: Snapshot, key: Hashable, make: Callable[[Snapshot], Made]) -> Made:
        """What `make` makes of a state: made by the first who asks, and handed to the others."""
        with self._guard:
            found = self._made.get((snapshot.number, key))
        if found is None:
            found = make(snapshot)
            with self._guard:
                if snapshot.number == self._snapshot.number:
                    self._made[snapshot.number, key] = found
        made: Made = found
        return made


def _after(snapshot: Snapshot, news: News) -> Snapshot:
    if isinstance(news, Lost):
        return replace(snapshot, lost=news)
    if isinstance(news, Listed):
        objects = {_uid(thing): thing for thing in news.objects}
        missed = {uid: thing for uid, thing in snapshot.objects.items() if uid not in objects}
        return Snapshot(objects=objects, gone=_few({**snapshot.gone, **missed}))
    uid = _uid(news.object)
    left = {known: thing for known, thing in snapshot.objects.items() if known != uid}
    if isinstance(news, Deleted):
        return Snapshot(objects=left, gone=_few({**snapshot.gone, uid: news.object}))
    assert isinstance(news, Changed)
    return Snapshot(objects=left | {uid: news.object}, gone=snapshot.gone)


def _few(gone: Mapping[str, Object], most: int = 20) -> dict[str, Object]:
    """The last ones that went: enough to say what became of what one looks at."""
    return dict(list(gone.items())[-most:])


def _uid(thing: Object) -> str:
    metadata = thing.get("metadata")
    return str(metadata.get("uid") or metadata.get("name")) if isinstance(metadata, Mapping) else ""


class _Waker:
    """Wakes a coroutine from another thread."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._event = asyncio.Event()

    def wake(self) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._event.set)

    async def woken(self, within: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._event.wait(), within)


@dataclass(slots=True)
class _Watched:
    topic: Topic
    feed: Running
    viewers: int = 0
    timer: threading.Timer | None = None


class Hub:
    """The topics that are watched in this process."""

    def __init__(self, linger: float = LINGER, most: int = MOST_TOPICS) -> None:
        self._linger = linger
        self._most = most
        self._guard = threading.Lock()
        self._watched: dict[Hashable, _Watched] = {}

    def join(self, key: Hashable, feed: Callable[[Topic], Running]) -> Viewing:
        """Look at a topic; the first who does starts its feed. Raises `Full`. Leave it by `Viewing.leave`."""
        with self._guard:
            watched = self._watched.get(key)
            if watched is None:
                if len(self._watched) >= self._most:
                    raise Full
                topic = Topic()
                watched = self._watched[key] = _Watched(topic, feed(topic))
                watched.feed.start()
            if watched.timer is not None:
                watched.timer.cancel()
                watched.timer = None
            watched.viewers += 1
        return Viewing(self, key, watched.topic)

    def leave(self, key: Hashable) -> None:
        """One viewer less. The last one leaves the watch running for a moment."""
        with self._guard:
            watched = self._watched.get(key)
            if watched is None:
                return
            watched.viewers -= 1
            if watched.viewers == 0:
                watched.timer = threading.Timer(self._linger, self._end, (key, watched))
                watched.timer.daemon = True
                watched.timer.start()

    def close(self) -> None:
        """End every watch; for the end of the server."""
        with self._guard:
            ending, self._watched = list(self._watched.values()), {}
        for watched in ending:
            if watched.timer is not None:
                watched.timer.cancel()
            watched.feed.stop()

    @property
    def topics(self) -> int:
        """How many things are being watched."""
        return len(self._watched)

    def _end(self, key: Hashable, watched: _Watched) -> None:
        with self._guard:
            if watched.viewers or self._watched.get(key) is not watched:
                return
            del self._watched[key]
        watched.feed.stop()


@dataclass(slots=True)
class Viewing:
    """One viewer's place at a topic."""

    hub: Hub
    key: Hashable
    topic: Topic
    left: bool = False

    def leave(self) -> None:
        """Look no longer; a second time does nothing."""
        if not self.left:
            self.left = True
            self.hub.leave(self.key)

    def __enter__(self) -> Viewing:
        return self

    def __exit__(self, *_: object) -> None:
        self.leave()
