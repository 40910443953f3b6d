"""The fields of a probe: what it does, when, and how often it may fail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from pods.domain.edits import Probe, ProbeKind, Sleep
from pods.domain.manifest import paths
from pods.domain.manifest.views import Container, ContainerKind
from pods.forms import handlers
from pods.forms.editing import Subject, optional_text, when
from pods.forms.handlers import LABELS, HandlerFields
from pods.forms.numbers import number

KINDS = (ProbeKind.STARTUP, ProbeKind.READINESS, ProbeKind.LIVENESS)
TITLES = {
    ProbeKind.STARTUP: _("Startup probe"),
    ProbeKind.READINESS: _("Readiness probe"),
    ProbeKind.LIVENESS: _("Liveness probe"),
}
DOES = {name: LABELS[name] for name in ("exec", "httpGet", "tcpSocket", "grpc")}
NUMBERS = {
    "initial_delay": "initialDelaySeconds",
    "period": "periodSeconds",
    "timeout": "timeoutSeconds",
    "success_threshold": "successThreshold",
    "failure_threshold": "failureThreshold",
    "grace_period": "terminationGracePeriodSeconds",
}
# The number that a kind of probe does not take, but for what is usual anyway.
FOREIGN: Mapping[ProbeKind, tuple[str, int | None]] = {
    ProbeKind.STARTUP: ("success_threshold", 1),
    ProbeKind.READINESS: ("grace_period", None),
    ProbeKind.LIVENESS: ("success_threshold", 1),
}
_USUAL = {"initial_delay": 0, "period": 10, "timeout": 1, "success_threshold": 1, "failure_threshold": 3}


def places(subject: Subject) -> list[str]:
    """Where the container's probes stand, or could."""
    container = subject.container
    takes = container.kind in (ContainerKind.CONTAINER, ContainerKind.SIDECAR)
    return [paths.join(container.path, kind.value) for kind in KINDS if takes or said(container, kind)]


def said(container: Container, kind: ProbeKind) -> Mapping[str, Any]:
    """What the text says of a probe; empty where that is nothing."""
    found = container.raw.get(kind.value)
    return found if isinstance(found, Mapping) else {}


class ProbeFields(HandlerFields):
    """A handler and the numbers around it, each empty for the usual one."""

    api: ClassVar[Mapping[str, str]] = {
        **HandlerFields.api,
        "service": "GRPCAction.service",
        **{name: f"Probe.{field}" for name, field in NUMBERS.items()},
    }
    service = optional_text(_("Service"), **when("grpc"))
    period = number(_("Every s"), 10, 1, when(*DOES))
    timeout = number(_("Timeout s"), 1, 1, when(*DOES))
    failure_threshold = number(_("Failures"), 3, 1, when(*DOES))
    success_threshold = number(_("Successes"), 1, 1, when(*DOES))
    initial_delay = number(_("First after s"), 0, 0, when(*DOES))
    grace_period = number(_("Grace period s"), _("the pod's"), 1, when(*DOES))

    def chosen_probe(self, old: Mapping[str, Any]) -> Probe | None:
        """The probe as the fields say it; None for none."""
        handler = self.chosen_handler(old)
        if handler is None or isinstance(handler, Sleep):
            return None
        numbers = {name: self._number(name, old) for name in NUMBERS}
        grace = numbers.pop("grace_period")
        return Probe(handler, **{name: n or 0 for name, n in numbers.items()}, grace_period=grace)

    def _number(self, name: str, old: Mapping[str, Any]) -> int | None:
        """What a field says; what stands in the text where there is no such field."""
        found = self.cleaned_data[name] if name in self.fields else old.get(NUMBERS[name])
        return found if isinstance(found, int) else _USUAL.get(name)


def held(probe: Mapping[str, Any]) -> dict[str, Any] | None:
    """What a probe says in these fields; None where it says what they cannot hold."""
    handler = handlers.held(probe, DOES)
    numbers = {name: probe.get(field) or None for name, field in NUMBERS.items()}  # 0 says nothing
    if handler is None or not all(n is None or type(n) is int for n in numbers.values()):
        return None
    return {**handler, **numbers}


def others(probe: Mapping[str, Any]) -> set[str]:
    """The fields of a probe that the form does not hold: they stay."""
    return {*map(str, probe.keys() - {*DOES} - {*NUMBERS.values()}), *handlers.others(probe)}
