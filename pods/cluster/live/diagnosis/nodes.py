"""Nodes that do not answer: since when, and what becomes of their pods.

Nobody may read nodes who may only read pods, so a pod has to tell. The node controller sets Ready to false, without a
reason, and leaves ContainersReady as the kubelet said it last (seen on a real node; FACTS C.7).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from pods.cluster.live.diagnosis.trouble import Spot, Trouble, items, mapping, newest
from pods.cluster.live.events import Event
from pods.cluster.live.state import PodState
from pods.domain.messages import Message, gettext_noop, say

Object = Mapping[str, Any]
_UNREACHABLE = "node.kubernetes.io/unreachable"
_BY_OTHERS = ("Ready", "DisruptionTarget", "PodScheduled")  # conditions that controllers set, too


def of_node(pod: PodState, raw: Object, events: Sequence[Event]) -> Iterator[Trouble]:
    """Whether the pod's node is silent."""
    since = "" if pod.over or pod.deleted else _silent_since(pod, events)
    if since:
        title = say(_SILENT, node=pod.node, time=_clock(since))
        said = newest(events, "NodeNotReady")
        yield Trouble(
            "node", title, _fate(pod, raw, since), Spot("tolerations"), said.message if said else ""
        )


def _silent_since(pod: PodState, events: Sequence[Event]) -> str:
    """When the node was given up; "" where it has been heard of since."""
    if pod.unheard:
        return next(each.since for each in pod.conditions if each.type == "Ready")
    away = newest(events, "NodeNotReady")
    silent = away and not pod.ready and all(time <= away.last for time in _signs(pod, events))
    return away.last if away and silent else ""


def _signs(pod: PodState, events: Sequence[Event]) -> Iterator[str]:
    """When the kubelet said something of the pod."""
    yield from (each.since for each in pod.containers)
    yield from (each.since for each in pod.conditions if each.type not in _BY_OTHERS)
    yield from (each.last for each in events if each.container)


def _fate(pod: PodState, raw: Object, since: str) -> Message:
    """What happens unless it comes back."""
    seconds = _tolerated(mapping(raw.get("spec")))
    if seconds is None:
        return say(_STAYS)
    at = _clock(since, seconds)
    if not pod.owner:
        return say(_BARE, time=at)
    return say(_ONE_AT_A_TIME if pod.owner.startswith("StatefulSet/") else _ANOTHER, time=at, owner=pod.owner)


def _tolerated(spec: Object) -> int | None:
    """For how many seconds the pod may stay on a node that cannot be reached; None for ever."""
    fitting = [
        each
        for each in items(spec.get("tolerations"))
        if each.get("effect") in (None, "", "NoExecute") and each.get("key") in (None, "", _UNREACHABLE)
    ]
    if not fitting:
        return 0
    said = [each["tolerationSeconds"] for each in fitting if isinstance(each.get("tolerationSeconds"), int)]
    return max(min(said), 0) if said else None


def _clock(time: str, later: int = 0) -> str:
    try:
        at = datetime.fromisoformat(time) + timedelta(seconds=later)
    except (ValueError, OverflowError):
        return time
    return f"{at:%H:%M:%S}"


_SILENT = gettext_noop(
    "The node %(node)s does not answer; the cluster gave it up at %(time)s UTC, and what is shown of the pod "
    "is from before."
)
_STAYS = gettext_noop(
    "The pod tolerates that for ever: it stays with the node until that comes back or somebody deletes the pod."
)
_BARE = gettext_noop(
    "Unless the node comes back, the pod is told to go at %(time)s UTC; it has no workload that would make another one."
)
_ANOTHER = gettext_noop(
    "Unless the node comes back, the pod is told to go at %(time)s UTC, and %(owner)s makes another one elsewhere."
)
_ONE_AT_A_TIME = gettext_noop(
    "Unless the node comes back, the pod is told to go at %(time)s UTC. %(owner)s makes another one only when the node "
    "confirms its end or is taken out of the cluster."
)
