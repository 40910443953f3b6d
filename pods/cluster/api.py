"""One API server, spoken to as one user: requests with a deadline, streams one can close, problems with a sentence.

Everything the rest of Podwright asks of a cluster goes through here. Safe to use from several threads at once.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import urllib3
from urllib3.exceptions import HTTPError

from pods.cluster import failures
from pods.cluster.paths import Query as Query
from pods.cluster.paths import path_of as path_of
from pods.cluster.problems import ClusterProblem, Kind, refused
from pods.cluster.transport import Transport
from pods.domain.messages import gettext_noop, say

CONNECT = 3.0  # seconds until somebody has to answer the telephone
ANSWER = 15.0  # seconds until the whole answer has to be there
LARGEST = 32 << 20  # bytes of an answer that are read at most
_PATIENCE = 5.0  # seconds that a busy server may ask to wait without being asked again in vain
_CHUNK = 64 << 10
_WARNING = re.compile(r'\d{3} \S+ "((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True, slots=True)
class Answer:
    """What the API server said: the object, or the text of a log, and its warnings."""

    status: int
    body: Any = field(repr=False)
    warnings: tuple[str, ...] = ()


class Api:
    """The API server behind a transport."""

    def __init__(self, transport: Transport, *, connect: float = CONNECT, answer: float = ANSWER) -> None:
        self._transport = transport
        self._connect = connect
        self._answer = answer

    @property
    def server(self) -> str:
        """The address that is spoken to."""
        return self._transport.server

    @property
    def verified(self) -> bool:
        """Whether it is made sure that the server is who it says it is."""
        return self._transport.verified

    def get(self, path: str, query: Query | None = None) -> Answer:
        """An object or a list."""
        return self.request("GET", path, query)

    def post(self, path: str, body: Any, query: Query | None = None) -> Answer:
        """A new object."""
        return self.request("POST", path, query, body, "application/json")

    def apply(self, path: str, body: Any, query: Query | None = None) -> Answer:
        """A server-side apply."""
        return self.request("PATCH", path, query, body, "application/apply-patch+yaml")

    def merge(self, path: str, body: Any, query: Query | None = None) -> Answer:
        """A JSON merge patch."""
        return self.request("PATCH", path, query, body, "application/merge-patch+json")

    def delete(self, path: str, body: Any = None, query: Query | None = None) -> Answer:
        """The object gone, or going."""
        return self.request("DELETE", path, query, body, "application/json")

    def request(
        self, method: str, path: str, query: Query | None = None, body: Any = None, content_type: str = ""
    ) -> Answer:
        """One request and its whole answer within the deadline. Raises `ClusterProblem`.

        A server that is busy (429) and says for how long is asked again if that is within the deadline: it has done
        nothing yet. Nothing else is repeated.
        """
        deadline = time.monotonic() + self._answer
        while True:
            try:
                return self._once(method, path, query, body, content_type, deadline)
            except ClusterProblem as problem:
                wait = problem.retry_after if problem.kind is Kind.BUSY else None
                if wait is None or wait > _PATIENCE or time.monotonic() + wait > deadline:
                    raise
                time.sleep(wait)

    def stream(self, path: str, query: Query | None = None, *, quiet: float = 90.0) -> Stream:
        """An answer that goes on: a watch, or a log that is followed.

        After `quiet` seconds without a byte it counts as cut. Raises `ClusterProblem` where it does not even begin.
        """
        response = self._send("GET", path, query, None, "", quiet)
        if response.status >= 300:
            deadline = time.monotonic() + self._answer
            raise _problem(response, _whole(response, deadline))
        return Stream(response)

    def _once(
        self, method: str, path: str, query: Query | None, body: Any, content_type: str, deadline: float
    ) -> Answer:
        left = max(deadline - time.monotonic(), 0.1)
        response = self._send(method, path, query, body, content_type, left)
        data = _whole(response, deadline)
        if response.status >= 300:
            raise _problem(response, data)
        return Answer(response.status, _content(response, data), _warnings(response))

    def _send(
        self, method: str, path: str, query: Query | None, body: Any, content_type: str, read: float
    ) -> urllib3.BaseHTTPResponse:
        with failures.told(self._transport.server):
            headers = self._transport.headers()
            headers["Accept"] = "application/json, */*"
            headers["User-Agent"] = "podwright"
            if content_type:
                headers["Content-Type"] = content_type
            response = self._transport.rest.request(
                method,
                self._transport.server.rstrip("/") + path + _query(query),
                headers=headers,
                body=body,  # sent as JSON, which is YAML too
                _request_timeout=(self._connect, read),
            )
            return response.response  # type: ignore[no-any-return]


class Stream:
    """The bytes of an answer as they come, read by one thread in a `with`. Any thread may `close` it to end it."""

    def __init__(self, response: urllib3.BaseHTTPResponse) -> None:
        self._response = response
        self._closed = False

    def __enter__(self) -> Stream:
        return self

    def __exit__(self, *_: object) -> None:
        self._closed = True
        self._response.close()

    def chunks(self) -> Iterator[bytes]:
        """Bytes as soon as there are any, until the server ends or `close`. Raises `ClusterProblem` when it is cut."""
        with failures.told("", over=lambda: self._closed):
            while not self._closed:
                chunk = self._response.read1(_CHUNK)
                if not chunk:
                    return
                yield chunk

    def lines(self, longest: int = LARGEST) -> Iterator[bytes]:
        """Whole lines without their ends; what follows the last line end is not one."""
        rest = bytearray()
        for chunk in self.chunks():
            rest += chunk
            if b"\n" in chunk:
                *whole, last = rest.split(b"\n")
                yield from map(bytes, whole)
                rest = last
            if len(rest) > longest:
                raise ClusterProblem(Kind.GARBAGE, say(_LARGE))

    def events(self) -> Iterator[Any]:
        """Each line as JSON, as a watch sends it."""
        for line in self.lines():
            if line.strip():
                yield _json(line)

    def close(self) -> None:
        """End it: whoever waits for the next bytes is woken. The connection itself is given up by its reader."""
        self._closed = True
        with suppress(OSError, ValueError, RuntimeError, HTTPError):  # it may have ended by itself
            self._response.shutdown()


def _query(query: Query | None) -> str:
    said = {
        key: _word(value) for key, value in (query or {}).items() if value is not None and value is not False
    }
    return f"?{urlencode(said)}" if said else ""


def _word(value: object) -> str:
    return "true" if value is True else str(value)


def _whole(response: urllib3.BaseHTTPResponse, deadline: float) -> bytes:
    """All of the answer, however slowly it drips in, until the deadline."""
    parts: list[bytes] = []
    size = 0
    with failures.told(""):
        try:
            for part in response.stream(_CHUNK, decode_content=True):
                parts.append(part)
                size += len(part)
                if time.monotonic() > deadline:
                    raise ClusterProblem(Kind.SLOW, say(failures.SLOW))
                if size > LARGEST:
                    raise ClusterProblem(Kind.GARBAGE, say(_LARGE))
        except BaseException:
            response.close()
            raise
    response.release_conn()
    return b"".join(parts)


def _content(response: urllib3.BaseHTTPResponse, data: bytes) -> Any:
    if response.headers.get("Content-Type", "").partition(";")[0].strip() == "text/plain":
        return data.decode("utf-8", "replace")
    return _json(data)


def _json(data: bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        raise ClusterProblem(Kind.GARBAGE, say(_NO_JSON)) from None


def _problem(response: urllib3.BaseHTTPResponse, data: bytes) -> ClusterProblem:
    if response.status < 400:
        return ClusterProblem(Kind.GARBAGE, say(_REDIRECT, status=response.status), status=response.status)
    try:
        said = json.loads(data)
    except (ValueError, RecursionError):
        said = {}
    return refused(response.status, said if isinstance(said, dict) else {}, _seconds(response))


def _seconds(response: urllib3.BaseHTTPResponse) -> float | None:
    said = response.headers.get("Retry-After", "")
    return float(said) if said.isascii() and said.isdigit() else None


def _warnings(response: urllib3.BaseHTTPResponse) -> tuple[str, ...]:
    """The texts of the `Warning` headers, which the API server sends for what it accepts all the same."""
    said = ", ".join(response.headers.getlist("Warning"))
    return tuple(re.sub(r"\\(.)", r"\1", found) for found in _WARNING.findall(said))


_NO_JSON = gettext_noop("What answers there does not speak as an API server does; check the address.")
_LARGE = gettext_noop("The answer is larger than what can be shown.")
_REDIRECT = gettext_noop(
    "What answers there sends one elsewhere (status %(status)s), as no API server does; check the address."
)
