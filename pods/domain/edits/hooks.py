"""What a container does right after its start and right before its end, and the signal that ends it (FACTS C.7)."""

from __future__ import annotations

from typing import Any

from pods.domain.edits import accepted
from pods.domain.edits.handlers import Exec, HttpGet, Sleep, written
from pods.domain.edits.optional import merged, put_optional
from pods.domain.edits.refusal import EditRefused
from pods.domain.edits.signals import SIGNALS, WINDOWS_SIGNALS
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Container, ContainerKind, Pod
from pods.domain.messages import gettext_noop, say

__all__ = ["set_post_start", "set_pre_stop", "set_stop_signal"]

Hook = Exec | HttpGet | Sleep
USUAL_GRACE = 30


def set_post_start(manifest: Manifest, pod: Pod, container: Container, hook: Hook | None) -> Manifest:
    """Do this right after the start; the containers behind this one wait for it. Raises EditRefused."""
    return _set_hook(manifest, pod, container, "postStart", hook)


def set_pre_stop(manifest: Manifest, pod: Pod, container: Container, hook: Hook | None) -> Manifest:
    """Do this before the stop signal; its time counts into the pod's grace period. Raises EditRefused."""
    return _set_hook(manifest, pod, container, "preStop", hook)


def set_stop_signal(manifest: Manifest, pod: Pod, container: Container, signal: str | None) -> Manifest:
    """End the container with this signal, such as SIGQUIT; None takes that of the image.

    Raises EditRefused where the pod does not say its operating system, which decides what signals there are.
    """
    if signal is not None:
        system = paths.value_at(pod.spec, "os.name")
        if not system:
            raise EditRefused(say(_NO_SYSTEM))
        accepted.one_of("stopSignal", signal, WINDOWS_SIGNALS if system == "windows" else SIGNALS)
    return _put(manifest, pod, container, {"stopSignal": signal})


def _set_hook(manifest: Manifest, pod: Pod, container: Container, name: str, hook: Hook | None) -> Manifest:
    if isinstance(hook, Sleep):
        _check_sleep(pod, hook)
    old = paths.value_at(container.raw, f"lifecycle.{name}")
    return _put(manifest, pod, container, {name: None if hook is None else written(hook, old)})


def _check_sleep(pod: Pod, sleep: Sleep) -> None:
    """A sleep may be as long as the grace period (FACTS G.1, 41); 0 needs Kubernetes 1.33, as a rule reports."""
    grace = pod.spec.get("terminationGracePeriodSeconds")
    grace = USUAL_GRACE if grace is None else grace
    if isinstance(grace, int) and grace < 0:
        grace = 1  # what the API server makes of it (FACTS G.1, 42)
    if isinstance(grace, int) and not 0 <= sleep.seconds <= grace:
        raise EditRefused(say(_SLEEP, seconds=sleep.seconds, grace=grace))


def _put(manifest: Manifest, pod: Pod, container: Container, fields: dict[str, Any]) -> Manifest:
    path = paths.join(container.path, "lifecycle")
    if any(value is not None for value in fields.values()):
        if container.kind is ContainerKind.INIT:
            raise EditRefused(say(_INIT))
        if container.kind is ContainerKind.EPHEMERAL:
            raise EditRefused(say(_EPHEMERAL))
    return put_optional(manifest, pod.document, path, merged(manifest.value(pod.document, path), fields))


_NO_SYSTEM = gettext_noop(
    "A stop signal needs to know the operating system; set the pod's os to linux first."
)
_SLEEP = gettext_noop(
    "The sleep of %(seconds)d seconds must last from 0 to %(grace)d, the grace period; "
    "shorten it, or raise the grace period first."
)
_INIT = gettext_noop("An init container takes no lifecycle hooks; make it a native sidecar first.")
_EPHEMERAL = gettext_noop("An ephemeral container takes no lifecycle hooks; give them to another container.")
