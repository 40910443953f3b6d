"""Fields of the pod as a whole: grace period, restart policy, service account and pull secrets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pods.domain import names
from pods.domain.edits import accepted
from pods.domain.edits.optional import merged, put_optional, put_unless_default
from pods.domain.edits.refusal import EditRefused
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Pod
from pods.domain.messages import gettext_noop, say

__all__ = [
    "set_automount",
    "set_grace_period",
    "set_pull_secrets",
    "set_restart_policy",
    "set_service_account",
]

_USUAL_GRACE = 30
_POLICIES = ("Always", "OnFailure", "Never")
_KEPT = frozenset({"Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "ReplicationController"})
_FINISH = frozenset({"Job", "CronJob"})
_LARGEST = 2**63 - 1


def set_grace_period(manifest: Manifest, pod: Pod, seconds: int | None) -> Manifest:
    """How long the pod may take to stop; None means 30 seconds. Raises EditRefused (FACTS G.1, 41 and 42)."""
    grace = _USUAL_GRACE if seconds is None else seconds
    accepted.whole("terminationGracePeriodSeconds", grace, 0, _LARGEST)
    for container in pod.containers:
        for hook in ("postStart", "preStop"):
            sleep = paths.value_at(container.raw, f"lifecycle.{hook}.sleep.seconds")
            if type(sleep) is int and sleep > grace:
                name = names.shown(container.name)
                raise EditRefused(say(_SLEEP, container=name, hook=hook, seconds=sleep, grace=grace))
    at = paths.join(pod.path, "terminationGracePeriodSeconds")
    return put_unless_default(manifest, pod.document, at, seconds, _USUAL_GRACE)


def set_restart_policy(manifest: Manifest, pod: Pod, policy: str | None) -> Manifest:
    """When containers that ended start again; None takes the field out, which means Always.

    Raises EditRefused where what makes the pod, or what its containers say, does not go with it (FACTS G.1, 6 to 9).
    """
    wanted = "Always" if policy is None else policy
    accepted.one_of("restartPolicy", wanted, _POLICIES)
    if pod.kind in _KEPT and wanted != "Always":
        raise EditRefused(say(_ALWAYS, kind=pod.kind, policy=wanted))
    if pod.kind in _FINISH:
        _check_job(pod, wanted)
    if wanted == "Never":
        _check_resizes(pod)
    at = paths.join(pod.path, "restartPolicy")
    return put_optional(manifest, pod.document, at, policy)


def set_service_account(manifest: Manifest, pod: Pod, name: str | None) -> Manifest:
    """Who the pod is for the API server; None means the namespace's `default`. Raises EditRefused.

    The deprecated field `serviceAccount` is written only where it stands already.
    """
    if name is not None:
        accepted.sound(names.subdomain(name))
    old, new = (paths.join(pod.path, field) for field in ("serviceAccount", "serviceAccountName"))
    only_old = pod.spec.get("serviceAccount") and not pod.spec.get("serviceAccountName")
    if not only_old:
        manifest = put_optional(manifest, pod.document, new, name)
    if pod.spec.get("serviceAccount"):
        manifest = put_optional(manifest, pod.document, old, name)
    return manifest


def set_automount(manifest: Manifest, pod: Pod, mounted: bool | None) -> Manifest:
    """Whether containers find a token of the service account; None leaves it to the account. Raises EditRefused."""
    at = paths.join(pod.path, "automountServiceAccountToken")
    return put_unless_default(manifest, pod.document, at, mounted, None)


def set_pull_secrets(manifest: Manifest, pod: Pod, secrets: Sequence[str]) -> Manifest:
    """The Secrets that images are pulled with, and no others. Raises EditRefused."""
    accepted.different("imagePullSecrets", secrets)
    for name in secrets:
        accepted.sound(names.subdomain(name))
    at = paths.join(pod.path, "imagePullSecrets")
    old = manifest.value(pod.document, at)
    have = old if isinstance(old, list) else []
    entries = [merged(_named(name, have), {"name": name}) for name in secrets]
    return put_optional(manifest, pod.document, at, entries)


def _named(name: str, entries: Sequence[Any]) -> Any:
    return next((entry for entry in entries if paths.value_at(entry, "name") == name), None)


def _check_job(pod: Pod, policy: str) -> None:
    if policy == "Always":
        raise EditRefused(say(_FINISHES, kind=pod.kind))
    failure_policy = paths.join(paths.parent(pod.template), "podFailurePolicy")
    if policy != "Never" and paths.value_at(pod.owner, failure_policy) is not None:
        raise EditRefused(say(_FAILURE_POLICY))


def _check_resizes(pod: Pod) -> None:
    for container in pod.containers:
        policies = container.raw.get("resizePolicy")
        for entry in policies if isinstance(policies, list) else []:
            if paths.value_at(entry, "restartPolicy") == "RestartContainer":
                raise EditRefused(say(_RESIZE, container=names.shown(container.name)))


_SLEEP = gettext_noop(
    "The %(hook)s hook of %(container)s sleeps %(seconds)d seconds, more than %(grace)d; shorten it first."
)
_ALWAYS = gettext_noop(
    "A %(kind)s keeps its pods running: restartPolicy must be Always, not %(policy)s. Make it a Job if it shall end."
)
_FINISHES = gettext_noop(
    "A %(kind)s must end: choose OnFailure, or Never to keep failed pods for a look at them."
)
_FAILURE_POLICY = gettext_noop(
    "A Job with a podFailurePolicy needs restartPolicy: Never; remove that policy first."
)
_RESIZE = gettext_noop(
    "%(container)s has a resizePolicy that restarts it, which Never rules out; set it to NotRequired first."
)
