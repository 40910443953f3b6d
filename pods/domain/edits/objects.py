"""Objects that a pod needs beside it, each tied to the pod in the same step (FACTS E.2, G.1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pods.domain import names
from pods.domain.edits import accepted
from pods.domain.edits.batch import made
from pods.domain.edits.documents import append_object
from pods.domain.edits.lists import appending
from pods.domain.edits.mounts import MountSpec, mounting
from pods.domain.edits.refusal import EditRefused
from pods.domain.edits.selection import chosen
from pods.domain.edits.volume_sources import Claim, ClaimSpec, ConfigMapFiles, SecretFiles, VolumeSource
from pods.domain.edits.volumes import adding_volume
from pods.domain.edits.workload import set_labels
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Container, Pod
from pods.domain.messages import gettext_noop, say

__all__ = [
    "AsFiles",
    "AsVariables",
    "MountAt",
    "ServicePort",
    "add_claim",
    "add_config_map",
    "add_secret",
    "add_service",
    "offered_ports",
]

SERVICE_TYPES = ("ClusterIP", "NodePort", "LoadBalancer", "Headless")
_PROTOCOLS = ("TCP", "UDP", "SCTP")
_LARGEST_DATA = 1024 * 1024  # bytes of all keys and values of a ConfigMap or Secret


@dataclass(frozen=True, slots=True)
class ServicePort:
    """A port of a Service; `target` is the container's port, by number or by name."""

    port: int
    target: int | str
    name: str = ""
    protocol: str = "TCP"


@dataclass(frozen=True, slots=True)
class MountAt:
    """Where a container, by its name, sees the volume."""

    container: str
    path: str
    read_only: bool = False


@dataclass(frozen=True, slots=True)
class AsFiles:
    """The keys as files of a new volume, mounted in these containers."""

    volume: str
    mounts: tuple[MountAt, ...]


@dataclass(frozen=True, slots=True)
class AsVariables:
    """The keys as environment variables of these containers, their names behind a prefix."""

    containers: tuple[str, ...]
    prefix: str = ""


def offered_ports(pod: Pod) -> tuple[ServicePort, ...]:
    """What a Service could offer: each port the pod's containers declare, once, with a name of its own."""
    found: dict[tuple[int, str], ServicePort] = {}
    taken: set[str] = set()
    for port in (port for c in pod.containers if c.runs_with_the_pod for port in c.ports):
        if (port.number, port.protocol) in found or port.protocol not in _PROTOCOLS:
            continue
        name = _free_name(port.name or f"port-{port.number}", port.protocol, taken)
        taken.add(name)
        target = port.name if port.name and _only_port(pod, port.name) else port.number
        found[port.number, port.protocol] = ServicePort(port.number, target, name, port.protocol)
    return tuple(found.values())


def add_service(
    manifest: Manifest,
    pod: Pod,
    name: str,
    *,
    ports: tuple[ServicePort, ...] | None = None,
    type: str = "ClusterIP",
    selector: Mapping[str, str] | None = None,
) -> Manifest:
    """A Service for the pod, on the ports its containers declare unless others are given.

    The pod gets the labels of the selector that it does not have. `Headless` is a ClusterIP without an address.
    Raises EditRefused.
    """
    _sound_name(names.label(name) if name else None, name)
    accepted.one_of("type", type, SERVICE_TYPES)
    wanted = offered_ports(pod) if ports is None else ports
    if not wanted and type != "Headless":
        raise EditRefused(say(_NO_PORTS))
    match = chosen(pod, selector)
    spec: dict[str, Any] = {"clusterIP": "None"} if type == "Headless" else {}
    if type in ("NodePort", "LoadBalancer"):
        spec["type"] = type
    spec["selector"] = match
    if wanted:
        spec["ports"] = list(service_ports(wanted))
    value = {**_head("v1", "Service", pod, name), "spec": spec}
    manifest = append_object(manifest, pod, value)
    if match.items() <= pod.labels.items():
        return manifest
    return set_labels(manifest, _again(manifest, pod), {**pod.labels, **match})


def add_config_map(
    manifest: Manifest, pod: Pod, name: str, data: Mapping[str, str], tie: AsFiles | AsVariables
) -> Manifest:
    """A ConfigMap with these keys, which the pod gets as files or variables. Raises EditRefused."""
    _sound_name(names.subdomain(name) if name else None, name)
    _sound_data(data)
    value = {**_head("v1", "ConfigMap", pod, name), "data": dict(data)}
    manifest = append_object(manifest, pod, value)
    return _tied(manifest, pod, tie, ConfigMapFiles(name), "configMapRef", name)


def add_secret(
    manifest: Manifest,
    pod: Pod,
    name: str,
    data: Mapping[str, str],
    tie: AsFiles | AsVariables,
    *,
    type: str = "",
) -> Manifest:
    """A Secret with these keys in plain text (`stringData`), which the pod gets as files or variables.

    Raises EditRefused.
    """
    _sound_name(names.subdomain(name) if name else None, name)
    _sound_data(data)
    typed = {"type": type} if type else {}
    value = {**_head("v1", "Secret", pod, name), **typed, "stringData": dict(data)}
    manifest = append_object(manifest, pod, value)
    return _tied(manifest, pod, tie, SecretFiles(name), "secretRef", name)


def add_claim(manifest: Manifest, pod: Pod, name: str, claim: ClaimSpec, tie: AsFiles) -> Manifest:
    """A PersistentVolumeClaim, as a new volume of the pod. Raises EditRefused."""
    _sound_name(names.subdomain(name) if name else None, name)
    value = {**_head("v1", "PersistentVolumeClaim", pod, name), "spec": claim.fields()}
    manifest = append_object(manifest, pod, value)
    return _tied(manifest, pod, tie, Claim(name), "", name)


def _head(api_version: str, kind: str, pod: Pod, name: str) -> dict[str, Any]:
    namespace = {"namespace": pod.namespace} if pod.namespace else {}
    return {"apiVersion": api_version, "kind": kind, "metadata": {"name": name, **namespace}}


def _again(manifest: Manifest, pod: Pod) -> Pod:
    """The pod as an edited manifest has it."""
    return next(p for p in manifest.pods if (p.document, p.path) == (pod.document, pod.path))


def _container(pod: Pod, name: str) -> Container:
    found = next((c for c in pod.containers if c.name == name and name), None)
    if found is None:
        raise EditRefused(say(_NO_CONTAINER, name=names.shown(name)))
    return found


def _tied(
    manifest: Manifest, pod: Pod, tie: AsFiles | AsVariables, source: VolumeSource, ref: str, name: str
) -> Manifest:
    if isinstance(tie, AsVariables):
        return _from(manifest, pod, tie, {ref: {"name": name}})
    if not tie.mounts:
        raise EditRefused(say(_NOT_TIED))
    plans = [adding_volume(pod, tie.volume, source)]
    for name in dict.fromkeys(mount.container for mount in tie.mounts):
        own = [mount for mount in tie.mounts if mount.container == name]
        accepted.different("mountPath", (mount.path for mount in own))
        specs = (MountSpec(tie.volume, mount.path, read_only=mount.read_only) for mount in own)
        plans += [mounting(pod, _container(pod, name), spec) for spec in specs]
    return made(manifest, plans)


def _from(manifest: Manifest, pod: Pod, tie: AsVariables, entry: dict[str, Any]) -> Manifest:
    if not tie.containers:
        raise EditRefused(say(_NOT_TIED))
    if tie.prefix:
        accepted.sound(names.variable(tie.prefix, _NEWEST))
        entry = {"prefix": tie.prefix, **entry}
    containers = [_container(pod, name) for name in dict.fromkeys(tie.containers)]
    return made(
        manifest, [appending(pod.document, paths.join(each.path, "envFrom"), entry) for each in containers]
    )


def _sound_name(fault: Any, name: str) -> None:
    if not name:
        raise EditRefused(say(_NO_NAME))
    accepted.sound(fault)


def _sound_data(data: Mapping[str, str]) -> None:
    if not data:
        raise EditRefused(say(_NO_KEYS))
    for key in data:
        accepted.filled("key", key)
        accepted.sound(names.config_key(key))
    size = sum(len(key) + len(value.encode("utf-8", "surrogatepass")) for key, value in data.items())
    if size > _LARGEST_DATA:
        raise EditRefused(say(_TOO_MUCH, size=size, most=_LARGEST_DATA))


def service_ports(ports: tuple[ServicePort, ...]) -> Iterator[dict[str, Any]]:
    """The ports as a Service says them. Raises EditRefused."""
    accepted.different("ports", (f"{port.port}/{port.protocol}" for port in ports))
    accepted.different("name", (port.name for port in ports if port.name))
    for port in ports:
        accepted.whole("port", port.port, 1, accepted.LARGEST_PORT)
        accepted.one_of("protocol", port.protocol, _PROTOCOLS)
        if isinstance(port.target, int):
            accepted.whole("targetPort", port.target, 1, accepted.LARGEST_PORT)
        else:
            accepted.filled("targetPort", port.target)
            accepted.sound(names.port(port.target))
        if port.name or len(ports) > 1:
            accepted.filled("name", port.name)
            accepted.sound(names.label(port.name))
        yield _service_port(port)


def _service_port(port: ServicePort) -> dict[str, Any]:
    written: dict[str, Any] = {"name": port.name} if port.name else {}
    written["port"] = port.port
    if port.target != port.port:
        written["targetPort"] = port.target
    return {**written, "protocol": port.protocol} if port.protocol != "TCP" else written


def _free_name(wanted: str, protocol: str, taken: set[str]) -> str:
    tries = (wanted, f"{wanted}-{protocol.lower()}", *(f"{wanted}-{n}" for n in range(2, len(taken) + 3)))
    return next(name for name in tries if name not in taken)


def _only_port(pod: Pod, name: str) -> bool:
    named = [p for c in pod.containers if c.runs_with_the_pod for p in c.ports if p.name == name]
    return len(named) == 1 and names.port(name) is None


_NEWEST = 32  # the widest rule for names of variables; the rule `env` reports what older versions refuse
_NO_NAME = gettext_noop("The object needs a name, such as the pod's own.")
_NO_PORTS = gettext_noop(
    "No container declares a port; say which port the Service offers, or make it headless."
)
_NO_KEYS = gettext_noop("It needs at least one key; a key is the name of a file or a variable.")
_TOO_MUCH = gettext_noop(
    "All keys together have %(size)d bytes, %(most)d is the most; keep large files in a volume."
)
_NO_CONTAINER = gettext_noop("The pod has no container named “%(name)s”; choose one that it has.")
_NOT_TIED = gettext_noop("Choose at least one container that gets it.")
