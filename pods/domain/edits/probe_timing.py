"""What the numbers of a probe mean for its container, in a sentence (FACTS C.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pods.domain.edits.probes import USUAL, ProbeKind
from pods.domain.manifest.views import Container, ContainerKind, Pod
from pods.domain.messages import Message, gettext_noop, say

__all__ = ["timing"]


def timing(pod: Pod, container: Container, kind: ProbeKind) -> tuple[Message, ...]:
    """Sentences on when the probe acts and what it then does; without a probe, on what that means.

    Seconds are those from the first failure (or from the start) to the last one that is needed, at most one period
    more than the least: probes come by their own clock.
    """
    probe = container.raw.get(kind.value)
    return (
        tuple(_sentences(pod, container, kind, probe)) if isinstance(probe, Mapping) else (say(_NONE[kind]),)
    )


def _sentences(
    pod: Pod, container: Container, kind: ProbeKind, probe: Mapping[str, Any]
) -> Iterator[Message]:
    failing = _number(probe, "failureThreshold") * _number(probe, "periodSeconds")
    delay, grace = _number(probe, "initialDelaySeconds"), _number(probe, "terminationGracePeriodSeconds")
    stays = _policy(pod, container) == "Never"
    match kind:
        case ProbeKind.READINESS:
            yield _readiness(_number(probe, "successThreshold"), failing)
        case ProbeKind.STARTUP:
            yield say(_STARTUP[stays], seconds=delay + failing)
        case ProbeKind.LIVENESS:
            yield say(_LIVENESS[stays], seconds=failing)
    if delay and kind is not ProbeKind.STARTUP:
        yield say(_DELAY, seconds=delay)
    if grace and kind is not ProbeKind.READINESS:
        yield say(_GRACE, seconds=grace)


def _readiness(successes: int, failing: int) -> Message:
    if successes == 1:
        return say(_READINESS, seconds=failing)
    return say(_READINESS_TIMES, seconds=failing, times=successes)


def _number(probe: Mapping[str, Any], field: str) -> int:
    """What the probe says, or what Kubernetes takes for 0 and for nothing (FACTS C.3)."""
    found = probe.get(field)
    return found if type(found) is int and found > 0 else USUAL.get(field, 0)


def _policy(pod: Pod, container: Container) -> object:
    """What decides on a restart after a probe has failed."""
    if container.kind is ContainerKind.SIDECAR:
        return "Always"
    return container.raw.get("restartPolicy") or pod.spec.get("restartPolicy")


_STARTUP = (
    gettext_noop("It has about %(seconds)d s to start, or it is restarted; its other probes wait for that."),
    gettext_noop(
        "It has about %(seconds)d s to start, or it is ended and not restarted; its other probes wait for that."
    ),
)
_LIVENESS = (
    gettext_noop("Restarted after about %(seconds)d s of failures."),
    gettext_noop("Ended after about %(seconds)d s of failures, and not restarted."),
)
_READINESS = gettext_noop(
    "Not ready after about %(seconds)d s of failures, and ready again at the next success."
)
_READINESS_TIMES = gettext_noop(
    "Not ready after about %(seconds)d s of failures, and ready again after %(times)d successes in a row."
)
_DELAY = gettext_noop("The first probe comes %(seconds)d s after the start.")
_GRACE = gettext_noop("It is given %(seconds)d s to end.")
_NONE = {
    ProbeKind.STARTUP: gettext_noop("It counts as started as soon as its process runs."),
    ProbeKind.READINESS: gettext_noop("It is ready as soon as it has started."),
    ProbeKind.LIVENESS: gettext_noop("It is restarted only when its process ends."),
}
