"""What a pod asks of its node can be asked

Requirements have a key, an operator and as many values as it takes; In, NotIn, Exists, DoesNotExist, of
nodes also Gt and Lt. What is required of a node has at least one term. A preference has a weight from 1 to
100. Affinity to other pods names the label of nodes, topologyKey, that says what is near.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pods.domain import names
from pods.domain.findings import Context, Flaw, rule
from pods.domain.messages import gettext_noop, say
from pods.domain.rules import requirements
from pods.domain.rules.requirements import Wrong, below, entries
from pods.domain.severity import Severity

_REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution"
_PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution"
_VALUES_SINCE = 33  # until then any text was a value that a node may be asked for (kubernetes#128212)
_KEYS_SINCE = 31  # matchLabelKeys of affinity was dropped before (MatchLabelKeysInPodAffinity)
_KEYS = ("matchLabelKeys", "mismatchLabelKeys")


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Flaw]:
    for pod in context.pods:
        for step, message, help_ in _wrong(pod.spec, context.minor):
            yield Flaw(pod.document, f"{pod.path}.{step}", message, help_, rejected_by_api=True)


def _wrong(spec: Mapping[str, Any], minor: int) -> Iterator[Wrong]:
    yield from below("nodeSelector", requirements.labels(spec.get("nodeSelector")))
    affinity = spec.get("affinity")
    if not isinstance(affinity, Mapping):
        return
    parts: dict[str, Callable[[Mapping[str, Any], int], Iterator[Wrong]]] = {
        "nodeAffinity": _to_nodes,
        "podAffinity": _to_pods,
        "podAntiAffinity": _to_pods,
    }
    for field, wrong in parts.items():
        part = affinity.get(field)
        if isinstance(part, Mapping):
            yield from below(f"affinity.{field}", wrong(part, minor))


def _to_nodes(affinity: Mapping[str, Any], minor: int) -> Iterator[Wrong]:
    required = affinity.get(_REQUIRED)
    if isinstance(required, Mapping):
        yield from below(_REQUIRED, _terms(required, minor))
    for at, entry in entries(affinity, _PREFERRED):
        yield from below(at, _weight(entry))
        preference = entry.get("preference")
        if isinstance(preference, Mapping):
            yield from below(f"{at}.preference", _term(preference))


def _terms(required: Mapping[str, Any], minor: int) -> Iterator[Wrong]:
    if required.get("nodeSelectorTerms") in (None, []):
        yield "nodeSelectorTerms", say(_NO_TERM), say(_NO_TERM_HELP)
    for at, term in entries(required, "nodeSelectorTerms"):
        yield from below(at, _term(term))
        for inner, entry in entries(term, "matchExpressions") if minor >= _VALUES_SINCE else ():
            yield from below(f"{at}.{inner}", requirements.values(entry))


def _term(term: Mapping[str, Any]) -> Iterator[Wrong]:
    for at, entry in entries(term, "matchExpressions"):
        yield from below(at, requirements.expression(entry, requirements.OF_NODES))
    for at, entry in entries(term, "matchFields"):
        yield from below(at, _field(entry))


def _field(entry: Mapping[str, Any]) -> Iterator[Wrong]:
    """Of the fields of a node only its name can be asked for, and one name only."""
    key, operator, values = entry.get("key"), entry.get("operator"), entry.get("values")
    if isinstance(key, str | None) and key != "metadata.name":
        yield "key", say(_FIELD, key=names.shown(key or "")), say(_FIELD_HELP)
    if isinstance(operator, str | None) and operator not in ("In", "NotIn"):
        yield "operator", say(_OPERATOR, operator=names.shown(operator or "")), say(_OPERATOR_HELP)
    elif isinstance(values, list | None) and len(values or ()) != 1:
        yield "values", say(_ONE_NAME), say(_ONE_NAME_HELP)
    for index, value in enumerate(values if isinstance(values, list) and key == "metadata.name" else ()):
        fault = names.subdomain(value or "") if isinstance(value, str | None) else None
        if fault is not None:
            yield f"values[{index}]", fault, say(_NODE_HELP)


def _to_pods(affinity: Mapping[str, Any], minor: int) -> Iterator[Wrong]:
    for at, term in entries(affinity, _REQUIRED):
        yield from below(at, _near(term, minor))
    for at, entry in entries(affinity, _PREFERRED):
        yield from below(at, _weight(entry))
        inner = entry.get("podAffinityTerm")
        if isinstance(inner, Mapping | None):
            yield from below(f"{at}.podAffinityTerm", _near(inner or {}, minor))


def _near(term: Mapping[str, Any], minor: int) -> Iterator[Wrong]:
    topology = term.get("topologyKey")
    if topology in (None, ""):
        yield "topologyKey", say(_NO_TOPOLOGY), say(_TOPOLOGY_HELP)
    else:
        yield from requirements.key("topologyKey", topology)
    for field in ("labelSelector", "namespaceSelector"):
        yield from below(field, requirements.selector(term.get(field)))
    namespaces = term.get("namespaces")
    for index, name in enumerate(namespaces if isinstance(namespaces, list) else ()):
        fault = names.label(name or "") if isinstance(name, str | None) else None
        if fault is not None:
            yield f"namespaces[{index}]", fault, say(_NAMESPACE_HELP)
    if minor >= _KEYS_SINCE:
        yield from _keys(term)


def _keys(term: Mapping[str, Any]) -> Iterator[Wrong]:
    if term.get("labelSelector") is None:
        for field in _KEYS:
            if term.get(field):
                yield field, say(_NO_SELECTOR, field=field), say(_NO_SELECTOR_HELP)
        return
    for field in _KEYS:
        yield from requirements.keys(term, field)
    same, other = (found if isinstance(found := term.get(field), list) else [] for field in _KEYS)
    for index, key in enumerate(same):
        if isinstance(key, str) and key in other:
            yield f"matchLabelKeys[{index}]", say(_BOTH, key=names.shown(key)), say(_BOTH_HELP)


def _weight(entry: Mapping[str, Any]) -> Iterator[Wrong]:
    weight = entry.get("weight") or 0
    if type(weight) is int and abs(weight) < 2**31 and not 1 <= weight <= 100:
        yield "weight", say(_WEIGHT, weight=weight), say(_WEIGHT_HELP)


_NO_TERM = gettext_noop("What is required of a node has no term.")
_NO_TERM_HELP = gettext_noop("List at least one entry in nodeSelectorTerms, or remove what holds it.")
_WEIGHT = gettext_noop("The weight of a preference is from 1 to 100, this is %(weight)d.")
_WEIGHT_HELP = gettext_noop("Write a weight from 1 to 100; preferences with more weight count for more.")
_FIELD = gettext_noop("“%(key)s” is no field by which a node can be chosen.")
_FIELD_HELP = gettext_noop("Write metadata.name, or ask for a label in matchExpressions.")
_OPERATOR = gettext_noop("“%(operator)s” is no operator for the name of a node.")
_OPERATOR_HELP = gettext_noop("Write In or NotIn.")
_ONE_NAME = gettext_noop("The name of a node is compared with exactly one value.")
_ONE_NAME_HELP = gettext_noop("Write one name; for more write a term for each.")
_NODE_HELP = gettext_noop("Write the name of a node, such as node-1.")
_NO_TOPOLOGY = gettext_noop("It is not said which label of nodes tells what is near.")
_TOPOLOGY_HELP = gettext_noop(
    "Write a topologyKey such as kubernetes.io/hostname or topology.kubernetes.io/zone."
)
_NAMESPACE_HELP = gettext_noop("Write the name of a namespace, such as default.")
_NO_SELECTOR = gettext_noop("%(field)s adds to a labelSelector, and there is none.")
_NO_SELECTOR_HELP = gettext_noop("Write a labelSelector, which may be {} for all pods, or remove the keys.")
_BOTH = gettext_noop("The key “%(key)s” stands in matchLabelKeys and in mismatchLabelKeys.")
_BOTH_HELP = gettext_noop("Keep it in one of the two.")
