"""What a Service and a claim say, each set where it stands (FACTS E.2, G.1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pods.domain.edits import accepted
from pods.domain.edits.lists import append_item
from pods.domain.edits.objects import SERVICE_TYPES, ServicePort, service_ports
from pods.domain.edits.optional import merged, put_optional
from pods.domain.edits.put import put
from pods.domain.edits.refusal import EditRefused
from pods.domain.edits.removals import take_out
from pods.domain.edits.selection import sound_labels
from pods.domain.edits.volume_sources import ClaimSpec
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Object
from pods.domain.messages import gettext_noop, say

__all__ = [
    "add_service_port",
    "change_claim",
    "change_service_port",
    "remove_service_port",
    "service_type",
    "set_service_selector",
    "set_service_type",
]


def service_type(of: Object) -> str:
    """Its type, `Headless` for one without an address, `ClusterIP` where it says none."""
    if paths.value_at(of.raw, "spec.clusterIP") == "None":
        return "Headless"
    return str(paths.value_at(of.raw, "spec.type") or "ClusterIP")


def set_service_type(manifest: Manifest, of: Object, type: str) -> Manifest:
    """How a Service is reached. Raises EditRefused."""
    accepted.one_of("type", type, SERVICE_TYPES)
    if type == service_type(of):
        return manifest
    spec = paths.join(of.path, "spec")
    cluster_ip, kind = paths.join(spec, "clusterIP"), paths.join(spec, "type")
    if manifest.value(of.document, cluster_ip) == "None":
        manifest = put_optional(manifest, of.document, cluster_ip, None)
    if type == "Headless":
        manifest = put_optional(manifest, of.document, kind, None)
        return put(manifest, of.document, cluster_ip, "None")
    return put_optional(manifest, of.document, kind, None if type == "ClusterIP" else type)


def set_service_selector(manifest: Manifest, of: Object, labels: Mapping[str, Any]) -> Manifest:
    """The labels by which a Service finds its pods. Raises EditRefused."""
    if not labels:
        raise EditRefused(say(_NO_SELECTOR))
    sound_labels(labels)
    return put(manifest, of.document, paths.join(paths.join(of.path, "spec"), "selector"), dict(labels))


def add_service_port(manifest: Manifest, of: Object, port: ServicePort) -> Manifest:
    """One more port of a Service; all of several need names. Raises EditRefused."""
    (entry,) = _sound([*_ports(of), port])[-1:]
    return append_item(manifest, of.document, _path(of), entry)


def change_service_port(manifest: Manifest, of: Object, index: int, port: ServicePort) -> Manifest:
    """Another port in the place of one; what it says besides stays. Raises EditRefused."""
    old = _entries(of)[index]
    said = _sound([port if each == index else other for each, other in enumerate(_ports(of))])[index]
    wanted = {field: said.get(field) for field in ("name", "port", "targetPort", "protocol")}
    defaults = {"protocol": "TCP", "targetPort": said["port"]}
    return put(manifest, of.document, paths.join(_path(of), index), merged(old, wanted, defaults))


def remove_service_port(manifest: Manifest, of: Object, index: int) -> Manifest:
    """Take a port out; only a headless Service needs none. Raises EditRefused."""
    if len(_entries(of)) == 1 and service_type(of) != "Headless":
        raise EditRefused(say(_LAST_PORT))
    return take_out(manifest, of.document, paths.join(_path(of), index))


def change_claim(manifest: Manifest, of: Object, claim: ClaimSpec) -> Manifest:
    """What a claim asks of storage; what else it says stays. Raises EditRefused."""
    fields = claim.fields()
    spec = paths.join(of.path, "spec")
    modes, size = paths.join(spec, "accessModes"), f"{spec}.resources.requests.storage"
    manifest = put(manifest, of.document, modes, fields["accessModes"])
    manifest = put(manifest, of.document, size, claim.size)
    return put_optional(
        manifest, of.document, paths.join(spec, "storageClassName"), fields.get("storageClassName")
    )


def _path(of: Object) -> str:
    return paths.join(paths.join(of.path, "spec"), "ports")


def _entries(of: Object) -> list[dict[str, Any]]:
    found = paths.value_at(of.raw, "spec.ports")
    return [dict(e) if isinstance(e, Mapping) else {} for e in found] if isinstance(found, list) else []


def _ports(of: Object) -> list[ServicePort]:
    return [_port(entry) for entry in _entries(of)]


def _port(entry: Mapping[str, Any]) -> ServicePort:
    port = entry.get("port")
    number = port if isinstance(port, int) else 0
    protocol = str(entry.get("protocol") or "TCP")
    return ServicePort(number, entry.get("targetPort") or number, str(entry.get("name") or ""), protocol)


def _sound(ports: list[ServicePort]) -> list[dict[str, Any]]:
    return list(service_ports(tuple(ports)))


_NO_SELECTOR = gettext_noop("A Service without a selector finds no pods; name a label, such as app.")
_LAST_PORT = gettext_noop("A Service needs a port; add another one first, or make it headless.")
