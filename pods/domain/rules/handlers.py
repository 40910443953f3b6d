"""What probes and lifecycle hooks do: exec, httpGet, tcpSocket, grpc, sleep (FACTS G.1, 38 to 41)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pods.domain import names
from pods.domain.messages import gettext_noop, say
from pods.domain.rules.port_fields import Wrong, out_of_range

OF_PROBES = ("exec", "httpGet", "tcpSocket", "grpc")
OF_HOOKS = ("exec", "httpGet", "tcpSocket", "sleep")

_SCHEMES = ("HTTP", "HTTPS")
_HEADER = re.compile(r"[-A-Za-z0-9]+")


def wrong(owner: Mapping[str, Any], allowed: tuple[str, ...]) -> Iterator[Wrong]:
    """What is wrong with the handler of a probe or hook. What has a wrong type is left to the rule `schema`."""
    present = [name for name in allowed if owner.get(name) is not None]
    if not present:
        yield "", say(_NONE), say(_NONE_HELP, names=", ".join(allowed))
    for name in present[1:]:
        yield name, say(_SEVERAL, first=present[0], second=name), say(_SEVERAL_HELP)
    for name in present[:1]:
        handler = owner[name]
        check = _CHECKS.get(name)
        if isinstance(handler, Mapping) and check is not None:
            yield from ((f"{name}.{step}", message, help_) for step, message, help_ in check(handler))


def _exec(handler: Mapping[str, Any]) -> Iterator[Wrong]:
    if handler.get("command") in (None, []):
        yield "command", say(_NO_COMMAND), say(_NO_COMMAND_HELP)


def _http(handler: Mapping[str, Any]) -> Iterator[Wrong]:
    yield from _port(handler)
    scheme = handler.get("scheme")
    if isinstance(scheme, str) and scheme and scheme not in _SCHEMES:
        yield "scheme", say(_SCHEME, scheme=names.shown(scheme)), say(_SCHEME_HELP)
    headers = handler.get("httpHeaders")
    for index, header in enumerate(headers if isinstance(headers, list) else []):
        name = header.get("name") if isinstance(header, Mapping) else None
        if isinstance(name, str) and not _HEADER.fullmatch(name):
            yield f"httpHeaders[{index}].name", say(_HEADER_NAME, name=names.shown(name)), say(_HEADER_HELP)


def _port(handler: Mapping[str, Any]) -> Iterator[Wrong]:
    port = handler.get("port")
    if isinstance(port, str):
        fault = names.port(port)
        if fault is not None:
            yield "port", fault, say(_PORT_HELP)
    else:
        yield from _number(port)


def _grpc(handler: Mapping[str, Any]) -> Iterator[Wrong]:
    if not isinstance(handler.get("port"), str):
        yield from _number(handler.get("port"))


def _number(port: Any) -> Iterator[Wrong]:
    if port is None:
        yield "port", say(_NO_PORT), say(_PORT_HELP)
    elif out_of_range(port):
        yield "port", say(_RANGE, port=port), say(_PORT_HELP)


_CHECKS = {"exec": _exec, "httpGet": _http, "tcpSocket": _port, "grpc": _grpc}

_NONE = gettext_noop("It does not say what to do.")
_NONE_HELP = gettext_noop("Give it one of %(names)s.")
_SEVERAL = gettext_noop("It can do only one thing, but has %(first)s and %(second)s.")
_SEVERAL_HELP = gettext_noop("Keep one of the two.")
_NO_COMMAND = gettext_noop("exec has no command.")
_NO_COMMAND_HELP = gettext_noop("Write the command as a list, such as [cat, /tmp/ready].")
_SCHEME = gettext_noop("“%(scheme)s” is no scheme.")
_SCHEME_HELP = gettext_noop("Write HTTP or HTTPS in capitals.")
_HEADER_NAME = gettext_noop("“%(name)s” is no name of an HTTP header.")
_HEADER_HELP = gettext_noop("Use letters, digits and - only.")
_NO_PORT = gettext_noop("The port is missing.")
_RANGE = gettext_noop("The port must be from 1 to 65535, this is %(port)d.")
_PORT_HELP = gettext_noop("Write a port's number from 1 to 65535, or the name of a port of the container.")
