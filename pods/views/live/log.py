"""Logs of containers: followed together as a stream, or one downloaded."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language, override
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_safe

from pods.cluster.access import AccessRefused
from pods.cluster.live.bells import rung
from pods.cluster.live.hub import Full
from pods.cluster.live.lines import Again, Line, Mark
from pods.cluster.live.logs import Log, Source, download
from pods.cluster.live.watched import follow
from pods.cluster.problems import ClusterProblem
from pods.models import Connection
from pods.models.reach import api_of
from pods.templatetags.podwright import say
from pods.views.access import Request, get_connection_or_404
from pods.views.live.changes import full
from pods.views.live.streams import HEARTBEAT, PACE, Watchman, beginning, event, heartbeat, refused, stream
from pods.views.live.target import subject_or_404

if TYPE_CHECKING:
    from pods.cluster.api import Api

MOST_CONTAINERS = 20
_CONTAINER = re.compile(r"[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")
_SEEN = re.compile(r"([a-z0-9-]{1,63})=([0-9T:.-]{29}Z)/([0-9]{1,9})")


@require_safe
@sensitive_variables()
def lines(request: Request, connection_id: int, namespace: str, pod: str) -> HttpResponseBase:
    """The logs of some containers of a pod, the last lines at first and then each as it comes."""
    connection = get_connection_or_404(request, connection_id)
    sources = _sources(request, namespace, pod)
    try:
        api = api_of(connection)
    except AccessRefused as problem:
        return stream(refused(say(problem.message)))
    return stream(_followed(api, connection, sources, _told(request), get_language() or "en"))


@require_safe
@never_cache
@sensitive_variables()
def whole(request: Request, connection_id: int, namespace: str, pod: str) -> HttpResponse:
    """The log of one container as a file."""
    connection = get_connection_or_404(request, connection_id)
    source = _sources(request, namespace, pod)[0]
    try:
        data = download(api_of(connection), source)
    except (AccessRefused, ClusterProblem) as problem:
        return render(request, "live/no_log.html", {"problem": problem.message, "source": source}, status=502)
    name = f"{pod}-{source.container}{'-previous' if source.previous else ''}.log"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(data, content_type="text/plain; charset=utf-8", headers=headers)


def _sources(request: Request, namespace: str, pod: str) -> Sequence[Source]:
    subject_or_404(namespace, "Pod", pod)
    names = list(dict.fromkeys(request.GET.getlist("container")))
    if not 1 <= len(names) <= MOST_CONTAINERS or not all(map(_CONTAINER.fullmatch, names)):
        raise Http404
    previous = request.GET.get("previous") == "1"
    return [Source(namespace, pod, name, previous) for name in names]


@dataclass(frozen=True, slots=True)
class _Told:
    """What a browser wants of each log: what is behind its mark, and no line from before `earliest`."""

    earliest: str
    marks: Mapping[str, Mark]


def _told(request: Request) -> _Told:
    """Since when lines are wanted, and how far the browser has each log already."""
    seen = request.headers.get("Last-Event-ID") or request.GET.get("after", "")
    wanted = request.GET.get("since", "")
    earliest = ""
    if wanted.isascii() and wanted.isdigit() and 0 < len(wanted) < 8:
        earliest = f"{datetime.now(UTC) - timedelta(seconds=int(wanted)):%Y-%m-%dT%H:%M:%S}"
    found = (_SEEN.fullmatch(each) for each in seen.split(" ")[:MOST_CONTAINERS])
    return _Told(earliest, {each[1]: Mark(each[2], int(each[3])) for each in found if each})


@sensitive_variables()
async def _followed(
    api: Api, connection: Connection, sources: Sequence[Source], told: _Told, language: str
) -> AsyncIterator[bytes]:
    yield beginning()
    key = (connection.pk, connection.changed_at)
    with ExitStack() as stack:
        try:
            viewings = [stack.enter_context(follow(api, key, source)) for source in sources]
        except Full:
            with override(language):
                yield event("end", full())
            return
        logs = {each.feed.log: one.container for one, each in zip(sources, viewings, strict=True)}
        reader = _Reader(logs, told)
        watchman = Watchman(connection)
        while await watchman.lets_on() and not reader.ended:
            await rung(reader.seen, HEARTBEAT)
            with override(language):
                new = list(reader.told())
            for each in new or (heartbeat(),):
                yield each
            await asyncio.sleep(PACE)


class _Reader:
    """One viewer of several logs: what it has seen of each."""

    def __init__(self, logs: Mapping[Log, str], told: _Told) -> None:
        self._logs = logs
        self._earliest = told.earliest
        self._marks = {log: told.marks.get(name, Mark()) for log, name in logs.items()}
        self._again = {log: Again(mark) for log, mark in self._marks.items()}
        self._changes = dict.fromkeys(logs, 0)
        self._lines = dict.fromkeys(logs, 0)
        self._notes: dict[str, str] = {}
        self._skipped: list[str] = []  # whose lines came faster than this viewer takes them

    @property
    def seen(self) -> Sequence[tuple[Log, int]]:
        """The state of each log that has been told."""
        return list(self._changes.items())

    @property
    def ended(self) -> bool:
        """Whether the server stops, or nobody feeds the logs any more."""
        return any(log.ended for log in self._logs)

    def told(self) -> Iterator[bytes]:
        """The events about what is new."""
        found = sorted(self._new(), key=lambda each: each[1].time)
        for name in self._skipped:
            yield event("skipped", name)
        self._skipped.clear()
        if found:
            lines = [(name, line.time, line.text) for name, line in found]
            yield event("lines", lines, at=self._place)
        notes = {name: say(log.note) if log.note else "" for log, name in self._logs.items()}
        if notes != self._notes:
            self._notes = notes
            yield event("notes", notes)

    def _new(self) -> Iterator[tuple[str, Line]]:
        for log, name in self._logs.items():
            self._changes[log] = log.number
            newer = log.after(self._lines[log])
            if newer and 0 < self._lines[log] < newer[0].number - 1:
                self._skipped.append(name)
            for line in newer:
                if not self._again[log].knows(line):
                    self._marks[log] = self._marks[log].past(line)
                    if not line.time or line.time > self._earliest:
                        yield name, line
            if newer:
                self._lines[log] = newer[-1].number

    @property
    def _place(self) -> str:
        """How far each log has been told, for the browser to say when it asks again."""
        told = ((name, self._marks[log]) for log, name in self._logs.items())
        return " ".join(f"{name}={mark.time}/{mark.count}" for name, mark in told if mark.time)
