"""What only one container of a pod uses, and so would serve nobody once it is gone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pods.domain import volumes
from pods.domain.edits.bonds import Bond, Reference
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Container, Object, Pod, Volume
from pods.domain.messages import gettext_noop, say
from pods.domain.network import ServiceHit, network


def leftovers(manifest: Manifest, pod: Pod, container: Container) -> Iterator[Reference]:
    """Volumes that nobody else mounts, and ports of Services (or whole Services) that lead nowhere else."""
    yield from _volumes(pod, container)
    yield from _services(manifest, pod, container)


def _volumes(pod: Pod, container: Container) -> Iterator[Reference]:
    for use in volumes.uses(pod):
        users = {each.container.path for each in use.uses}
        if users == {container.path} and not _reads_variables(pod, container, use.volume):
            message = say(_VOLUME, volume=use.volume.name, name=container.name)
            yield Reference(pod.document, use.volume.path, message, Bond.USE, use.volume.path)


def _reads_variables(pod: Pod, container: Container, volume: Volume) -> bool:
    """Another container takes variables from a file of the volume (fileKeyRef), which needs no mount."""
    return any(
        paths.value_at(variable.value_from, "fileKeyRef.volumeName") == volume.name
        for other in pod.containers
        if other.path != container.path
        for variable in other.env
    )


def _services(manifest: Manifest, pod: Pod, container: Container) -> Iterator[Reference]:
    hits = network(pod, manifest.objects).services
    for service in manifest.objects:
        if service.kind != "Service" or service.document not in {hit.document for hit in hits}:
            continue
        entries = _ports(service)
        lost = [at for at, entry in entries if _leads_to(container, _hit(hits, service, entry))]
        if lost and len(lost) == len(entries):
            message = say(_SERVICE, service=service.name, name=container.name)
            yield Reference(service.document, service.path, message, Bond.USE, service.path)
            continue
        for at in lost:
            port = manifest.value(service.document, f"{at}.port")
            message = say(_PORT, port=port, service=service.name, name=container.name)
            yield Reference(service.document, at, message, Bond.USE, at)


def _ports(service: Object) -> list[tuple[str, Any]]:
    found = paths.value_at(service.raw, "spec.ports")
    at = f"{service.path}.spec.ports" if service.path else "spec.ports"
    return [
        (paths.join(at, index), entry) for index, entry in enumerate(found if isinstance(found, list) else [])
    ]


def _hit(hits: tuple[ServiceHit, ...], service: Object, entry: Any) -> ServiceHit | None:
    if not isinstance(entry, dict):
        return None
    wanted = (service.document, service.name, entry.get("port"), entry.get("protocol") or "TCP")
    return next((h for h in hits if (h.document, h.service, h.port, h.protocol) == wanted), None)


def _leads_to(container: Container, hit: ServiceHit | None) -> bool:
    return hit is not None and [c.path for c in hit.containers] == [container.path]


_VOLUME = gettext_noop("Only %(name)s mounts the volume %(volume)s.")
_SERVICE = gettext_noop("The Service %(service)s leads to %(name)s alone.")
_PORT = gettext_noop("Port %(port)s of the Service %(service)s leads to %(name)s alone.")
