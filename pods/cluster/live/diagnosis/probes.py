"""Probes that fail, from the kubelet's `Unhealthy` events (FACTS C.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from pods.cluster.live.diagnosis.trouble import Spot, Trouble, seconds_since
from pods.cluster.live.events import Event
from pods.cluster.live.state import ContainerState, Kind, Level, PodState
from pods.domain.messages import gettext_noop, say

_RECENT = 600.0  # seconds; a liveness probe that failed longer ago is over with
_SAID = re.compile(r"(Startup|Liveness|Readiness) probe (?:failed|errored)[^:]*:? ?", re.IGNORECASE)


def of_probes(
    pod: PodState, container: ContainerState, events: Sequence[Event], now: datetime
) -> Iterator[Trouble]:
    """The probes of a container that fail just now."""
    failed: dict[str, Event] = {}
    for event in events:
        said = _SAID.match(event.message) if event.reason == "Unhealthy" else None
        if said and event.container == container.name:
            failed[said[1].lower()] = event
    if "startup" in failed and not container.started:
        yield _startup(pod, container, failed["startup"].message)
    elif "liveness" in failed and _restarts(container, failed["liveness"], now):
        yield _trouble(container, "liveness", failed["liveness"].message, _LIVENESS, _LIVE)
    if "readiness" in failed and container.started and not container.ready and container.exit is None:
        yield _trouble(container, "readiness", failed["readiness"].message, _READINESS, _READY)
    if not failed and _holds_up(pod, container) and seconds_since(container.since, now) > 10:
        yield _startup(pod, container, "")


def _restarts(container: ContainerState, failed: Event, now: datetime) -> bool:
    recent = 0 <= seconds_since(failed.last, now) < _RECENT
    return recent and (container.restarts > 0 or container.level is not Level.RUNNING or failed.count > 1)


def _holds_up(pod: PodState, container: ContainerState) -> bool:
    """Whether what comes after this native sidecar waits for it (FACTS C.2)."""
    if container.kind is not Kind.SIDECAR or container.started or container.level is not Level.STARTING:
        return False
    after = pod.containers[pod.containers.index(container) + 1 :]
    return any(other.level is Level.WAITING for other in after)


def _startup(pod: PodState, container: ContainerState, words: str) -> Trouble:
    holds = _holds_up(pod, container)
    return _trouble(container, "startup", words, _SIDECAR if holds else _STARTUP, _START)


def _trouble(container: ContainerState, probe: str, words: str, title: str, advice: str) -> Trouble:
    spot = Spot(f"{probe}Probe", container=container.name)
    return Trouble(f"probe-{probe}", say(title, name=container.name), say(advice), spot, words)


_STARTUP = gettext_noop(
    "%(name)s has not passed its start-up probe yet; when its tries are used up it is killed and started "
    "again."
)
_SIDECAR = gettext_noop(
    "The sidecar %(name)s has not passed its start-up probe, and nothing after it starts before it has."
)
_START = gettext_noop(
    "Does the probe ask the port and path at which it really listens? If it only needs longer, raise "
    "failureThreshold or periodSeconds."
)
_LIVENESS = gettext_noop("The liveness probe of %(name)s fails, so the kubelet kills it and starts it again.")
_LIVE = gettext_noop(
    "Look at its log before the restart. Where it only starts slowly or is busy, use a startupProbe or a "
    "larger timeoutSeconds."
)
_READINESS = gettext_noop(
    "The readiness probe of %(name)s fails: it runs, but no Service sends anything to the pod."
)
_READY = gettext_noop(
    "Does the probe ask the port and path at which it really listens? Its log may say what it waits for."
)
