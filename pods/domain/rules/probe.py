"""Probes have one handler, sensible numbers, and a container to probe

A probe does exactly one of exec, httpGet, tcpSocket and grpc. Its numbers are not negative; only
readiness may ask for more than one success, and only liveness and startup may set a grace period.
Ordinary init containers take no probes: nothing waits for them to be ready, only for them to end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pods.domain.findings import Context, Flaw, rule
from pods.domain.manifest import paths
from pods.domain.manifest.views import Container, ContainerKind
from pods.domain.messages import Message, gettext_noop, say
from pods.domain.rules import handlers
from pods.domain.severity import Severity

_PROBES = ("livenessProbe", "readinessProbe", "startupProbe")
_NUMBERS = ("initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold")

Wrong = tuple[str, Message, Message]  # path below the probe, message, help


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Flaw]:
    for pod in context.pods:
        for container in pod.containers:
            for name in _PROBES:
                probe = container.raw.get(name)
                if isinstance(probe, Mapping):
                    at = paths.join(container.path, name)
                    for step, message, help_ in _wrong(container, name, probe):
                        path = f"{at}.{step}" if step else at
                        yield Flaw(pod.document, path, message, help_, rejected_by_api=True)


def _wrong(container: Container, name: str, probe: Mapping[str, Any]) -> Iterator[Wrong]:
    if container.kind is ContainerKind.INIT:
        yield "", say(_INIT, probe=name), say(_INIT_HELP)
        return
    if container.kind is ContainerKind.EPHEMERAL:
        return  # refused as a whole when a pod is created
    yield from handlers.wrong(probe, handlers.OF_PROBES)
    for field in _NUMBERS:
        number = probe.get(field)
        if isinstance(number, int) and number < 0:
            yield field, say(_NEGATIVE, field=field, number=number), say(_NEGATIVE_HELP)
    if name != "readinessProbe" and _number(probe, "successThreshold") > 1:
        yield "successThreshold", say(_ONE, probe=name), say(_ONE_HELP)
    yield from _grace(name, probe)


def _grace(name: str, probe: Mapping[str, Any]) -> Iterator[Wrong]:
    field = "terminationGracePeriodSeconds"
    if probe.get(field) is None:
        return
    if name == "readinessProbe":
        yield field, say(_NO_GRACE), say(_NO_GRACE_HELP)
    elif isinstance(probe[field], int) and probe[field] <= 0:
        yield field, say(_GRACE), say(_GRACE_HELP)


def _number(probe: Mapping[str, Any], field: str) -> int:
    value = probe.get(field)
    return value if isinstance(value, int) else 0


_INIT = gettext_noop("%(probe)s is not allowed for an init container without restartPolicy: Always.")
_INIT_HELP = gettext_noop("Remove the probe, or make the container a native sidecar.")
_NEGATIVE = gettext_noop("%(field)s cannot be negative, this is %(number)d.")
_NEGATIVE_HELP = gettext_noop("Write 0 or more.")
_ONE = gettext_noop("successThreshold of a %(probe)s must be 1.")
_ONE_HELP = gettext_noop("Remove the field.")
_NO_GRACE = gettext_noop("A readinessProbe kills nothing and takes no terminationGracePeriodSeconds.")
_NO_GRACE_HELP = gettext_noop("Remove the field, or set it on the liveness or startup probe.")
_GRACE = gettext_noop("terminationGracePeriodSeconds of a probe must be more than 0.")
_GRACE_HELP = gettext_noop("Write a number of seconds, or remove the field to use that of the pod.")
