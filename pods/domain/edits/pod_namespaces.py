"""Which namespaces the containers of a pod share, and which are the node's (FACTS A.3, A.4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from pods.domain import names
from pods.domain.edits.optional import put_optional, put_unless_default
from pods.domain.edits.put import put
from pods.domain.edits.refusal import EditRefused
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import ContainerKind, Pod
from pods.domain.messages import Message, gettext_noop, say

__all__ = ["HostNamespace", "set_host_namespace", "set_host_users", "set_share_process_namespace"]

# Sysctls of the node's IPC namespace; all that begin with net. are those of its network.
_IPC_SYSCTLS = ("kernel.shm", "kernel.msg", "kernel.sem", "fs.mqueue.")


class HostNamespace(StrEnum):
    """A namespace of the node that a pod can use in the place of its own, as the API calls it."""

    NETWORK = "hostNetwork"
    PID = "hostPID"
    IPC = "hostIPC"


def set_share_process_namespace(manifest: Manifest, pod: Pod, on: bool) -> Manifest:
    """Let all containers see one set of processes, or each its own. Raises EditRefused (FACTS A.4)."""
    if on and pod.spec.get("hostPID") is True:
        raise EditRefused(say(_SHARE_AND_HOST, field="hostPID"))
    _refuse_on_windows(pod, "shareProcessNamespace", on)
    return put_optional(manifest, pod.document, paths.join(pod.path, "shareProcessNamespace"), on)


def set_host_namespace(manifest: Manifest, pod: Pod, namespace: HostNamespace, on: bool) -> Manifest:
    """Let the pod use a namespace of the node, or one of its own. Raises EditRefused (FACTS A.4)."""
    if on:
        if namespace is not HostNamespace.NETWORK:
            _refuse_on_windows(pod, namespace.value, on)
        for fault in _clashes(pod, namespace):
            raise EditRefused(fault)
    return put_optional(manifest, pod.document, paths.join(pod.path, namespace.value), on)


def set_host_users(manifest: Manifest, pod: Pod, on: bool) -> Manifest:
    """Let the pod's users be those of the node, as is usual, or give it its own. Raises EditRefused (FACTS A.4)."""
    path = paths.join(pod.path, "hostUsers")
    if on:
        for container in pod.containers:
            if paths.value_at(container.raw, "securityContext.procMount") == "Unmasked":
                raise EditRefused(say(_UNMASKED, container=names.shown(container.name)))
        return put_unless_default(manifest, pod.document, path, True, True)
    _refuse_on_windows(pod, "hostUsers", True)
    for namespace in HostNamespace:
        if pod.spec.get(namespace.value) is True:
            raise EditRefused(say(_USERS, field=namespace.value))
    for container in pod.containers:
        if any(mount.device for mount in container.mounts):
            raise EditRefused(say(_DEVICES, container=names.shown(container.name)))
    return put(manifest, pod.document, path, False)


def _clashes(pod: Pod, namespace: HostNamespace) -> Iterator[Message]:
    if _own_users(pod):
        yield say(_USERS, field=namespace.value)
    match namespace:
        case HostNamespace.NETWORK:
            yield from _network_clashes(pod)
        case HostNamespace.PID:
            if pod.spec.get("shareProcessNamespace") is True:
                yield say(_SHARE_AND_HOST, field="shareProcessNamespace")
        case HostNamespace.IPC:
            yield from _sysctl_clashes(pod, namespace, _IPC_SYSCTLS)


def _network_clashes(pod: Pod) -> Iterator[Message]:
    if pod.spec.get("hostnameOverride"):
        yield say(_HOSTNAME)
    for container in pod.of_kind(ContainerKind.CONTAINER):
        for port in container.ports:
            if port.host_port and port.host_port != port.number:
                name = names.shown(container.name)
                yield say(_PORT, container=name, number=port.number, on_node=port.host_port)
    yield from _port_clashes(pod)
    yield from _sysctl_clashes(pod, HostNamespace.NETWORK, ("net.",))


def _port_clashes(pod: Pod) -> Iterator[Message]:
    """With hostNetwork each port takes its own number of the node, once (FACTS A.3)."""
    taken: dict[tuple[int, str, Any], str] = {}
    for container in pod.of_kind(ContainerKind.CONTAINER):
        for port in container.ports:
            entry = paths.value_at(container.raw, port.path.removeprefix(f"{container.path}."))
            place = (port.number, port.protocol, entry.get("hostIP") or None)
            if place in taken:
                yield say(_SAME_PORT, number=port.number, one=taken[place], other=names.shown(container.name))
            taken[place] = names.shown(container.name)


def _sysctl_clashes(pod: Pod, namespace: HostNamespace, prefixes: tuple[str, ...]) -> Iterator[Message]:
    sysctls = paths.value_at(pod.spec, "securityContext.sysctls")
    for sysctl in sysctls if isinstance(sysctls, list) else []:
        name = sysctl.get("name") if isinstance(sysctl, Mapping) else None
        if isinstance(name, str) and name.replace("/", ".").startswith(prefixes):
            yield say(_SYSCTL, name=names.shown(name), field=namespace.value)


def _own_users(pod: Pod) -> bool:
    return pod.spec.get("hostUsers") is False


def _refuse_on_windows(pod: Pod, field: str, on: bool) -> None:
    if on and paths.value_at(pod.spec, "os.name") == "windows":
        raise EditRefused(say(_WINDOWS, field=field))


_SHARE_AND_HOST = gettext_noop(
    "A pod that uses the node's processes cannot share processes of its own; switch %(field)s off first."
)
_USERS = gettext_noop("%(field)s and hostUsers: false exclude each other; switch one of the two back first.")
_DEVICES = gettext_noop(
    "The container %(container)s has raw devices, which a pod with its own users cannot have; remove them first."
)
_UNMASKED = gettext_noop(
    "The container %(container)s has procMount: Unmasked, which needs hostUsers: false; remove it first."
)
_HOSTNAME = gettext_noop("A pod in the node's network has the node's name; remove hostnameOverride first.")
_PORT = gettext_noop(
    "%(container)s listens on %(number)d and asks for port %(on_node)d of the node; "
    "with hostNetwork both must be the same. Change or remove the hostPort first."
)
_SAME_PORT = gettext_noop(
    "%(one)s and %(other)s both have port %(number)d, which the node has only once; change one of the two first."
)
_SYSCTL = gettext_noop("The sysctl %(name)s cannot be set with %(field)s; remove it first.")
_WINDOWS = gettext_noop("A Windows pod knows no %(field)s; leave it as it is.")
