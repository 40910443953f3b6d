"""How workloads replace their pods: what each kind says of it, and what the API server refuses (FACTS G.1, 55).

What a StatefulSet says of maxUnavailable is not looked at: the API server drops it, whatever it is, up to
Kubernetes 1.36 (tried), unless the gate MaxUnavailableStatefulSet is on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from pods.domain import names
from pods.domain.messages import Message, gettext_noop, say

ROLLING = "RollingUpdate"  # the type where none is said
_PERCENT = re.compile(r"[0-9]+%")
_USUAL_DEADLINE = 600


@dataclass(frozen=True, slots=True)
class Rollout:
    """What a kind has: the field of a strategy, the strategy's types, the fields of a rolling update, numbers."""

    strategy: str = ""
    types: tuple[str, ...] = ()
    rolling: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ("minReadySeconds",)


@dataclass(frozen=True, slots=True)
class Fault:
    """What the API server refuses at a path below `spec`, and what to do."""

    path: str
    message: Message
    help: Message


_KEPT = ("minReadySeconds", "revisionHistoryLimit")
ROLLOUTS: Mapping[str, Rollout] = MappingProxyType(
    {
        "Deployment": Rollout(
            "strategy",
            (ROLLING, "Recreate"),
            ("maxSurge", "maxUnavailable"),
            (*_KEPT, "progressDeadlineSeconds"),
        ),
        "StatefulSet": Rollout(
            "updateStrategy", (ROLLING, "OnDelete"), ("partition", "maxUnavailable"), _KEPT
        ),
        "DaemonSet": Rollout("updateStrategy", (ROLLING, "OnDelete"), ("maxSurge", "maxUnavailable"), _KEPT),
        "ReplicaSet": Rollout(),
        "ReplicationController": Rollout(),
    }
)


def faults(kind: str, spec: Mapping[str, Any]) -> Iterator[Fault]:
    """What the API server refuses in the spec of a workload of that kind."""
    rollout = ROLLOUTS.get(kind)
    strategy = spec.get(rollout.strategy) if rollout and rollout.types else None
    if rollout and isinstance(strategy, Mapping):
        for fault in _strategy(kind, rollout.types, strategy):
            yield Fault(f"{rollout.strategy}.{fault.path}", fault.message, fault.help)
    if kind == "Deployment":
        yield from _deadline(spec)


def _strategy(kind: str, types: tuple[str, ...], strategy: Mapping[str, Any]) -> Iterator[Fault]:
    chosen, rolling = strategy.get("type") or ROLLING, strategy.get("rollingUpdate")
    if isinstance(chosen, str) and chosen not in types:
        unknown = say(_UNKNOWN, type=names.shown(chosen), kind=kind)
        yield Fault("type", unknown, say(_UNKNOWN_HELP, one=types[0], other=types[1]))
    elif chosen in types and chosen != ROLLING and rolling is not None and kind != "DaemonSet":
        yield Fault("rollingUpdate", say(_NOT_ROLLING, type=names.shown(chosen)), say(_NOT_ROLLING_HELP))
    elif chosen == ROLLING and isinstance(rolling, Mapping):
        for fault in _ROLLING_FAULTS[kind](rolling):
            yield Fault(f"rollingUpdate.{fault.path}", fault.message, fault.help)


def _of_deployment(rolling: Mapping[str, Any]) -> Iterator[Fault]:
    surge, unavailable = rolling.get("maxSurge"), rolling.get("maxUnavailable")
    yield from _amount("maxSurge", surge, bounded=False)
    yield from _amount("maxUnavailable", unavailable)
    if _is_zero(surge) and _is_zero(unavailable):
        yield Fault("maxUnavailable", say(_STUCK), say(_STUCK_HELP))


def _of_daemon_set(rolling: Mapping[str, Any]) -> Iterator[Fault]:
    surge, unavailable = rolling.get("maxSurge"), rolling.get("maxUnavailable")
    surge, unavailable = 0 if surge is None else surge, 1 if unavailable is None else unavailable
    wrong = [*_amount("maxSurge", surge), *_amount("maxUnavailable", unavailable)]
    yield from wrong
    if wrong:
        return
    if _is_zero(surge) and _is_zero(unavailable):
        yield Fault("maxUnavailable", say(_STUCK), say(_STUCK_HELP))
    elif not _is_zero(surge) and not _is_zero(unavailable):
        yield Fault("maxSurge", say(_BOTH), say(_BOTH_HELP))


def _of_stateful_set(rolling: Mapping[str, Any]) -> Iterator[Fault]:
    partition = rolling.get("partition")
    if isinstance(partition, int) and partition < 0:
        yield Fault("partition", say(_NEGATIVE, field="partition", value=partition), say(_NEGATIVE_HELP))


_ROLLING_FAULTS = {
    "Deployment": _of_deployment,
    "DaemonSet": _of_daemon_set,
    "StatefulSet": _of_stateful_set,
}


def _amount(field: str, value: Any, *, bounded: bool = True) -> Iterator[Fault]:
    """A count or a percentage, up to 100 % where it is bounded; of a wrong type, the rule `schema` reports it."""
    percent = isinstance(value, str) and _PERCENT.fullmatch(value) is not None
    if (isinstance(value, str) and not percent) or (isinstance(value, int) and value < 0):
        yield Fault(field, say(_AMOUNT, field=field), say(_AMOUNT_HELP))
    elif percent and bounded and len(digits := value[:-1].lstrip("0")) > 2 and digits != "100":
        yield Fault(field, say(_TOO_MUCH, field=field), say(_TOO_MUCH_HELP))


def _is_zero(value: Any) -> bool:
    if isinstance(value, str):
        return _PERCENT.fullmatch(value) is not None and not value.strip("0%")
    return type(value) is int and value == 0


def _deadline(spec: Mapping[str, Any]) -> Iterator[Fault]:
    deadline, ready = spec.get("progressDeadlineSeconds"), spec.get("minReadySeconds")
    deadline, ready = _USUAL_DEADLINE if deadline is None else deadline, ready or 0
    if isinstance(deadline, int) and isinstance(ready, int) and 0 <= deadline <= ready:
        message = say(_DEADLINE, deadline=deadline, ready=ready)
        yield Fault("progressDeadlineSeconds", message, say(_DEADLINE_HELP))


_UNKNOWN = gettext_noop("“%(type)s” is no update strategy of a %(kind)s.")
_UNKNOWN_HELP = gettext_noop("Write %(one)s or %(other)s.")
_NOT_ROLLING = gettext_noop("With type: %(type)s there is no rolling update to set up.")
_NOT_ROLLING_HELP = gettext_noop("Remove rollingUpdate, or change the type.")
_AMOUNT = gettext_noop("%(field)s must be a whole number or a percentage, 0 or more.")
_AMOUNT_HELP = gettext_noop("Write a value such as 1 or 25%%.")
_TOO_MUCH = gettext_noop("%(field)s cannot be more than 100%%.")
_TOO_MUCH_HELP = gettext_noop("Write 100%% or less.")
_STUCK = gettext_noop("maxSurge and maxUnavailable are both zero: no pod could ever be replaced.")
_STUCK_HELP = gettext_noop("Give one of the two a value above zero.")
_BOTH = gettext_noop(
    "On a node a DaemonSet either has one pod more or one less while it is updated, not both."
)
_BOTH_HELP = gettext_noop("Set maxUnavailable, which is 1 unless said, to 0, or leave maxSurge out.")
_NEGATIVE = gettext_noop("%(field)s cannot be negative, this is %(value)d.")
_NEGATIVE_HELP = gettext_noop("Write 0 or more.")
_DEADLINE = gettext_noop(
    "progressDeadlineSeconds, %(deadline)d, must be more than minReadySeconds, %(ready)d."
)
_DEADLINE_HELP = gettext_noop("Raise progressDeadlineSeconds, or lower minReadySeconds.")
