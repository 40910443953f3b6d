"""What calls a port by its name: probes and hooks of its container, Services of the pod (FACTS C.3, E.2)."""

from __future__ import annotations

from collections.abc import Iterator

from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Container, ContainerKind, Object, Pod, Port
from pods.domain.network.services import selects

_PROBES_AND_HOOKS = (
    "livenessProbe",
    "readinessProbe",
    "startupProbe",
    "lifecycle.postStart",
    "lifecycle.preStop",
)
_HANDLERS = ("httpGet", "tcpSocket")  # grpc takes numbers only


def callers(manifest: Manifest, pod: Pod, container: Container, port: Port) -> Iterator[tuple[int, str]]:
    """The document and path of every field that names the port.

    A Service is left out where the name also stands for a port of another container that it leads to: it goes on
    leading there.
    """
    if port.name is None:
        return
    for owner in _PROBES_AND_HOOKS:
        for handler in _HANDLERS:
            field = f"{owner}.{handler}.port"
            if paths.value_at(container.raw, field) == port.name:
                yield pod.document, f"{container.path}.{field}"
    for service in _services(manifest, pod, container):
        if not _kept_elsewhere(manifest, service, (pod.document, container.path), port):
            yield from _targets(service, port)


def _services(manifest: Manifest, pod: Pod, container: Container) -> Iterator[Object]:
    if container.kind in (
        ContainerKind.CONTAINER,
        ContainerKind.SIDECAR,
    ):  # none leads to containers that end
        for service in manifest.objects:
            if service.kind == "Service" and service.api_version == "v1" and selects(service, pod):
                yield service


def _targets(service: Object, port: Port) -> Iterator[tuple[int, str]]:
    entries = paths.value_at(service.raw, "spec.ports")
    at = f"{service.path}.spec.ports" if service.path else "spec.ports"
    for index, entry in enumerate(entries if isinstance(entries, list) else []):
        protocol = paths.value_at(entry, "protocol") or "TCP"
        if paths.value_at(entry, "targetPort") == port.name and protocol == port.protocol:
            yield service.document, f"{paths.join(at, index)}.targetPort"


def _kept_elsewhere(manifest: Manifest, service: Object, own: tuple[int, str], port: Port) -> bool:
    return any(
        (other.name, other.protocol) == (port.name, port.protocol)
        for pod in manifest.pods
        if selects(service, pod)
        for owner in pod.of_kind(ContainerKind.CONTAINER, ContainerKind.SIDECAR)
        if (pod.document, owner.path) != own
        for other in owner.ports
    )
