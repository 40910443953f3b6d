"""A Deployment can make progress when it is updated

A rolling update needs room: maxSurge and maxUnavailable cannot both be zero. Recreate stops all pods
first and takes no settings of a rolling update. The deadline for progress is later than the time a pod
must be ready.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pods.domain import names
from pods.domain.findings import Context, Flaw, rule
from pods.domain.messages import Message, gettext_noop, say
from pods.domain.severity import Severity

Wrong = tuple[str, Message, Message]  # path below spec, message, help

_TYPES = ("Recreate", "RollingUpdate")
_PERCENT = re.compile(r"[0-9]+%")
_USUAL_DEADLINE = 600


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Flaw]:
    for found, _ in context.known:
        spec = found.raw.get("spec")
        if found.kind == "Deployment" and isinstance(spec, Mapping):
            for step, message, help_ in (*_strategy(spec), *_deadline(spec)):
                path = f"{found.path}.spec.{step}".lstrip(".")
                yield Flaw(found.document, path, message, help_, rejected_by_api=True)


def _strategy(spec: Mapping[str, Any]) -> Iterator[Wrong]:
    strategy = spec.get("strategy")
    if not isinstance(strategy, Mapping):
        return
    kind, rolling = strategy.get("type") or "RollingUpdate", strategy.get("rollingUpdate")
    if isinstance(kind, str) and kind not in _TYPES:
        yield "strategy.type", say(_UNKNOWN, type=names.shown(kind)), say(_UNKNOWN_HELP)
    elif kind == "Recreate" and rolling is not None:
        yield "strategy.rollingUpdate", say(_RECREATE), say(_RECREATE_HELP)
    elif kind == "RollingUpdate" and isinstance(rolling, Mapping):
        yield from _rolling(rolling)


def _rolling(rolling: Mapping[str, Any]) -> Iterator[Wrong]:
    for field in ("maxSurge", "maxUnavailable"):
        if not _is_amount(rolling.get(field)):
            yield f"strategy.rollingUpdate.{field}", say(_AMOUNT, field=field), say(_AMOUNT_HELP)
    if _is_zero(rolling.get("maxSurge")) and _is_zero(rolling.get("maxUnavailable")):
        yield "strategy.rollingUpdate.maxUnavailable", say(_STUCK), say(_STUCK_HELP)


def _is_amount(value: Any) -> bool:
    """Whether it is a count or a percentage, left out, or of a wrong type, which the rule `schema` reports."""
    if isinstance(value, str):
        return _PERCENT.fullmatch(value) is not None
    return not isinstance(value, int) or value >= 0


def _is_zero(value: Any) -> bool:
    if isinstance(value, str):
        return _PERCENT.fullmatch(value) is not None and not value.strip("0%")
    return type(value) is int and value == 0


def _deadline(spec: Mapping[str, Any]) -> Iterator[Wrong]:
    deadline, ready = spec.get("progressDeadlineSeconds"), spec.get("minReadySeconds")
    deadline, ready = _USUAL_DEADLINE if deadline is None else deadline, ready or 0
    if isinstance(deadline, int) and isinstance(ready, int) and 0 <= deadline <= ready:
        message = say(_DEADLINE, deadline=deadline, ready=ready)
        yield "progressDeadlineSeconds", message, say(_DEADLINE_HELP)


_UNKNOWN = gettext_noop("“%(type)s” is no strategy of a Deployment.")
_UNKNOWN_HELP = gettext_noop("Write RollingUpdate or Recreate.")
_RECREATE = gettext_noop("With type: Recreate there is no rolling update to set up.")
_RECREATE_HELP = gettext_noop("Remove rollingUpdate, or change the type.")
_AMOUNT = gettext_noop("%(field)s must be a whole number or a percentage, 0 or more.")
_AMOUNT_HELP = gettext_noop("Write a value such as 1 or 25%%.")
_STUCK = gettext_noop("maxSurge and maxUnavailable are both zero: no pod could ever be replaced.")
_STUCK_HELP = gettext_noop("Give one of the two a value above zero.")
_DEADLINE = gettext_noop(
    "progressDeadlineSeconds, %(deadline)d, must be more than minReadySeconds, %(ready)d."
)
_DEADLINE_HELP = gettext_noop("Raise progressDeadlineSeconds, or lower minReadySeconds.")
