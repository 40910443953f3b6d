"""What probes and hooks do (exec, httpGet, tcpSocket, grpc, sleep) and how it is written (FACTS G.1, 38 to 41)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pods.domain import names
from pods.domain.edits import accepted
from pods.domain.edits.optional import merged
from pods.domain.edits.refusal import EditRefused
from pods.domain.messages import gettext_noop, say

__all__ = ["Exec", "Grpc", "Handler", "HttpGet", "Sleep", "TcpSocket"]

_ALL = ("exec", "httpGet", "tcpSocket", "grpc", "sleep")
_SCHEMES = ("HTTP", "HTTPS")
_HEADER = re.compile(r"[-A-Za-z0-9]+")
_DEFAULTS: dict[str, dict[str, Any]] = {
    "httpGet": {"path": "/", "scheme": "HTTP", "host": ""},
    "tcpSocket": {"host": ""},
    "grpc": {"service": ""},
}


@dataclass(frozen=True, slots=True)
class Exec:
    """Run a command in the container."""

    command: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HttpGet:
    """Ask for a page. The port is a number or a name of a port of the container; no host means the pod's address."""

    port: int | str
    path: str = "/"
    scheme: str = "HTTP"
    host: str = ""
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TcpSocket:
    """Open a connection. The port is a number or a name of a port of the container."""

    port: int | str
    host: str = ""


@dataclass(frozen=True, slots=True)
class Grpc:
    """Ask gRPC's own health service; this takes a port by its number only."""

    port: int
    service: str = ""


@dataclass(frozen=True, slots=True)
class Sleep:
    """Wait some seconds."""

    seconds: int


Handler = Exec | HttpGet | TcpSocket | Grpc | Sleep


def written(handler: Handler, old: Any) -> dict[str, Any]:
    """A probe or hook that does this: other handlers go, and what the old one says beyond it stays.

    Raises EditRefused for what the API server would refuse.
    """
    before = old if isinstance(old, Mapping) else {}
    kind, fields = _fields(handler)
    kept = {name: value for name, value in before.items() if name not in _ALL or name == kind}
    # A handler stands first, where none stood before.
    first = {} if kind in kept else {kind: None}
    return {**first, **kept, kind: merged(before.get(kind), fields, _DEFAULTS.get(kind, {}))}


def _fields(handler: Handler) -> tuple[str, dict[str, Any]]:
    match handler:
        case Exec(command):
            if not command:
                raise EditRefused(say(_NO_COMMAND))
            return "exec", {"command": list(command)}
        case HttpGet():
            return "httpGet", _http(handler)
        case TcpSocket(port, host):
            _check_port(port)
            return "tcpSocket", {"port": port, "host": host}
        case Grpc(port, service):
            accepted.whole("port", port, 1, accepted.LARGEST_PORT)
            return "grpc", {"port": port, "service": service}
        case Sleep(seconds):
            return "sleep", {"seconds": seconds}


def _http(handler: HttpGet) -> dict[str, Any]:
    _check_port(handler.port)
    accepted.one_of("scheme", handler.scheme, _SCHEMES)
    for name, _ in handler.headers:
        if not _HEADER.fullmatch(name):
            raise EditRefused(say(_HEADER_NAME, name=names.shown(name)))
    return {
        "path": handler.path or "/",
        "port": handler.port,
        "host": handler.host,
        "scheme": handler.scheme,
        "httpHeaders": [{"name": name, "value": value} for name, value in handler.headers],
    }


def _check_port(port: int | str) -> None:
    if isinstance(port, str):
        accepted.filled("port", port)
        accepted.sound(names.port(port))
    else:
        accepted.whole("port", port, 1, accepted.LARGEST_PORT)


_NO_COMMAND = gettext_noop("exec needs a command, such as cat and /tmp/ready.")
_HEADER_NAME = gettext_noop("“%(name)s” is no name of an HTTP header; use letters, digits and - only.")
