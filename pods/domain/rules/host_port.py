"""Ports of the node are taken once, and are the container's own on its network

Two containers of a pod cannot have the same hostPort with the same protocol and address. With hostNetwork
the container listens on the node itself, so a hostPort must be equal to the containerPort; in a Pod it is
filled in where it is missing.
"""

from __future__ import annotations

from collections.abc import Iterator

from pods.domain import names
from pods.domain.findings import Context, Flaw, rule
from pods.domain.manifest import paths
from pods.domain.manifest.views import Container, ContainerKind, Pod, Port
from pods.domain.messages import gettext_noop, say
from pods.domain.severity import Severity


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Flaw]:
    for pod in context.pods:
        node = pod.spec.get("hostNetwork") is True
        taken: dict[tuple[int, str, str], Container] = {}
        # Init containers, native sidecars too, are not compared with others (FACTS E.1).
        for container in pod.of_kind(ContainerKind.CONTAINER):
            for port in container.ports:
                yield from _flaws(pod, container, port, taken, node)


def _flaws(
    pod: Pod, container: Container, port: Port, taken: dict[tuple[int, str, str], Container], node: bool
) -> Iterator[Flaw]:
    # Only in Pods is hostPort filled in; the pods of a template fail later (FACTS E.1).
    number = port.host_port or (port.number if node and pod.kind == "Pod" else 0)
    if not number:
        return
    at = paths.join(port.path, "hostPort")
    if node and number != port.number:
        message = say(_DIFFERS, host=number, container=port.number)
        yield Flaw(pod.document, at, message, say(_DIFFERS_HELP), rejected_by_api=True)
    key = (number, port.protocol, _address(container, port))
    if key in taken:
        message = say(_TAKEN, port=number, protocol=port.protocol, other=names.shown(taken[key].name))
        yield Flaw(pod.document, at, message, say(_TAKEN_HELP), rejected_by_api=True)
    taken.setdefault(key, container)


def _address(container: Container, port: Port) -> str:
    index = paths.steps(port.path)[-1]
    return str(container.raw["ports"][index].get("hostIP") or "")


_DIFFERS = gettext_noop("With hostNetwork, hostPort %(host)d must be equal to containerPort %(container)d.")
_DIFFERS_HELP = gettext_noop("Remove hostPort.")
_TAKEN = gettext_noop("%(other)s has port %(port)d/%(protocol)s of the node already.")
_TAKEN_HELP = gettext_noop("Choose another port, or remove one of the two.")
