"""Watching objects of one kind: the list, then every change, through cuts, expiry and restarts of the API server."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pods.cluster.access import AccessRefused
from pods.cluster.paths import Query
from pods.cluster.problems import ClusterProblem, Kind, refused

if TYPE_CHECKING:
    from pods.cluster.api import Api, Stream

_SERVER_SECONDS = 290  # after which the server ends the watch by itself, a little before load balancers do
_QUIET = 120.0  # seconds; a bookmark comes about every minute
_FIRST, _LONGEST = 0.5, 30.0  # seconds between tries
_PAUSE = 0.2
_LASTING = (Kind.UNAUTHORIZED, Kind.FORBIDDEN, Kind.NOT_FOUND, Kind.INVALID, Kind.UNTRUSTED)
Object = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Listed:
    """Everything there is now; what was known before is void."""

    objects: tuple[Object, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """One object as it is now."""

    object: Object


@dataclass(frozen=True, slots=True)
class Deleted:
    """One object is gone; this is how it was last."""

    object: Object


@dataclass(frozen=True, slots=True)
class Lost:
    """The cluster cannot be watched just now. `final`: trying again is of no use; else it goes on by itself."""

    problem: ClusterProblem
    final: bool


@dataclass(frozen=True, slots=True)
class Back:
    """It can be watched again; what was known holds."""


News = Listed | Changed | Deleted | Lost | Back


class Watch:
    """One watch on one path, in a thread of its own once it is started. Each piece of news is given to `tell`."""

    def __init__(self, api: Api, path: str, query: Query, tell: Callable[[News], None]) -> None:
        self._api = api
        self._path = path
        self._query = dict(query)
        self._tell = tell
        self._stop = threading.Event()
        self._stream: Stream | None = None
        self._guard = threading.Lock()
        self._version = ""  # the last resource version seen; empty when a new list is needed
        self._wait = _FIRST
        self._lost = False  # that it was lost has been told, and nothing since
        self._over = False
        self._thread = threading.Thread(target=self._run, name=f"watch {path}", daemon=True)

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    @property
    def over(self) -> bool:
        """Whether it has given up, or was stopped."""
        return self._over or self._stop.is_set()

    def stop(self, within: float = 0.0) -> None:
        """End, and wait so many seconds for it; nothing is told afterwards."""
        self._stop.set()
        with self._guard:
            if self._stream is not None:
                self._stream.close()
        if within and threading.current_thread() is not self._thread:
            self._thread.join(within)

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self._once()
                self._stop.wait(_PAUSE)  # a server that ends every watch at once is not asked without a break
            except ClusterProblem as problem:
                if self._failed(problem):
                    return
            except AccessRefused as refused:  # credentials are asked for anew with each request
                self._failed(ClusterProblem(Kind.UNAUTHORIZED, refused.message))
                return

    def _once(self) -> None:
        if not self._version:
            self._list()
        query = self._query | {
            "watch": True,
            "allowWatchBookmarks": True,
            "resourceVersion": self._version,
            "timeoutSeconds": _SERVER_SECONDS,
        }
        stream = self._api.stream(self._path, query, quiet=_QUIET)
        with self._guard:
            self._stream = stream
            if self._stop.is_set():
                stream.close()
        with stream:
            if self._lost:
                self._say(Back())
            for event in stream.events():
                self._heard(event)

    def _list(self) -> None:
        body = self._api.get(self._path, self._query).body
        items = body.get("items") if isinstance(body, dict) else None
        objects = tuple(item for item in items or () if isinstance(item, dict))
        self._version = _version(body)
        self._say(Listed(objects))

    def _heard(self, event: Any) -> None:
        kind, thing = (event.get("type"), event.get("object")) if isinstance(event, dict) else (None, None)
        if not isinstance(thing, dict):
            return
        if kind == "ERROR":
            raise _told(thing)
        self._version = _version(thing) or self._version
        self._wait = _FIRST  # it works: the next trouble is a new one
        if kind in ("ADDED", "MODIFIED"):
            self._say(Changed(thing))
        elif kind == "DELETED":
            self._say(Deleted(thing))

    def _failed(self, problem: ClusterProblem) -> bool:
        """Whether to give up. A cut is nothing to speak of: the next try goes on where it was."""
        if problem.kind is Kind.GONE or problem.reason == "Expired":
            self._version = ""
        elif problem.kind not in (Kind.CUT, Kind.SLOW) or not self._version:
            final = problem.kind in _LASTING
            self._over = final
            self._say(Lost(problem, final))
            if final:
                return True
        spread = random.uniform(0.5, 1.0)  # noqa: S311 (so that not all come back at once; no secret)
        self._stop.wait(problem.retry_after or self._wait * spread)
        self._wait = min(self._wait * 2, _LONGEST)
        return False

    def _say(self, news: News) -> None:
        if not self._stop.is_set():
            self._lost = isinstance(news, Lost)
            self._tell(news)


def _version(thing: Any) -> str:
    metadata = thing.get("metadata") if isinstance(thing, dict) else None
    return str(metadata.get("resourceVersion") or "") if isinstance(metadata, dict) else ""


def _told(status: Mapping[str, Any]) -> ClusterProblem:
    code = status.get("code")
    return refused(code if isinstance(code, int) else 500, status)
