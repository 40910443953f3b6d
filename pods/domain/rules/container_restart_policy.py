"""A container's own restartPolicy means what its author thinks, in this version

Always makes an init container a native sidecar, from Kubernetes 1.29 on. Other values, and a
restartPolicy on an ordinary container, came with 1.35; they decide about restarts and make no sidecar.
Earlier versions refuse or silently drop them, and a sidecar that became an ordinary init container never
lets the pod start.
"""

from __future__ import annotations

from collections.abc import Iterator

from pods.domain import names
from pods.domain.findings import Context, Flaw, rule
from pods.domain.manifest import paths
from pods.domain.manifest.views import Container, ContainerKind
from pods.domain.messages import gettext_noop, say
from pods.domain.severity import Severity

_VALUES = ("Always", "Never", "OnFailure")
# FACTS 0.4: SidecarContainers is on from 1.29, ContainerRestartRules exists from 1.34 and is on from 1.35.
_FIELD, _SIDECARS, _RULES_KNOWN, _RULES_ON = 28, 29, 34, 35


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Flaw]:
    if context.minor < _FIELD:
        return  # the field does not exist, as the rule `schema` says
    for pod in context.pods:
        for container in pod.containers:
            policy = container.raw.get("restartPolicy")
            if isinstance(policy, str):
                flaw = _flaw(pod.document, container, policy, context.minor)
                yield from () if flaw is None else (flaw,)
            elif policy is None and container.raw.get("restartPolicyRules") and context.minor >= _RULES_ON:
                at = paths.join(container.path, "restartPolicyRules")
                yield Flaw(pod.document, at, say(_RULES_ALONE), say(_RULES_ALONE_HELP), rejected_by_api=True)


def _flaw(document: int, container: Container, policy: str, minor: int) -> Flaw | None:
    if container.kind is ContainerKind.EPHEMERAL:
        return None
    at = paths.join(container.path, "restartPolicy")
    if container.kind is ContainerKind.SIDECAR:
        old = minor < _SIDECARS
        return Flaw(document, at, say(_NO_SIDECARS), say(_NO_SIDECARS_HELP)) if old else None
    if policy not in _VALUES and minor >= _RULES_KNOWN:
        message = say(_UNKNOWN, policy=names.shown(policy))
        return Flaw(document, at, message, say(_UNKNOWN_HELP), rejected_by_api=minor >= _RULES_ON)
    if container.kind is ContainerKind.INIT:
        return _init(document, at, policy, minor)
    return _container(document, at, minor)


def _init(document: int, at: str, policy: str, minor: int) -> Flaw:
    message = say(_NO_SIDECAR, policy=names.shown(policy))
    if minor >= _RULES_KNOWN:
        return Flaw(document, at, message, say(_NO_SIDECAR_HELP), severity=Severity.WARNING)
    # With the gate off, as in 1.28, the field is dropped before anything looks at it.
    return Flaw(document, at, message, say(_ONLY_ALWAYS_HELP), rejected_by_api=minor >= _SIDECARS)


def _container(document: int, at: str, minor: int) -> Flaw | None:
    if minor >= _RULES_ON:
        return None
    template = _DROPPED if minor == _RULES_KNOWN else _FORBIDDEN
    return Flaw(document, at, say(template), say(_FORBIDDEN_HELP), rejected_by_api=minor < _RULES_KNOWN)


_RULES_ALONE = gettext_noop("restartPolicyRules need a restartPolicy for all that they do not match.")
_RULES_ALONE_HELP = gettext_noop("Write restartPolicy: Always, OnFailure or Never beside them.")
_UNKNOWN = gettext_noop(
    "restartPolicy of a container must be Always, Never or OnFailure, this is “%(policy)s”."
)
_UNKNOWN_HELP = gettext_noop("Write one of the three, or remove the field to follow the pod's restartPolicy.")
_NO_SIDECAR = gettext_noop(
    "restartPolicy: %(policy)s makes no native sidecar: the pod waits until this container ends."
)
_NO_SIDECAR_HELP = gettext_noop("Write Always if it is meant to run beside the containers.")
_ONLY_ALWAYS_HELP = gettext_noop("Write Always, the only value this version knows here, or remove the field.")
_NO_SIDECARS = gettext_noop(
    "Kubernetes 1.28 drops this field: the container blocks the start of the pod for ever."
)
_NO_SIDECARS_HELP = gettext_noop("Choose Kubernetes 1.29 or newer, or make it an ordinary container.")
_DROPPED = gettext_noop("Kubernetes 1.34 silently drops the restartPolicy of a container.")
_FORBIDDEN = gettext_noop("This version of Kubernetes allows restartPolicy on init containers only.")
_FORBIDDEN_HELP = gettext_noop("Choose Kubernetes 1.35 or newer, or set restartPolicy for the whole pod.")
