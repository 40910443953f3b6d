"""Which namespaces the containers of a pod share, and which are the node's (FACTS A.3, A.4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any

from pods.domain import names, sysctls
from pods.domain.edits.optional import put_optional, put_unless_default
from pods.domain.edits.put import put
from pods.domain.edits.refusal import EditRefused
from pods.domain.edits.sysctls import sysctl_names
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import ContainerKind, Pod
from pods.domain.messages import Message, gettext_noop, say

__all__ = ["HostNamespace", "clash", "set_host_namespace", "set_host_users", "set_share_process_namespace"]


class HostNamespace(StrEnum):
    """A namespace of the node that a pod can use in the place of its own, as the API calls it."""

    NETWORK = "hostNetwork"
    PID = "hostPID"
    IPC = "hostIPC"


def set_share_process_namespace(manifest: Manifest, pod: Pod, on: bool) -> Manifest:
    """Let all containers see one set of processes, or each its own. Raises EditRefused (FACTS A.4)."""
    _refuse(_share_clashes(pod) if on else ())
    return put_optional(manifest, pod.document, paths.join(pod.path, "shareProcessNamespace"), on)


def set_host_namespace(manifest: Manifest, pod: Pod, namespace: HostNamespace, on: bool) -> Manifest:
    """Let the pod use a namespace of the node, or one of its own. Raises EditRefused (FACTS A.4)."""
    _refuse(_clashes(pod, namespace) if on else ())
    return put_optional(manifest, pod.document, paths.join(pod.path, namespace.value), on)


def set_host_users(manifest: Manifest, pod: Pod, on: bool) -> Manifest:
    """Let the pod's users be those of the node, as is usual, or give it its own. Raises EditRefused (FACTS A.4)."""
    path = paths.join(pod.path, "hostUsers")
    _refuse(_node_users_clashes(pod) if on else _own_users_clashes(pod))
    if on:
        return put_unless_default(manifest, pod.document, path, True, True)
    return put(manifest, pod.document, path, False)


def clash(pod: Pod, field: str, value: bool) -> Message | None:
    """Why one of the switches of this module would be refused that value; the edits say the same."""
    match field:
        case "shareProcessNamespace":
            found = _share_clashes(pod) if value else iter(())
        case "hostUsers":
            found = _node_users_clashes(pod) if value else _own_users_clashes(pod)
        case _:
            found = _clashes(pod, HostNamespace(field)) if value else iter(())
    return next(found, None)


def _refuse(faults: Iterable[Message]) -> None:
    for fault in faults:
        raise EditRefused(fault)


def _share_clashes(pod: Pod) -> Iterator[Message]:
    if pod.spec.get("hostPID") is True:
        yield say(_SHARE_AND_HOST, field="hostPID")
    yield from _windows_clashes(pod, "shareProcessNamespace")


def _node_users_clashes(pod: Pod) -> Iterator[Message]:
    for container in pod.containers:
        if paths.value_at(container.raw, "securityContext.procMount") == "Unmasked":
            yield say(_UNMASKED, container=names.shown(container.name))


def _own_users_clashes(pod: Pod) -> Iterator[Message]:
    yield from _windows_clashes(pod, "hostUsers")
    for namespace in HostNamespace:
        if pod.spec.get(namespace.value) is True:
            yield say(_USERS, field=namespace.value)
    for container in pod.containers:
        if any(mount.device for mount in container.mounts):
            yield say(_DEVICES, container=names.shown(container.name))


def _clashes(pod: Pod, namespace: HostNamespace) -> Iterator[Message]:
    if namespace is not HostNamespace.NETWORK:
        yield from _windows_clashes(pod, namespace.value)
    if _own_users(pod):
        yield say(_USERS, field=namespace.value)
    match namespace:
        case HostNamespace.NETWORK:
            yield from _network_clashes(pod)
        case HostNamespace.PID:
            if pod.spec.get("shareProcessNamespace") is True:
                yield say(_SHARE_AND_HOST, field="shareProcessNamespace")
        case HostNamespace.IPC:
            yield from _sysctl_clashes(pod, namespace)


def _network_clashes(pod: Pod) -> Iterator[Message]:
    if pod.spec.get("hostnameOverride"):
        yield say(_HOSTNAME)
    for container in pod.of_kind(ContainerKind.CONTAINER):
        for port in container.ports:
            if port.host_port and port.host_port != port.number:
                name = names.shown(container.name)
                yield say(_PORT, container=name, number=port.number, on_node=port.host_port)
    yield from _port_clashes(pod)
    yield from _sysctl_clashes(pod, HostNamespace.NETWORK)


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


def _sysctl_clashes(pod: Pod, namespace: HostNamespace) -> Iterator[Message]:
    for name in sysctl_names(pod):
        if sysctls.namespace(name) == namespace.value:
            yield say(_SYSCTL, name=names.shown(name), field=namespace.value)


def _own_users(pod: Pod) -> bool:
    return pod.spec.get("hostUsers") is False


def _windows_clashes(pod: Pod, field: str) -> Iterator[Message]:
    if paths.value_at(pod.spec, "os.name") == "windows":
        yield say(_WINDOWS, field=field)


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
