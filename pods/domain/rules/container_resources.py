"""Requests and limits of a container fit together

A request is at most its limit, no amount is negative, and a name without a slash is one that Kubernetes
knows: cpu, memory, ephemeral-storage or hugepages-<size>. Devices and huge pages cannot be overcommitted:
they need a limit, and a request equal to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pods.domain import names
from pods.domain.findings import Context, Flaw, rule
from pods.domain.manifest import paths
from pods.domain.manifest.views import Container, ContainerKind
from pods.domain.messages import Message, gettext_noop, say
from pods.domain.quantities import Quantity, from_json
from pods.domain.schema import guesses
from pods.domain.severity import Severity

_KNOWN = ("cpu", "memory", "ephemeral-storage")
_PAGES = "hugepages-"

Wrong = tuple[str, Message, Message]  # path below resources, message, help


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Flaw]:
    for pod in context.pods:
        for container in pod.of_kind(ContainerKind.INIT, ContainerKind.SIDECAR, ContainerKind.CONTAINER):
            for step, message, help_ in _wrong(container):
                path = f"{container.path}.resources.{step}"
                yield Flaw(pod.document, path, message, help_, rejected_by_api=True)


def _wrong(container: Container) -> Iterator[Wrong]:
    resources = container.raw.get("resources")
    if not isinstance(resources, Mapping):
        return
    amounts = {field: _amounts(resources.get(field)) for field in ("limits", "requests")}
    for field, listed in amounts.items():
        for name, amount in listed.items():
            yield from _entry(paths.join(field, name), name, amount)
    for name, request in amounts["requests"].items():
        yield from _pair(paths.join("requests", name), name, request, amounts["limits"].get(name))


def _amounts(value: Any) -> dict[str, Quantity]:
    """The valid quantities; the rule `quantity` reports the others."""
    read = {name: from_json(item) for name, item in value.items()} if isinstance(value, Mapping) else {}
    return {name: amount for name, amount in read.items() if isinstance(amount, Quantity)}


def _entry(path: str, name: str, amount: Quantity) -> Iterator[Wrong]:
    if "/" not in name and name not in _KNOWN and not name.startswith(_PAGES):
        meant = guesses.closest(name, _KNOWN)
        help_ = say(_UNKNOWN_HELP) if meant is None else say(_MEANT_HELP, meant=meant)
        yield path, say(_UNKNOWN, name=names.shown(name)), help_
    if amount.nano < 0:
        yield path, say(_NEGATIVE, amount=str(amount)), say(_NEGATIVE_HELP)


def _pair(path: str, name: str, request: Quantity, limit: Quantity | None) -> Iterator[Wrong]:
    shared = name in _KNOWN or "kubernetes.io/" in name
    if limit is None:
        if not shared and ("/" in name or name.startswith(_PAGES)):
            yield path, say(_NO_LIMIT, name=names.shown(name)), say(_NO_LIMIT_HELP)
    elif request.nano > limit.nano or (not shared and request.nano != limit.nano):
        template = _ABOVE if shared else _EQUAL
        yield (
            path,
            say(template, name=names.shown(name), request=str(request), limit=str(limit)),
            say(_ABOVE_HELP),
        )


_UNKNOWN = gettext_noop("A container cannot ask for “%(name)s”.")
_UNKNOWN_HELP = gettext_noop("Use cpu, memory, ephemeral-storage, or a full name such as nvidia.com/gpu.")
_MEANT_HELP = gettext_noop("Did you mean %(meant)s?")
_NEGATIVE = gettext_noop("The amount %(amount)s is negative.")
_NEGATIVE_HELP = gettext_noop("Write 0 or more.")
_NO_LIMIT = gettext_noop("%(name)s cannot be overcommitted and needs a limit.")
_NO_LIMIT_HELP = gettext_noop("Set a limit equal to the request.")
_ABOVE = gettext_noop("The request for %(name)s, %(request)s, is more than the limit of %(limit)s.")
_EQUAL = gettext_noop("The request for %(name)s, %(request)s, must be equal to the limit of %(limit)s.")
_ABOVE_HELP = gettext_noop("Lower the request, or raise the limit.")
