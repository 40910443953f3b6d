"""An HTTP server on loopback that answers as a real API server was recorded to answer, and fails as networks fail.

An exchange is `{"what": …, "request": {"method", "path", "content_type", "body"}, "response": {"status", "headers",
"body"}}`, the form of shared/truth/exchanges.json. A watch's body is a list of `{"t": seconds, "line": event}`.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

Exchange = Mapping[str, Any]
Asked = tuple[str, str, frozenset[tuple[str, str]]]
# Who asks is not what is asked; the recording was made under another name.
_WHO = "fieldManager"


@dataclass
class Request:
    """What was asked, as it arrived."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: Any


Respond = Callable[["Handler"], None]


@dataclass
class Cluster:
    """The server's memory: what it answers, which faults come first, and everything it was asked."""

    exchanges: Sequence[Exchange] = ()
    faults: list[Respond] = field(default_factory=list)
    asked: list[Request] = field(default_factory=list)
    url: str = ""
    speed: float = 100.0  # how much faster than recorded a watch is played
    answers: list[tuple[str, str, Respond]] = field(default_factory=list)

    def fail(self, *faults: Respond) -> None:
        """The next requests fail, each in its way."""
        self.faults.extend(faults)

    def on(self, method: str, path: str, respond: Respond) -> None:
        """From now on whatever is asked under this path (without its query) is answered by `respond`."""
        self.answers.insert(0, (method, path, respond))

    def respond(self, method: str, path: str, body: Any) -> Respond:
        """How this request is answered."""
        if self.faults:
            return self.faults.pop(0)
        for wanted, under, respond in self.answers:
            if wanted == method and urlsplit(path).path == under:
                return respond
        return self._recorded(method, path, body)

    def _recorded(self, method: str, path: str, body: Any) -> Respond:
        same = [
            e
            for e in self.exchanges
            if _asked(e["request"]["method"], e["request"]["path"]) == _asked(method, path)
        ]
        exact = [e for e in same if e["request"]["body"] == body]
        if not same:
            return answer(404, status(404, "NotFound", f"nothing is recorded for {method} {path}"))
        return play((exact or same)[0]["response"], self.speed)


def _asked(method: str, path: str) -> Asked:
    parts = urlsplit(path)
    return method, parts.path, frozenset((k, v) for k, v in parse_qsl(parts.query) if k != _WHO)


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    # Else the second packet of an answer waits 40 ms for the first to be acknowledged.
    disable_nagle_algorithm = True
    cluster: Cluster
    body: Any = None  # of the request that is being answered

    def handle_one_request(self) -> None:
        try:
            super().handle_one_request()
        except (ConnectionError, TimeoutError):
            self.close_connection = True

    def _any(self) -> None:
        data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.body = body = json.loads(data) if data else None
        self.cluster.asked.append(Request(self.command, self.path, dict(self.headers), body))
        self.cluster.respond(self.command, self.path, body)(self)

    do_GET = do_POST = do_PATCH = do_DELETE = do_PUT = _any  # noqa: N815 (the server calls them by these names)

    def log_message(self, format: str, *args: object) -> None:
        """Silence."""

    def whole(self, code: int, data: bytes, headers: Mapping[str, str]) -> None:
        """A whole answer."""
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def begin(self, code: int = 200, content_type: str = "application/json") -> None:
        """An answer in chunks, as a watch is."""
        self.send_response(code)
        self.send_header("Content-Type", content_type)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()

    def chunk(self, data: bytes) -> None:
        """The next bytes of it; no bytes end it."""
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
        self.wfile.flush()


def status(code: int, reason: str, message: str, **more: Any) -> dict[str, Any]:
    """A Status object, as the API server explains a failure."""
    said = {"kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Failure"}
    return said | {"message": message, "reason": reason, "code": code} | more


def answer(code: int, body: Any, headers: Mapping[str, str] | None = None) -> Respond:
    """An answer of our own making: JSON, or a text."""
    text = isinstance(body, str)
    data = body.encode() if text else json.dumps(body).encode()
    kind = {"Content-Type": "text/plain" if text else "application/json"}
    return lambda handler: handler.whole(code, data, kind | dict(headers or {}))


def play(response: Mapping[str, Any], speed: float) -> Respond:
    """A recorded answer: at once, or event by event in the recorded time."""
    body = response["body"]
    if isinstance(body, list):
        return lambda handler: _watch(handler, body, speed)
    return answer(response["status"], body, response.get("headers"))


def _watch(handler: Handler, events: Sequence[Mapping[str, Any]], speed: float) -> None:
    handler.begin()
    started = time.monotonic()
    for event in events:
        time.sleep(max(event["t"] / speed - (time.monotonic() - started), 0))
        handler.chunk(json.dumps(event["line"]).encode() + b"\n")
    handler.chunk(b"")


def watch(*events: Any, hold: float = 0, cut: bool = False) -> Respond:
    """A watch that sends these events, waits `hold` seconds and ends, or is cut in the middle of a chunk."""

    def respond(handler: Handler) -> None:
        handler.begin()
        for event in events:
            handler.chunk(json.dumps(event).encode() + b"\n")
        time.sleep(hold)
        if cut:
            _hang_up(handler, b'40\r\n{"type": "MOD')
        else:
            handler.chunk(b"")

    return respond


def silence(seconds: float) -> Respond:
    """Takes the request and says nothing."""

    def respond(handler: Handler) -> None:
        time.sleep(seconds)
        _hang_up(handler)

    return respond


def drip(seconds: float, every: float = 0.05) -> Respond:
    """An answer that comes byte by byte and never arrives."""

    def respond(handler: Handler) -> None:
        handler.begin()
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            handler.chunk(b" ")
            time.sleep(every)
        _hang_up(handler)

    return respond


def cut(handler: Handler) -> None:
    """Hangs up in the middle of the answer."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    _hang_up(handler, b'{"kind": "Pod"')


def garbage(handler: Handler) -> None:
    """What a web server says that is no API server."""
    handler.whole(200, b"<html><h1>It works!</h1></html>", {"Content-Type": "text/html"})


def redirect(handler: Handler) -> None:
    """Sends one to another server."""
    handler.whole(302, b"", {"Location": "http://127.0.0.1:1/elsewhere"})


def hang_up(handler: Handler) -> None:
    """Closes without a word."""
    _hang_up(handler)


def _hang_up(handler: Handler, last: bytes = b"") -> None:
    handler.wfile.write(last)
    handler.wfile.flush()
    handler.close_connection = True


@contextmanager
def cluster(exchanges: Sequence[Exchange] = (), memory: Cluster | None = None) -> Iterator[Cluster]:
    """A running server; `.url` is its address. Another `memory` makes it answer in another way."""
    memory = memory or Cluster(exchanges)
    handler = type("Bound", (Handler,), {"cluster": memory})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    memory.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield memory
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
