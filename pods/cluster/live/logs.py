"""Following the log of one container for everybody who looks at it: one request, the last lines kept, cuts got over."""

from __future__ import annotations

import random
import threading
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pods.cluster.access import AccessRefused
from pods.cluster.live.bells import Bell
from pods.cluster.live.lines import Again, Line, Mark, line
from pods.cluster.paths import Query, path_of
from pods.cluster.problems import ClusterProblem, Kind
from pods.domain.messages import Message, gettext_noop, say

if TYPE_CHECKING:
    from pods.cluster.api import Api, Stream

MOST_LINES = 2000  # of one container, kept and asked for at first
MOST_BYTES = 512 << 10  # of one container
LARGEST_DOWNLOAD = 16 << 20  # bytes
_LONGEST_RAW = 1 << 20  # bytes of one line; longer ones are no text
_QUIET = 3600.0  # seconds a container may say nothing
_FIRST, _LONGEST = 1.0, 15.0  # seconds between tries
_LASTING = (Kind.UNAUTHORIZED, Kind.FORBIDDEN, Kind.NOT_FOUND, Kind.UNTRUSTED)


@dataclass(frozen=True, slots=True)
class Source:
    """A container of a pod whose log is read; `previous`: that of the try before the one that runs."""

    namespace: str
    pod: str
    container: str
    previous: bool = False

    @property
    def path(self) -> str:
        """Where the API server has it."""
        return path_of("api", "v1", "namespaces", self.namespace, "pods", self.pod, "log")

    def query(self, **more: str | int | bool) -> Query:
        """What to ask for."""
        return {"container": self.container, "previous": self.previous, "timestamps": True, **more}


class Log(Bell):
    """The last lines of a log, and what is to be said of it."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: deque[Line] = deque()
        self._bytes = 0
        self._count = 0
        self._changes = 0
        self._note: Message | None = None

    @property
    def number(self) -> int:
        """How often it changed."""
        return self._changes

    @property
    def note(self) -> Message | None:
        """Why nothing comes just now."""
        return self._note

    @property
    def count(self) -> int:
        """How many lines there were."""
        return self._count

    def add(self, data: bytes) -> Line:
        """Take in the next line, as the kubelet sent it."""
        with self.guard:
            self._count += 1
            added = line(self._count, data)
            self._lines.append(added)
            self._bytes += _size(added)
            while len(self._lines) > MOST_LINES or self._bytes > MOST_BYTES:
                self._bytes -= _size(self._lines.popleft())
            self._changes += 1
        self.ring()
        return added

    def say(self, note: Message | None) -> None:
        """Say why nothing comes, or that it does again."""
        with self.guard:
            changed, self._note = note != self._note, note
            self._changes += changed
        if changed:
            self.ring()

    def after(self, number: int) -> tuple[Line, ...]:
        """The lines behind that number, as far as they are still kept."""
        with self.guard:
            newer: list[Line] = []
            for each in reversed(self._lines):
                if each.number <= number:
                    break
                newer.append(each)
        return tuple(reversed(newer))


def _size(line: Line) -> int:
    return len(line.text) + len(line.time) + 100  # what Python adds


class LogFeed:
    """Reads a log into `log`: follows it through cuts and restarts, or reads that of the try before once."""

    def __init__(self, api: Api, source: Source) -> None:
        self.log = Log()
        self._api = api
        self._source = source
        self._stop = threading.Event()
        self._guard = threading.Lock()
        self._stream: Stream | None = None
        self._mark = Mark()
        self._rest = b""  # what came last without an end
        self._over = False
        self._thread = threading.Thread(target=self._run, name=f"log {source.path}", daemon=True)

    @property
    def over(self) -> bool:
        """Whether nothing more will be read."""
        return self._over or self._stop.is_set()

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def stop(self) -> None:
        """End, and tell the viewers; returns at once."""
        self._stop.set()
        with self._guard:
            if self._stream is not None:
                self._stream.close()
        self.log.end()

    def _run(self) -> None:
        wait = _FIRST
        while not self._stop.is_set():
            before = self.log.count
            if self._tried() or self._source.previous:
                self._over = True
                return
            wait = _FIRST if self.log.count > before else min(wait * 2, _LONGEST)
            self._stop.wait(wait * random.uniform(0.5, 1.0))  # noqa: S311 (so that not all come at once; no secret)

    def _tried(self) -> bool:
        """Read until it ends. Whether to give up."""
        try:
            self._read()
        except ClusterProblem as problem:
            return self._failed(problem)
        except AccessRefused as refused:
            self.log.say(refused.message)
            return True
        if not self._source.previous:
            self.log.say(say(_ENDED, name=self._source.container))
        return False

    def _failed(self, problem: ClusterProblem) -> bool:
        if self._stop.is_set() or problem.kind is Kind.CUT:
            return False
        waiting = problem.status == 400 and not self._source.previous
        note = say(_WAITING, words=problem.words) if waiting else problem.message
        if problem.kind is Kind.NOT_FOUND:
            note = say(_GONE)
        elif problem.status == 400 and self._source.previous:
            note = say(_NONE, name=self._source.container)
        self.log.say(note)
        return problem.kind in _LASTING

    def _read(self) -> None:
        again = Again(self._mark)
        begin: Query = {"sinceTime": f"{self._mark.second}Z"} if again.behind else {"tailLines": MOST_LINES}
        query = {**self._source.query(follow=not self._source.previous), **begin}
        stream = self._api.stream(self._source.path, query, quiet=_QUIET)
        with self._guard:
            self._stream = stream
            if self._stop.is_set():
                stream.close()
        with stream:
            for data in self._whole_lines(stream):
                if not (again.behind and again.knows(line(0, data))):
                    self.log.say(None)
                    self._mark = self._mark.past(self.log.add(data))

    def _whole_lines(self, stream: Stream) -> Iterator[bytes]:
        """Each line as soon as it is whole, and what is too long in pieces."""
        rest = bytearray()
        for chunk in stream.chunks():
            rest += chunk
            *whole, last = rest.split(b"\n")
            yield from map(bytes, whole)
            rest = last
            if len(rest) > _LONGEST_RAW:
                yield bytes(rest)
                rest.clear()
        # A server that stops may end the stream in the middle of a line; the whole one comes with the next try.
        if rest and (rest == self._rest or self._source.previous):
            yield bytes(rest)
        self._rest = bytes(rest)


def download(api: Api, source: Source) -> bytes:
    """The whole log as the node has it, byte for byte, up to `LARGEST_DOWNLOAD`. Raises `ClusterProblem`."""
    query = {**source.query(), "limitBytes": LARGEST_DOWNLOAD}
    with api.stream(source.path, query, quiet=15) as stream:
        return b"".join(stream.chunks())


_ENDED = gettext_noop(
    "%(name)s has ended, and with it this log; it goes on if the container is started again."
)
_WAITING = gettext_noop("There is no log yet: %(words)s")
_GONE = gettext_noop("The pod is gone, and its log with it.")
_NONE = gettext_noop("%(name)s has not been restarted, so there is no log of a previous try.")
