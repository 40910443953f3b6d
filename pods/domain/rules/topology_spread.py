"""Rules of spreading pods are complete and not said twice

A spread has a maxSkew of 1 or more, a topologyKey, and DoNotSchedule or ScheduleAnyway. minDomains, 1 or
more, goes with DoNotSchedule only. The same key may be spread over once for each of the two.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pods.domain import names
from pods.domain.findings import Context, Flaw, rule
from pods.domain.messages import gettext_noop, say
from pods.domain.rules import requirements
from pods.domain.rules.requirements import Wrong, below, entries
from pods.domain.severity import Severity

_WHEN = ("DoNotSchedule", "ScheduleAnyway")
_POLICIES = ("nodeAffinityPolicy", "nodeTaintsPolicy")
_HONOR = ("Honor", "Ignore")
# Before these, what the field says was dropped or not looked at.
_DOMAINS_SINCE, _POLICIES_SINCE, _SELECTOR_SINCE = 27, 26, 28


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Flaw]:
    for pod in context.pods:
        for step, message, help_ in _wrong(pod.spec, context.minor):
            yield Flaw(pod.document, f"{pod.path}.{step}", message, help_, rejected_by_api=True)


def _wrong(spec: Mapping[str, Any], minor: int) -> Iterator[Wrong]:
    seen: set[tuple[Any, Any]] = set()
    for at, entry in entries(spec, "topologySpreadConstraints"):
        yield from below(at, _entry(entry, minor))
        key, when = entry.get("topologyKey"), entry.get("whenUnsatisfiable")
        if isinstance(key, str) and isinstance(when, str):
            if (key, when) in seen:
                yield at, say(_TWICE, key=names.shown(key), when=names.shown(when)), say(_TWICE_HELP)
            seen.add((key, when))


def _entry(entry: Mapping[str, Any], minor: int) -> Iterator[Wrong]:
    yield from _positive("maxSkew", entry.get("maxSkew") or 0)
    if entry.get("topologyKey") in (None, ""):
        yield "topologyKey", say(_NO_KEY), say(_KEY_HELP)
    yield from _word("whenUnsatisfiable", entry.get("whenUnsatisfiable") or "", _WHEN)
    if minor >= _DOMAINS_SINCE:
        yield from _domains(entry)
    for field in _POLICIES if minor >= _POLICIES_SINCE else ():
        yield from _word(field, entry.get(field), _HONOR)
    if minor >= _SELECTOR_SINCE:
        yield from below("labelSelector", requirements.selector(entry.get("labelSelector")))
        yield from _keys(entry)


def _domains(entry: Mapping[str, Any]) -> Iterator[Wrong]:
    domains, when = entry.get("minDomains"), entry.get("whenUnsatisfiable")
    yield from _positive("minDomains", domains)
    if domains is not None and when == "ScheduleAnyway":
        yield "minDomains", say(_ANYWAY), say(_ANYWAY_HELP)


def _keys(entry: Mapping[str, Any]) -> Iterator[Wrong]:
    if entry.get("labelSelector") is not None:
        yield from requirements.keys(entry, "matchLabelKeys")
    elif entry.get("matchLabelKeys"):
        yield "matchLabelKeys", say(_NO_SELECTOR, field="matchLabelKeys"), say(_NO_SELECTOR_HELP)


def _positive(field: str, number: Any) -> Iterator[Wrong]:
    if type(number) is int and -(2**31) <= number <= 0:
        yield field, say(_LEAST, field=field, number=number), say(_LEAST_HELP)


def _word(field: str, value: Any, words: tuple[str, ...]) -> Iterator[Wrong]:
    if isinstance(value, str) and value not in words:
        yield field, say(_UNKNOWN, field=field, value=names.shown(value)), say(_WORDS, words=", ".join(words))


_TWICE = gettext_noop("Spreading over %(key)s with %(when)s is said twice.")
_TWICE_HELP = gettext_noop("Keep one of the two.")
_NO_KEY = gettext_noop("It is not said which label of nodes to spread over.")
_KEY_HELP = gettext_noop("Write a topologyKey such as kubernetes.io/hostname or topology.kubernetes.io/zone.")
_ANYWAY = gettext_noop("minDomains has no meaning where pods are scheduled anyway.")
_ANYWAY_HELP = gettext_noop("Write whenUnsatisfiable: DoNotSchedule, or remove minDomains.")
_NO_SELECTOR = gettext_noop("%(field)s adds to a labelSelector, and there is none.")
_NO_SELECTOR_HELP = gettext_noop("Write a labelSelector, which may be {} for all pods, or remove the keys.")
_LEAST = gettext_noop("%(field)s must be 1 or more, this is %(number)d.")
_LEAST_HELP = gettext_noop("Write 1 or more.")
_UNKNOWN = gettext_noop("“%(value)s” is no value of %(field)s.")
_WORDS = gettext_noop("Write one of %(words)s.")
