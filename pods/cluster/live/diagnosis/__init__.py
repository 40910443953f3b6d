"""What is wrong with a pod, in words: what it means, what to do, and which line of its manifest to look at.

Pure: made from the objects that the API server gave and a moment; the reasons are those of the kubelet, the scheduler
and the controllers (FACTS C.1 to C.8), and their own words are passed on beside ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from pods.cluster.live.diagnosis.containers import of_containers
from pods.cluster.live.diagnosis.ending import of_ending
from pods.cluster.live.diagnosis.nodes import of_node
from pods.cluster.live.diagnosis.owners import of_owners
from pods.cluster.live.diagnosis.scheduling import of_scheduling
from pods.cluster.live.diagnosis.trouble import Spot, Trouble
from pods.cluster.live.diagnosis.volumes import of_sandbox, of_volumes
from pods.cluster.live.events import Event
from pods.cluster.live.state import pod_state
from pods.domain.severity import Severity

__all__ = ["Spot", "Trouble", "diagnose"]
Object = Mapping[str, Any]
_RANK = (Severity.ERROR, Severity.WARNING, Severity.INFO)


def diagnose(
    pod: Object | None, events: Sequence[Event], owners: Iterable[Object], now: datetime
) -> tuple[Trouble, ...]:
    """What is wrong, the worst first, else in the order of starting.

    `pod` as the API server gives it, None while there is none; `events` about it and its owners; `owners` the workload
    and what stands between it and the pod.
    """
    found = list(_troubles(pod, events, owners, now))
    return tuple(sorted(dict.fromkeys(found), key=lambda trouble: _RANK.index(trouble.severity)))


def _troubles(
    pod: Object | None, events: Sequence[Event], owners: Iterable[Object], now: datetime
) -> Iterator[Trouble]:
    if pod is not None:
        state = pod_state(pod)
        yield from of_node(state, pod, events)
        yield from of_ending(state, pod, now)
        yield from of_scheduling(state, pod)
        yield from of_sandbox(state, events)
        yield from of_volumes(state, pod, events)
        yield from of_containers(state, pod, events, now)
        yield from of_owners(state.created, events, owners)
    else:
        yield from of_owners("", events, owners)
