"""Requests and limits as the API server takes them, of a container and of a pod as a whole (FACTS D.5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pods.domain import names
from pods.domain.edits import accepted
from pods.domain.edits.refusal import EditRefused
from pods.domain.manifest.views import Pod
from pods.domain.messages import Message, gettext_noop, say
from pods.domain.quantities import BadQuantity, Quantity, number_text, parse
from pods.domain.resources import amounts, declared, is_of_pods, requested

_COMPUTE = ("cpu", "memory")
_SHARED = (*_COMPUTE, "ephemeral-storage")
_PAGES = "hugepages-"

Amounts = Mapping[str, Quantity]


def check(requests: Mapping[str, str], limits: Mapping[str, str]) -> None:
    """Refuse what no container may ask for."""
    asked, bound = _quantities(requests), _quantities(limits)
    for name in (*requests, *limits):
        if "/" in name:
            accepted.sound(names.qualified(name))
        elif name not in _SHARED and not name.startswith(_PAGES):
            raise EditRefused(say(_UNKNOWN, name=names.shown(name)))
        if name.startswith(_PAGES) and not {*_COMPUTE} & {*requests, *limits}:
            raise EditRefused(say(_PAGES_ALONE))
    for name, request in asked.items():
        _check_pair(name, request, bound.get(name))


def check_of_pod(requests: Mapping[str, str], limits: Mapping[str, str]) -> None:
    """Refuse what no pod may ask for as a whole."""
    check(requests, limits)
    for name in (*requests, *limits):
        if not is_of_pods(name):
            raise EditRefused(say(_NOT_OF_PODS, name=names.shown(name)))


def misfit(pod: Pod) -> Message | None:
    """Where the containers ask for more than the pod as a whole has, if it says what it has."""
    return next(_misfits(pod), None)


def as_written(old: Any, wanted: Mapping[str, str]) -> dict[str, str | int]:
    """Amounts to write: equal ones as they stand there, whole numbers as numbers where one stood before."""
    before = old if isinstance(old, Mapping) else {}
    return {name: _as_written(before.get(name), amount) for name, amount in wanted.items()}


def _as_written(old: Any, amount: str) -> Any:
    if isinstance(old, bool) or not isinstance(old, int | float):
        return amount
    if number_text(old) == amount:
        return old
    return int(amount) if amount.isdecimal() and amount.isascii() and str(int(amount)) == amount else amount


def _quantities(listed: Mapping[str, str]) -> dict[str, Quantity]:
    return {name: _quantity(amount) for name, amount in listed.items()}


def _quantity(amount: str) -> Quantity:
    read = parse(amount)
    if isinstance(read, BadQuantity):
        raise EditRefused(say(_BAD, what=read.message, help=read.help))
    if read.nano < 0:
        raise EditRefused(say(_NEGATIVE, amount=names.shown(amount)))
    return read


def _check_pair(name: str, request: Quantity, limit: Quantity | None) -> None:
    """Devices and huge pages cannot be overcommitted: they need a limit, and a request equal to it."""
    shared = name in _SHARED or "kubernetes.io/" in name
    if limit is None:
        if not shared:
            raise EditRefused(say(_NO_LIMIT, name=names.shown(name)))
    elif request.nano > limit.nano or (not shared and request.nano != limit.nano):
        template = _ABOVE if shared else _NOT_EQUAL
        raise EditRefused(say(template, name=names.shown(name), request=str(request), limit=str(limit)))


def _misfits(pod: Pod) -> Iterator[Message]:
    of_pod = pod.spec.get("resources")
    if not isinstance(of_pod, Mapping):
        return
    requests, limits = amounts(of_pod.get("requests")), amounts(of_pod.get("limits"))
    for name, total in requested(pod, completed=True).items():
        most = requests.get(name, limits.get(name))
        if most is not None and is_of_pods(name) and total.nano > most.nano:
            yield say(_TOO_MUCH, name=names.shown(name), total=str(total), most=str(most))
    for container in pod.containers:
        for name, limit in declared(container.raw).limits.items():
            if name in limits and limit.nano > limits[name].nano:
                yield say(
                    _TOO_HIGH,
                    name=names.shown(name),
                    container=names.shown(container.name),
                    limit=str(limit),
                    most=str(limits[name]),
                )


_BAD = gettext_noop("%(what)s %(help)s")
_UNKNOWN = gettext_noop(
    "A container cannot ask for “%(name)s”; use cpu, memory, ephemeral-storage or a full name such as nvidia.com/gpu."
)
_PAGES_ALONE = gettext_noop("Huge pages need an amount of cpu or memory beside them; add one.")
_NOT_OF_PODS = gettext_noop(
    "A pod as a whole cannot ask for “%(name)s”, only for cpu, memory and huge pages; give it to a container."
)
_NEGATIVE = gettext_noop("The amount %(amount)s is negative; write 0 or more.")
_NO_LIMIT = gettext_noop("%(name)s cannot be overcommitted; set a limit equal to the request.")
_ABOVE = gettext_noop(
    "The request for %(name)s, %(request)s, is more than the limit of %(limit)s; lower it, or raise the limit."
)
_NOT_EQUAL = gettext_noop(
    "The request for %(name)s, %(request)s, must be equal to the limit of %(limit)s; change one of the two."
)
_TOO_MUCH = gettext_noop(
    "The containers ask for %(total)s of %(name)s together, the pod as a whole for %(most)s; "
    "lower theirs, or raise that of the pod."
)
_TOO_HIGH = gettext_noop(
    "The limit of %(container)s for %(name)s, %(limit)s, is more than the %(most)s of the pod as a whole; "
    "lower it, or raise that of the pod."
)
