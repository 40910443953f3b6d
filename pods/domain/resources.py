"""Effective requests and limits of a pod, and its QoS class (FACTS D; `truth/resources.json`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pods.domain.manifest.views import ContainerKind, Pod
from pods.domain.quantities import ZERO, Quantity, from_json

Amounts = Mapping[str, Quantity]
_COMPUTE = ("cpu", "memory")


class Qos(StrEnum):
    """The pod's quality of service class (FACTS D.3)."""

    GUARANTEED = "Guaranteed"
    BURSTABLE = "Burstable"
    BEST_EFFORT = "BestEffort"


@dataclass(frozen=True, slots=True)
class Resources:
    """What the scheduler counts, by resource name; quantities as Kubernetes writes them ("150m", "192Mi").

    cpu and memory always stand there, "0" when nobody names them. `unlimited` names those that some
    container may use without bound: the sum of limits then looks like a bound and is none (FACTS D.1).
    """

    requests: Mapping[str, str]
    limits: Mapping[str, str]
    qos: Qos
    unlimited: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Declared:
    """Requests and limits as declared and completed by the API server. Bad quantities are left out."""

    requests: Amounts
    limits: Amounts


def effective(pod: Pod) -> Resources:
    """The pod's requests and limits as the API server and scheduler count them.

    For a template: those of the pods made from it, since only pods get their requests completed (FACTS D.2).
    """
    containers = _by_kind(pod)
    total = Declared(
        _aggregate((kind, one.requests) for kind, one in containers),
        _aggregate((kind, one.limits) for kind, one in containers),
    )
    of_pod = _pod_level(pod, total)
    if of_pod is not None:
        total = Declared({**total.requests, **of_pod.requests}, {**total.limits, **of_pod.limits})
    overhead = amounts(pod.spec.get("overhead"))
    paid = {name: extra for name, extra in overhead.items() if total.limits.get(name, ZERO).nano}
    return Resources(
        requests=_written(_add(total.requests, overhead)),
        limits=_written(_add(total.limits, paid)),
        qos=_qos([one for _, one in containers] if of_pod is None else [of_pod]),
        unlimited=_unlimited([one for _, one in containers], of_pod),
    )


def declared(raw: Mapping[str, Any]) -> Declared:
    """What a container declares in `resources`; a request nobody set is its limit (FACTS D.2)."""
    resources = raw.get("resources")
    if not isinstance(resources, Mapping):
        return Declared({}, {})
    limits = amounts(resources.get("limits"))
    return Declared({**limits, **amounts(resources.get("requests"))}, limits)


def amounts(value: object) -> dict[str, Quantity]:
    """The valid, not negative quantities of a resource list, no finer than the API server keeps them."""
    read = {name: from_json(item) for name, item in value.items()} if isinstance(value, Mapping) else {}
    return {name: q.rounded_up() for name, q in read.items() if isinstance(q, Quantity) and q.nano >= 0}


def requested(pod: Pod, *, completed: bool) -> dict[str, Quantity]:
    """What the containers request together; unless completed, a limit does not stand in for a missing request."""
    containers = _by_kind(pod) if completed else _by_kind(pod, declared=_as_written)
    return _aggregate((kind, one.requests) for kind, one in containers)


def _as_written(raw: Mapping[str, Any]) -> Declared:
    resources = raw.get("resources")
    return Declared(amounts(resources.get("requests")) if isinstance(resources, Mapping) else {}, {})


def is_of_pods(name: str) -> bool:
    """True for resources that may stand at pod level (FACTS D.5)."""
    return name in _COMPUTE or name.startswith("hugepages-")


def _by_kind(
    pod: Pod, declared: Callable[[Mapping[str, Any]], Declared] = declared
) -> list[tuple[ContainerKind, Declared]]:
    """All but ephemeral containers, which may not ask for anything; the init containers in order."""
    counted = pod.of_kind(ContainerKind.INIT, ContainerKind.SIDECAR, ContainerKind.CONTAINER)
    return [(container.kind, declared(container.raw)) for container in counted]


def _aggregate(containers: Iterable[tuple[ContainerKind, Amounts]]) -> dict[str, Quantity]:
    """The most needed at one time: a sidecar counts from its place among the init containers on (D.1)."""
    listed = list(containers)
    running: dict[str, Quantity] = {}
    for kind, own in listed:
        running = _add(running, own) if kind is ContainerKind.CONTAINER else running
    sidecars: dict[str, Quantity] = {}
    peak: dict[str, Quantity] = {}
    for kind, own in listed:
        if kind is ContainerKind.SIDECAR:
            running, sidecars = _add(running, own), _add(sidecars, own)
        elif kind is ContainerKind.INIT:
            peak = _larger(peak, _add(own, sidecars))
    return _larger(running, peak)


def _add(one: Amounts, other: Amounts) -> dict[str, Quantity]:
    return {**one, **{name: one[name] + q if name in one else q for name, q in other.items()}}


def _larger(one: Amounts, other: Amounts) -> dict[str, Quantity]:
    return {**one, **{name: q for name, q in other.items() if name not in one or q.nano > one[name].nano}}


def _pod_level(pod: Pod, total: Declared) -> Declared | None:
    """`spec.resources`, which replaces the sums; None when it is absent.

    With limits but without requests the request is the containers' sum, or else the limit (FACTS D.2).
    """
    resources = pod.spec.get("resources")
    if not isinstance(resources, Mapping):
        return None
    limits = _of_pods(amounts(resources.get("limits")))
    requests = _of_pods(amounts(resources.get("requests")))
    if not limits:
        return Declared(requests, limits)
    summed = {name: q for name, q in _of_pods(total.requests).items() if name in _COMPUTE}
    return Declared({**limits, **summed, **requests}, limits)


def _of_pods(quantities: Amounts) -> dict[str, Quantity]:
    return {name: q for name, q in quantities.items() if is_of_pods(name)}


def _qos(declarations: Iterable[Declared]) -> Qos:
    """The class by FACTS D.3; an empty `spec.resources` means BestEffort whatever the containers say."""
    listed = list(declarations)
    requests = _compute_sum(one.requests for one in listed)
    limits = _compute_sum(one.limits for one in listed)
    if not requests and not limits:
        return Qos.BEST_EFFORT
    bounded = all(one.limits.get(name, ZERO).nano > 0 for one in listed for name in _COMPUTE)
    return Qos.GUARANTEED if bounded and requests == limits else Qos.BURSTABLE


def _compute_sum(lists: Iterable[Amounts]) -> dict[str, int]:
    total: dict[str, int] = {}
    for one in lists:
        for name in _COMPUTE:
            if one.get(name, ZERO).nano > 0:
                total[name] = total.get(name, 0) + one[name].nano
    return total


def _unlimited(containers: Iterable[Declared], of_pod: Declared | None) -> tuple[str, ...]:
    listed = list(containers)
    bound = of_pod.limits if of_pod is not None else {}
    return tuple(
        name
        for name in _COMPUTE
        if name not in bound and any(not one.limits.get(name, ZERO).nano for one in listed)
    )


def _written(quantities: Amounts) -> dict[str, str]:
    others = sorted(name for name in quantities if name not in _COMPUTE)
    return {name: str(quantities.get(name, ZERO)) for name in (*_COMPUTE, *others)}
