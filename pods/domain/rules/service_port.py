"""A Service has ports, with numbers, names and protocols

Every Service needs ports, except a headless one and one that is only a name for a host elsewhere
(ExternalName). Several ports need a name each. A targetPort is a number or the name of a port of the pod,
and is the port itself if it is missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pods.domain import names
from pods.domain.findings import Context, Flaw, rule
from pods.domain.manifest.views import Object
from pods.domain.messages import Message, gettext_noop, say
from pods.domain.rules.port_fields import Wrong, out_of_range, protocol, range_of
from pods.domain.severity import Severity


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Flaw]:
    for found, _ in context.known:
        spec = found.raw.get("spec")
        if found.kind == "Service" and isinstance(spec, Mapping | None):
            for step, message, help_ in _wrong(spec or {}):
                yield _flaw(found, step, message, help_)


def _flaw(found: Object, step: str, message: Message, help_: Message) -> Flaw:
    path = f"{found.path}.spec.{step}".lstrip(".")
    return Flaw(found.document, path, message, help_, rejected_by_api=True)


def _wrong(spec: Mapping[str, Any]) -> Iterator[Wrong]:
    ports = spec.get("ports")
    if not ports and isinstance(ports, list | None) and not _without_ports(spec):
        yield "ports", say(_NONE), say(_NONE_HELP)
    entries = [
        (i, p) for i, p in enumerate(ports if isinstance(ports, list) else []) if isinstance(p, Mapping)
    ]
    seen: set[str] = set()
    for index, port in entries:
        for field, message, help_ in (
            *_numbers(port),
            *_name(port, seen, len(entries) > 1),
            *protocol(port),
        ):
            yield f"ports[{index}].{field}", message, help_


def _without_ports(spec: Mapping[str, Any]) -> bool:
    return spec.get("clusterIP") == "None" or spec.get("type") == "ExternalName"


def _numbers(port: Mapping[str, Any]) -> Iterator[Wrong]:
    number, target = port.get("port"), port.get("targetPort")
    if number is None or out_of_range(number):
        yield range_of("port", number or 0)
    # A targetPort of 0 counts as missing and becomes the port.
    if target != 0 and out_of_range(target):
        yield range_of("targetPort", target)
    fault = names.port(target) if isinstance(target, str) and target else None
    if fault is not None:
        yield "targetPort", fault, say(_TARGET_HELP)


def _name(port: Mapping[str, Any], seen: set[str], needed: bool) -> Iterator[Wrong]:
    name = port.get("name")
    if not name and isinstance(name, str | None):
        if needed:
            yield "name", say(_NO_NAME), say(_NO_NAME_HELP)
        return
    if not isinstance(name, str):
        return
    fault = names.label(name)
    if fault is not None:
        yield "name", fault, say(_NO_NAME_HELP)
    elif name in seen:
        yield "name", say(_TWICE, name=name), say(_NO_NAME_HELP)
    seen.add(name)


_NONE = gettext_noop("The Service has no ports.")
_NONE_HELP = gettext_noop("Add a port, or write clusterIP: None to make it headless.")
_TARGET_HELP = gettext_noop("Write the number of a port, or the name of a port of the pod.")
_NO_NAME = gettext_noop("A Service with several ports needs a name for each.")
_NO_NAME_HELP = gettext_noop("Choose a short name such as http or metrics.")
_TWICE = gettext_noop("The Service has another port named %(name)s.")
