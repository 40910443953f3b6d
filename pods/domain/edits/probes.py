"""The three probes of a container: what they do and in which numbers (FACTS C.3)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pods.domain.edits import accepted
from pods.domain.edits.handlers import Exec, Grpc, HttpGet, TcpSocket, written
from pods.domain.edits.optional import merged, put_optional
from pods.domain.edits.refusal import EditRefused
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Container, ContainerKind, Pod
from pods.domain.messages import gettext_noop, say

__all__ = ["Probe", "ProbeKind", "set_probe"]


class ProbeKind(StrEnum):
    """Which of the three probes, as the API calls it."""

    LIVENESS = "livenessProbe"
    READINESS = "readinessProbe"
    STARTUP = "startupProbe"


@dataclass(frozen=True, slots=True)
class Probe:
    """What a probe does, its numbers in seconds or times; a grace period of None is that of the pod."""

    handler: Exec | HttpGet | TcpSocket | Grpc
    initial_delay: int = 0
    period: int = 10
    timeout: int = 1
    success_threshold: int = 1
    failure_threshold: int = 3
    grace_period: int | None = None


def set_probe(
    manifest: Manifest, pod: Pod, container: Container, kind: ProbeKind, probe: Probe | None
) -> Manifest:
    """Probe a container, or no more. Numbers that are the default are not written out.

    Raises EditRefused for what the API server would refuse (FACTS G.1, 10, 38 to 40).
    """
    path = paths.join(container.path, kind.value)
    if probe is None:
        return put_optional(manifest, pod.document, path, None)
    _check(container, kind, probe)
    old = manifest.value(pod.document, path)
    numbers = {field: getattr(probe, name) for field, name in _NUMBERS.items()}
    fields = {**numbers, "terminationGracePeriodSeconds": probe.grace_period}
    return put_optional(manifest, pod.document, path, merged(written(probe.handler, old), fields, USUAL))


def _check(container: Container, kind: ProbeKind, probe: Probe) -> None:
    if container.kind is ContainerKind.INIT:
        raise EditRefused(say(_INIT, probe=kind.value))
    if container.kind is ContainerKind.EPHEMERAL:
        raise EditRefused(say(_EPHEMERAL))
    for field, name in _NUMBERS.items():
        accepted.whole(field, getattr(probe, name), 0 if field == "initialDelaySeconds" else 1)
    if kind is not ProbeKind.READINESS and probe.success_threshold != 1:
        raise EditRefused(say(_ONE_SUCCESS, probe=kind.value))
    if probe.grace_period is not None:
        if kind is ProbeKind.READINESS:
            raise EditRefused(say(_NO_GRACE))
        accepted.whole("terminationGracePeriodSeconds", probe.grace_period, 1)


_NUMBERS = {
    "initialDelaySeconds": "initial_delay",
    "periodSeconds": "period",
    "timeoutSeconds": "timeout",
    "successThreshold": "success_threshold",
    "failureThreshold": "failure_threshold",
}
USUAL = {
    "initialDelaySeconds": 0,
    "periodSeconds": 10,
    "timeoutSeconds": 1,
    "successThreshold": 1,
    "failureThreshold": 3,
}
_INIT = gettext_noop(
    "An init container takes no %(probe)s: the pod waits for its end. Make it a native sidecar to probe it."
)
_EPHEMERAL = gettext_noop("An ephemeral container takes no probes; probe another container.")
_ONE_SUCCESS = gettext_noop("successThreshold of a %(probe)s must be 1; only readiness may ask for more.")
_NO_GRACE = gettext_noop(
    "A readinessProbe kills nothing and takes no grace period; set it on the liveness or startup probe."
)
