"""Who shares which Linux namespace with whom, and why (FACTS A; `truth/namespaces.json`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pods.domain.manifest.containers import text
from pods.domain.manifest.views import Container, ContainerKind, Pod
from pods.domain.messages import Message, gettext_noop, say


class Namespace(StrEnum):
    """The namespaces a pod's author can reason about."""

    NETWORK = "network"
    IPC = "ipc"
    UTS = "uts"
    PID = "pid"
    MOUNT = "mount"


class Scope(StrEnum):
    """What a namespace belongs to."""

    POD = "pod"
    CONTAINER = "container"
    NODE = "node"


@dataclass(frozen=True, slots=True)
class Group:
    """Containers that live in one and the same namespace."""

    scope: Scope
    containers: tuple[Container, ...]
    because: Message


Sharing = Mapping[Namespace, tuple[Group, ...]]


def sharing(pod: Pod) -> Sharing:
    """For each namespace the groups of containers in it; every container stands in exactly one group of each.

    Init containers get the namespaces of their pod like all others (FACTS A.2), so they are grouped too.
    """
    return {
        Namespace.NETWORK: _whole(pod, "hostNetwork", _NODE_NETWORK, _POD_NETWORK),
        Namespace.IPC: _whole(pod, "hostIPC", _NODE_IPC, _POD_IPC),
        # The node's UTS namespace comes along with its network; there is no field of its own (FACTS A.1).
        Namespace.UTS: _whole(pod, "hostNetwork", _NODE_UTS, _POD_UTS),
        Namespace.PID: _pid(pod),
        Namespace.MOUNT: _each(pod.containers, _OWN_MOUNT),
    }


def _whole(pod: Pod, switch: str, on: str, off: str) -> tuple[Group, ...]:
    if not pod.containers:
        return ()
    to_node = pod.spec.get(switch) is True
    scope, because = (Scope.NODE, on) if to_node else (Scope.POD, off)
    return (Group(scope, pod.containers, say(because)),)


def _pid(pod: Pod) -> tuple[Group, ...]:
    # hostPID wins: the API refuses both together, but the text may say both (FACTS A.4).
    if pod.spec.get("hostPID") is True:
        return _whole(pod, "hostPID", _NODE_PID, _POD_PID)
    if pod.spec.get("shareProcessNamespace") is True:
        return (Group(Scope.POD, pod.containers, say(_POD_PID)),) if pod.containers else ()
    return _own_pids(pod)


def _own_pids(pod: Pod) -> tuple[Group, ...]:
    """Own PID namespaces, but an ephemeral container joins the one it targets (FACTS A.2)."""
    members: dict[str, list[Container]] = {c.path: [c] for c in pod.containers}
    by_name = {c.name: c for c in pod.containers if c.name and c.kind is not ContainerKind.EPHEMERAL}
    for container in pod.of_kind(ContainerKind.EPHEMERAL):
        target = by_name.get(text(container.raw.get("targetContainerName")))
        if target is not None:
            members[target.path].extend(members.pop(container.path))
    return tuple(
        Group(Scope.CONTAINER, tuple(group), say(_OWN_PID if len(group) == 1 else _TARGET_PID))
        for group in members.values()
    )


def _each(containers: tuple[Container, ...], because: str) -> tuple[Group, ...]:
    return tuple(Group(Scope.CONTAINER, (c,), say(because)) for c in containers)


_POD_NETWORK = gettext_noop(
    "The pod has one network namespace: one IP address, one localhost, one set of ports."
)
_NODE_NETWORK = gettext_noop("hostNetwork: true puts every container into the network of the node.")
_POD_IPC = gettext_noop("The pod has one IPC namespace: System V IPC, POSIX message queues and /dev/shm.")
_NODE_IPC = gettext_noop("hostIPC: true puts every container into the IPC namespace of the node.")
_POD_UTS = gettext_noop("The pod has one host name.")
_NODE_UTS = gettext_noop("hostNetwork: true takes the node's host name (UTS namespace) too.")
_POD_PID = gettext_noop(
    "shareProcessNamespace: true: all containers see each other's processes, and pause is PID 1."
)
_NODE_PID = gettext_noop("hostPID: true lets every container see all processes of the node.")
_OWN_PID = gettext_noop("Processes are not shared unless asked: the container's own entry point is PID 1.")
_TARGET_PID = gettext_noop("The ephemeral container joins the process namespace of the container it targets.")
_OWN_MOUNT = gettext_noop("Every container has a file system of its own; only volumes are shared.")
