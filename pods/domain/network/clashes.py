"""Ports that several containers claim at the same time (FACTS E.1): the second one to bind fails.

All containers of a pod have one network namespace, so a different hostPort or hostIP changes nothing here.
Init steps are gone by then. Two bindings to different single addresses of the pod get along.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pods.domain.images import Job, product_of
from pods.domain.network.model import Clash, Listener


def clashes(listeners: Iterable[Listener]) -> tuple[Clash, ...]:
    """Clashes in the order of the ports' first appearance."""
    claims: dict[tuple[int, str], list[Listener]] = {}
    for listener in listeners:
        if listener.container.runs_with_the_pod and _is_sure(listener):
            claims.setdefault((listener.port, listener.protocol), []).append(listener)
    found = (_clash(place, claim) for place, claim in claims.items() if len(claim) > 1)
    return tuple(clash for clash in found if clash is not None)


def _clash(place: tuple[int, str], claim: list[Listener]) -> Clash | None:
    """All claimants when one of them takes every address, else those that take the same one."""
    bound = Counter(listener.address for listener in claim)
    if None not in bound:
        claim = [listener for listener in claim if bound[listener.address] > 1]
    containers = tuple({listener.container.path: listener.container for listener in claim}.values())
    return Clash(*place, containers) if len(containers) > 1 else None


def _is_sure(listener: Listener) -> bool:
    """Whether the port is taken for certain.

    A product's usual port counts only where nothing can have moved it: no words, variables or files. The port of
    a health checker is often declared by the container it checks, whose probe names it, as in storage drivers.
    """
    box = listener.container
    product = None if listener.declared else product_of(box.image)
    if product is not None and product.job is Job.HEALTH:
        return False
    return not listener.likely or not (
        box.command or box.args or box.env or box.mounts or box.raw.get("envFrom")
    )
