"""Services that select the pod, and the containers their traffic ends at (FACTS E.2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pods.domain.manifest.containers import text
from pods.domain.manifest.views import Container, ContainerKind, Object, Pod
from pods.domain.network.model import Listener, ServiceHit
from pods.domain.network.settings import same_namespace


def service_hits(
    pod: Pod, objects: Iterable[Object], listeners: Iterable[Listener]
) -> tuple[ServiceHit, ...]:
    """One entry for each port of each Service whose selector matches the pod's labels."""
    selecting = [o for o in objects if o.kind == "Service" and o.api_version == "v1" and selects(o, pod)]
    if not selecting:
        return ()
    by_number = _by_number(listeners)
    by_name = _by_name(pod)
    return tuple(hit for o in selecting for hit in _hits(o, by_number, by_name))


def selects(service: Object, pod: Pod) -> bool:
    """Every pair of the selector is a label of the pod (of its template); no selector selects nothing."""
    spec = service.raw.get("spec")
    selector = spec.get("selector") if isinstance(spec, Mapping) else None
    if not isinstance(spec, Mapping) or not isinstance(selector, Mapping) or not selector:
        return False
    if spec.get("type") == "ExternalName" or not same_namespace(pod, service):
        return False
    return all(pod.labels.get(key) == value for key, value in selector.items())


def _hits(
    service: Object,
    by_number: Mapping[tuple[int, str], list[Container]],
    by_name: Mapping[tuple[str, str], Container],
) -> Iterator[ServiceHit]:
    ports = service.raw["spec"].get("ports")
    for entry in ports if isinstance(ports, list) else []:
        number = entry.get("port") if isinstance(entry, Mapping) else None
        if not isinstance(number, int) or isinstance(number, bool):
            continue
        protocol = text(entry.get("protocol")) or "TCP"
        target: Any = entry.get("targetPort") or number  # left out, or 0, means the port itself
        if isinstance(target, str):
            containers = [by_name[target, protocol]] if (target, protocol) in by_name else []
        else:
            containers = by_number.get((target, protocol), []) if isinstance(target, int) else []
        yield ServiceHit(service.name, service.document, number, text(target), protocol, tuple(containers))


def _by_number(listeners: Iterable[Listener]) -> dict[tuple[int, str], list[Container]]:
    found: dict[tuple[int, str], dict[str, Container]] = {}
    for listener in listeners:
        if listener.container.runs_with_the_pod:
            found.setdefault((listener.port, listener.protocol), {})[listener.container.path] = (
                listener.container
            )
    return {place: list(containers.values()) for place, containers in found.items()}


def _by_name(pod: Pod) -> dict[tuple[str, str], Container]:
    """The first container with a port of that name and protocol: containers first, then native sidecars."""
    found: dict[tuple[str, str], Container] = {}
    for container in (*pod.of_kind(ContainerKind.CONTAINER), *pod.of_kind(ContainerKind.SIDECAR)):
        for port in container.ports:
            if port.name:
                found.setdefault((port.name, port.protocol), container)
    return found
