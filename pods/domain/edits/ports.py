"""Ports of a container. What calls one by its name (probes, hooks, Services) follows when the name changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pods.domain import names
from pods.domain.edits import accepted
from pods.domain.edits.batch import made
from pods.domain.edits.lists import append_item, remove_item
from pods.domain.edits.optional import merged
from pods.domain.edits.port_names import callers
from pods.domain.edits.put import put, putting
from pods.domain.edits.refusal import EditRefused
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Container, ContainerKind, Pod, Port
from pods.domain.messages import gettext_noop, say

__all__ = ["PortSpec", "add_port", "change_port", "remove_port"]

_PROTOCOLS = ("TCP", "UDP", "SCTP")


@dataclass(frozen=True, slots=True)
class PortSpec:
    """What a port says; its host port is one of the node."""

    number: int
    name: str | None = None
    protocol: str = "TCP"
    host_port: int | None = None


def add_port(manifest: Manifest, pod: Pod, container: Container, spec: PortSpec) -> Manifest:
    """Declare another port. Raises EditRefused for what the API server or an apply would refuse."""
    if container.kind is ContainerKind.EPHEMERAL:
        raise EditRefused(say(_EPHEMERAL))
    _check(pod, container, spec, None)
    fields = {"name": spec.name, "containerPort": spec.number, **_rest(spec)}
    return append_item(
        manifest, pod.document, paths.join(container.path, "ports"), merged({}, fields, _DEFAULTS)
    )


def change_port(manifest: Manifest, pod: Pod, container: Container, port: Port, spec: PortSpec) -> Manifest:
    """Change what a port says; what calls it by its name calls it by the new one, or by its number if it has none.

    Raises EditRefused for what the API server or an apply would refuse.
    """
    _check(pod, container, spec, port)
    manifest = _call(manifest, pod, container, port, spec.name or spec.number)
    old = manifest.value(pod.document, port.path)
    fields = {"containerPort": spec.number, "name": spec.name, **_rest(spec)}
    return put(manifest, pod.document, port.path, merged(old, fields, _DEFAULTS))


def remove_port(manifest: Manifest, pod: Pod, container: Container, port: Port) -> Manifest:
    """Declare a port no more. It stays open all the same (FACTS E.1): who called it by name calls its number.

    Raises EditRefused.
    """
    manifest = _call(manifest, pod, container, port, port.number)
    index = paths.steps(port.path)[-1]
    assert isinstance(index, int)  # a port is an item of a list
    return remove_item(manifest, pod.document, paths.parent(port.path), index)


def _call(manifest: Manifest, pod: Pod, container: Container, port: Port, new: str | int) -> Manifest:
    if port.name == new:
        return manifest
    found = callers(manifest, pod, container, port)
    return made(manifest, [putting(document, path, new) for document, path in found])


def _rest(spec: PortSpec) -> dict[str, Any]:
    return {"protocol": spec.protocol, "hostPort": spec.host_port}


def _check(pod: Pod, container: Container, spec: PortSpec, old: Port | None) -> None:
    accepted.whole("containerPort", spec.number, 1, accepted.LARGEST_PORT)
    accepted.one_of("protocol", spec.protocol, _PROTOCOLS)
    others = [port for port in container.ports if old is None or port.path != old.path]
    if (old is None or (old.number, old.protocol) != (spec.number, spec.protocol)) and any(
        (port.number, port.protocol) == (spec.number, spec.protocol) for port in others
    ):
        raise EditRefused(say(_TWICE, number=spec.number, protocol=spec.protocol))
    if spec.name is not None and (old is None or old.name != spec.name):
        _check_name(spec.name, others)
    if container.kind is ContainerKind.CONTAINER:
        _check_node(pod, container, spec, old)


def _check_name(name: str, others: list[Port]) -> None:
    accepted.filled("name", name)
    accepted.sound(names.port(name))
    if any(port.name == name for port in others):
        raise EditRefused(say(_NAME_TAKEN, name=name))


def _check_node(pod: Pod, container: Container, spec: PortSpec, old: Port | None) -> None:
    """FACTS E.1, A.4: containers share out the ports of the node; with hostNetwork each takes its own number there."""
    if spec.host_port is not None:
        accepted.whole("hostPort", spec.host_port, 1, accepted.LARGEST_PORT)
        if pod.spec.get("hostNetwork") is True and spec.host_port != spec.number:
            raise EditRefused(say(_HOST_NETWORK, number=spec.number))
    number = _on_node(pod, spec.number, spec.host_port)
    address = None if old is None else _host_ip(container, old)
    for owner, other in _others(pod, old):
        taken = (_on_node(pod, other.number, other.host_port), other.protocol, _host_ip(owner, other))
        if number is not None and taken == (number, spec.protocol, address):
            raise EditRefused(say(_HOST_PORT_TAKEN, number=number, container=names.shown(owner.name)))


def _others(pod: Pod, old: Port | None) -> Iterator[tuple[Container, Port]]:
    for owner in pod.of_kind(ContainerKind.CONTAINER):
        for port in owner.ports:
            if old is None or port.path != old.path:
                yield owner, port


def _on_node(pod: Pod, number: int, host_port: int | None) -> int | None:
    return host_port or (number if pod.spec.get("hostNetwork") is True else None)


def _host_ip(container: Container, port: Port) -> str | None:
    return paths.value_at(container.raw, port.path.removeprefix(f"{container.path}.")).get("hostIP") or None


_DEFAULTS = {"protocol": "TCP"}
_EPHEMERAL = gettext_noop("An ephemeral container takes no ports; add the port to another container.")
_TWICE = gettext_noop("The container lists port %(number)d for %(protocol)s already; choose another number.")
_NAME_TAKEN = gettext_noop("The container has a port named %(name)s already; choose another name.")
_HOST_NETWORK = gettext_noop(
    "With hostNetwork a hostPort must be the same as the containerPort, %(number)d; write that or leave it out."
)
_HOST_PORT_TAKEN = gettext_noop(
    "Port %(number)d of the node is taken by the container %(container)s; choose another."
)
