"""A workload selects the pods it makes

Deployment, ReplicaSet, StatefulSet and DaemonSet must have a selector that is not empty and that matches
the labels of their own template; otherwise they would make pods for ever without recognising one. Each of
its requirements has a key, an operator and as many values as that takes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pods.domain import selectors
from pods.domain.findings import Context, Flaw, rule
from pods.domain.manifest.views import Object
from pods.domain.messages import Message, gettext_noop, say
from pods.domain.rules import requirements
from pods.domain.severity import Severity

_KINDS = frozenset({"Deployment", "ReplicaSet", "StatefulSet", "DaemonSet"})


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Flaw]:
    for found, _ in context.known:
        spec = found.raw.get("spec")
        if found.kind in _KINDS and isinstance(spec, Mapping | None):
            yield from _flaws(found, spec or {})


def _flaws(found: Object, spec: Mapping[str, Any]) -> Iterator[Flaw]:
    selector, labels = spec.get("selector"), _labels(spec)
    if selector is None or (isinstance(selector, Mapping) and selectors.is_empty(selector)):
        yield _flaw(found, "spec.selector", say(_NONE, kind=found.kind), say(_NONE_HELP))
        return
    faults = list(requirements.selector(selector))
    for step, message, help_ in faults:
        yield _flaw(found, f"spec.selector.{step}", message, help_)
    if (
        not faults
        and isinstance(selector, Mapping)
        and labels is not None
        and selectors.matches(selector, labels) is False
    ):
        where = "spec.template.metadata.labels"
        yield _flaw(found, where, say(_MISMATCH, kind=found.kind), say(_MISMATCH_HELP))


def _labels(spec: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The labels of the template; None where something has a wrong type, which the rule `schema` reports."""
    value: Any = spec
    for step in ("template", "metadata", "labels"):
        value = value.get(step) or {}
        if not isinstance(value, Mapping):
            return None
    labels: Mapping[str, Any] = value
    return labels


def _flaw(found: Object, where: str, message: Message, help_: Message) -> Flaw:
    path = f"{found.path}.{where}" if found.path else where
    return Flaw(found.document, path, message, help_, rejected_by_api=True)


_NONE = gettext_noop("The %(kind)s has no selector.")
_NONE_HELP = gettext_noop("Write selector.matchLabels with labels that the template has too.")
_MISMATCH = gettext_noop("The selector of the %(kind)s does not match the labels of its own template.")
_MISMATCH_HELP = gettext_noop("Give the template every label that the selector asks for.")
