"""Pods that end or were ended from outside: deletion that hangs, eviction, deadlines (FACTS C.7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from pods.cluster.live.diagnosis.trouble import Spot, Trouble, items, mapping, seconds_since
from pods.cluster.live.state import PodState
from pods.domain.messages import gettext_noop, say

Object = Mapping[str, Any]
_SYSCTL, _SYSCTLS = "SysctlForbidden", "securityContext.sysctls"
_LATE = 20.0  # seconds beyond its grace after which a deletion hangs


def of_ending(pod: PodState, raw: Object, now: datetime) -> Iterator[Trouble]:
    """What keeps the pod from going, or made it go."""
    if pod.deleted:
        yield from _hanging(pod, mapping(raw.get("metadata")), now)
    elif pod.phase == "Failed" and pod.reason:
        title, advice, field = _ENDED.get(pod.reason, (_OTHER, _WORDS, ""))
        field = _sysctl(mapping(raw.get("spec")), pod.message) if pod.reason == _SYSCTL else field
        yield Trouble("ended", say(title, reason=pod.reason), say(advice), Spot(field), pod.message)


def _sysctl(spec: Object, words: str) -> str:
    """The one that the kubelet names."""
    settings = items(mapping(spec.get("securityContext")).get("sysctls"))
    named = (place for place, one in enumerate(settings) if f'"{one.get("name")}"' in words)
    place = next(named, None)
    return _SYSCTLS if place is None else f"{_SYSCTLS}[{place}]"


def _hanging(pod: PodState, metadata: Object, now: datetime) -> Iterator[Trouble]:
    """`deletionTimestamp` is when the grace is over."""
    late = seconds_since(pod.deleted, now)
    finalizers = metadata.get("finalizers")
    if isinstance(finalizers, list) and finalizers and late > 0:
        names = ", ".join(map(str, finalizers))
        yield Trouble("finalizer", say(_FINALIZER, names=names), say(_FINALIZE), Spot())
    elif late > _LATE:
        yield Trouble("hanging", say(_HANGS, seconds=int(late)), say(_NODE_GONE, node=pod.node), Spot())


_FINALIZER = gettext_noop(
    "The pod has ended but is kept until somebody takes away its finalizers: %(names)s."
)
_FINALIZE = gettext_noop("The controller that set them should do so; if it is gone, take them away by hand.")
_HANGS = gettext_noop("The pod should have been gone %(seconds)s seconds ago: its grace is over.")
_NODE_GONE = gettext_noop(
    "The kubelet of %(node)s has not confirmed its end. If the node is gone for good, delete the pod "
    "with --force."
)
_EVICTED = gettext_noop("The node evicted the pod because it ran short of something.")
_ASK = gettext_noop(
    "Request what it really needs (memory, ephemeral-storage), and limit emptyDir volumes by sizeLimit; "
    "pods that use more than they request go first."
)
_DEADLINE = gettext_noop("The pod ran longer than activeDeadlineSeconds allows.")
_LONGER = gettext_noop("Raise activeDeadlineSeconds, or find out what took so long.")
_ADMITTED = gettext_noop("The node refused the pod after it had been given to it (%(reason)s).")
_NODE_NAME = gettext_noop(
    "This happens when the pod is bound by nodeName or the node changed meanwhile; let the scheduler choose."
)
_PREEMPTED = gettext_noop("The pod had to go for one with a higher priority.")
_PRIORITY = gettext_noop("Give it a PriorityClass if it matters as much, or add nodes.")
_SHUTDOWN = gettext_noop("The node was shut down, and the pod with it.")
_NEW = gettext_noop("A workload makes a new pod elsewhere; a bare pod does not come back.")
_OTHER = gettext_noop("The pod failed: %(reason)s.")
_WORDS = gettext_noop("The cluster's own words say why.")
_UNSAFE = gettext_noop("The node refused the pod: it asks for a sysctl that the kubelet does not allow.")
_ALLOW = gettext_noop(
    "Take it out, or have the nodes' kubelets started with --allowed-unsafe-sysctls for it; it is set for all "
    "containers of the pod. The pod does not come back by itself: delete it and apply it again."
)
_REFUSED = (_ADMITTED, _NODE_NAME, "nodeName")
_ENDED = {
    _SYSCTL: (_UNSAFE, _ALLOW, _SYSCTLS),
    "Evicted": (_EVICTED, _ASK, "containers"),
    "DeadlineExceeded": (_DEADLINE, _LONGER, "activeDeadlineSeconds"),
    "NodeAffinity": _REFUSED,
    "NodePorts": _REFUSED,
    "OutOfcpu": _REFUSED,
    "OutOfmemory": _REFUSED,
    "OutOfpods": _REFUSED,
    "UnexpectedAdmissionError": _REFUSED,
    "Preempting": (_PREEMPTED, _PRIORITY, "priorityClassName"),
    "Terminated": (_SHUTDOWN, _NEW, ""),
    "NodeShutdown": (_SHUTDOWN, _NEW, ""),
}
