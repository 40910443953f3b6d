"""Ports have numbers from 1 to 65535, short names and a known protocol

containerPort is required; 0 counts as missing. A port's name has at most 15 lower-case letters, digits
and -, at least one of them a letter, and is unique within its container.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pods.domain import names
from pods.domain.findings import Context, Flaw, rule
from pods.domain.manifest import paths
from pods.domain.manifest.views import Container
from pods.domain.messages import Message, gettext_noop, say
from pods.domain.rules.port_fields import RANGE_HELP, Wrong, out_of_range, protocol, range_of
from pods.domain.severity import Severity


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Flaw]:
    for pod in context.pods:
        for container in pod.containers:
            for at, field, message, help_ in _ports(container):
                yield Flaw(pod.document, paths.join(at, field), message, help_, rejected_by_api=True)


def _ports(container: Container) -> Iterator[tuple[str, str, Message, Message]]:
    ports = container.raw.get("ports")
    seen: set[str] = set()
    for index, port in enumerate(ports if isinstance(ports, list) else []):
        at = paths.join(paths.join(container.path, "ports"), index)
        for wrong in (
            (*_numbers(port), *_name(port, seen), *protocol(port)) if isinstance(port, Mapping) else ()
        ):
            yield at, *wrong


def _numbers(port: Mapping[str, Any]) -> Iterator[Wrong]:
    number, on_node = port.get("containerPort"), port.get("hostPort")
    if number is None or (number == 0 and not isinstance(number, bool)):
        yield "containerPort", say(_MISSING), say(RANGE_HELP)
    elif out_of_range(number):
        yield range_of("containerPort", number)
    if on_node != 0 and out_of_range(on_node):
        yield range_of("hostPort", on_node)


def _name(port: Mapping[str, Any], seen: set[str]) -> Iterator[Wrong]:
    name = port.get("name")
    if not isinstance(name, str) or not name:
        return
    wrong = names.port(name)
    if wrong is not None:
        yield "name", wrong, say(_NAME_HELP)
    elif name in seen:
        yield "name", say(_TWICE, name=name), say(_TWICE_HELP)
    seen.add(name)


_MISSING = gettext_noop("The port has no containerPort.")
_NAME_HELP = gettext_noop("Choose a short name such as http or metrics.")
_TWICE = gettext_noop("The container has another port named %(name)s.")
_TWICE_HELP = gettext_noop("Rename one of the two.")
