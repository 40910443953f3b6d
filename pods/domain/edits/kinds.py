"""Turning a container into another kind: container, native sidecar, init container."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pods.domain.edits.batch import made
from pods.domain.edits.containers import LISTS
from pods.domain.edits.fields import removing
from pods.domain.edits.put import putting
from pods.domain.edits.refusal import EditRefused
from pods.domain.edits.roles import override_role
from pods.domain.edits.transplant import transplant
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Container, ContainerKind, Pod
from pods.domain.messages import gettext_noop, say
from pods.domain.roles import Role
from pods.domain.roles.overrides import role_overrides

__all__ = ["change_kind"]

_NOT_FOR_INIT = ("livenessProbe", "readinessProbe", "startupProbe", "lifecycle")  # FACTS G.1, 10


def change_kind(
    manifest: Manifest, pod: Pod, container: Container, *, kind: ContainerKind, drop: bool = False
) -> Manifest:
    """Make a container one of another kind: its own lines move to the end of the other list as they are written.

    Fields that the API refuses there are dropped with `drop`; without it they are named in the refusal. A role said
    for it that the new kind cannot have is taken back. Raises EditRefused.
    """
    if kind is container.kind:
        return manifest
    _possible(pod, container, kind)
    lost = tuple(_lost(container, kind))
    if lost and not drop:
        raise EditRefused(say(_WOULD_LOSE, name=container.name, fields=", ".join(lost)))
    manifest = _without_unfit_role(manifest, pod, container, kind)
    plans = [removing(pod.document, paths.join(container.path, field)) for field in lost]
    policy = paths.join(container.path, "restartPolicy")
    if kind is ContainerKind.SIDECAR:
        plans.append(putting(pod.document, policy, "Always"))
    elif container.raw.get("restartPolicy") == "Always":
        plans.append(removing(pod.document, policy))
    manifest = made(manifest, plans)
    source, target = LISTS[container.kind], LISTS[kind]
    if source == target:
        return manifest
    return transplant(manifest, pod.document, pod.path, source, container.index, target)


def _possible(pod: Pod, container: Container, kind: ContainerKind) -> None:
    if ContainerKind.EPHEMERAL in (kind, container.kind):
        raise EditRefused(say(_EPHEMERAL))
    if container.kind is ContainerKind.CONTAINER and len(pod.of_kind(ContainerKind.CONTAINER)) == 1:
        raise EditRefused(say(_ONLY_ONE, name=container.name))


def _lost(container: Container, kind: ContainerKind) -> Iterator[str]:
    """Fields the API server refuses in a container of that kind (FACTS G.1, 10 and 12; D.5)."""
    raw = container.raw
    if kind is ContainerKind.INIT:
        yield from (field for field in _NOT_FOR_INIT if raw.get(field) is not None)
        if _restarts_on_resize(raw.get("resizePolicy")):
            yield "resizePolicy"
    keeps_policy = kind is ContainerKind.SIDECAR or raw.get("restartPolicy") != "Always"
    if raw.get("restartPolicyRules") and not keeps_policy:
        yield "restartPolicyRules"


def _restarts_on_resize(policies: Any) -> bool:
    return isinstance(policies, list) and any(
        paths.value_at(policy, "restartPolicy") == "RestartContainer" for policy in policies
    )


def _without_unfit_role(manifest: Manifest, pod: Pod, container: Container, kind: ContainerKind) -> Manifest:
    """Init containers, and only they, have the role init: what was said before may not hold any more."""
    role = role_overrides(pod).roles.get(container.name)
    if role is None or (role is Role.INIT) == (kind is ContainerKind.INIT):
        return manifest
    return override_role(manifest, pod, container, None)


_EPHEMERAL = gettext_noop("Ephemeral containers stay what they are; they are added to running pods only.")
_ONLY_ONE = gettext_noop(
    "%(name)s is the only container, and a pod needs one; add another container before this one changes."
)
_WOULD_LOSE = gettext_noop(
    "The API server refuses %(fields)s in a container of that kind. Remove that from %(name)s first, or agree to "
    "drop it."
)
