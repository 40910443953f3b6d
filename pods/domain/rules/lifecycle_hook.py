"""Lifecycle hooks do one thing, and in containers that live long enough

postStart and preStop have exactly one of exec, httpGet and sleep; a sleep cannot last longer than the
pod's grace period. Ordinary init containers take no hooks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pods.domain.findings import Context, Flaw, rule
from pods.domain.manifest import paths
from pods.domain.manifest.views import ContainerKind, Pod
from pods.domain.messages import Message, gettext_noop, say
from pods.domain.rules import handlers
from pods.domain.severity import Severity

_HOOKS = ("postStart", "preStop")
_USUAL_GRACE = 30
_ZERO_ALLOWED = 33  # PodLifecycleSleepActionAllowZero (FACTS 0.4)

Wrong = tuple[str, Message, Message]  # path below the lifecycle, message, help


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Flaw]:
    for pod in context.pods:
        for container in pod.of_kind(ContainerKind.INIT, ContainerKind.SIDECAR, ContainerKind.CONTAINER):
            lifecycle = container.raw.get("lifecycle")
            if not isinstance(lifecycle, Mapping):
                continue
            at = paths.join(container.path, "lifecycle")
            if container.kind is ContainerKind.INIT:
                yield Flaw(pod.document, at, say(_INIT), say(_INIT_HELP), rejected_by_api=True)
                continue
            for step, message, help_ in _wrong(pod, lifecycle, context.minor):
                yield Flaw(pod.document, f"{at}.{step}", message, help_, rejected_by_api=True)


def _wrong(pod: Pod, lifecycle: Mapping[str, Any], minor: int) -> Iterator[Wrong]:
    for name in _HOOKS:
        hook = lifecycle.get(name)
        if isinstance(hook, Mapping):
            for step, message, help_ in handlers.wrong(hook, handlers.OF_HOOKS):
                yield f"{name}.{step}" if step else name, message, help_
            yield from _sleep(pod, name, hook, minor)


def _sleep(pod: Pod, name: str, hook: Mapping[str, Any], minor: int) -> Iterator[Wrong]:
    sleep = hook.get("sleep")
    seconds = (sleep.get("seconds") or 0) if isinstance(sleep, Mapping) else None
    grace = pod.spec.get("terminationGracePeriodSeconds")
    grace = _USUAL_GRACE if grace is None else grace
    if not isinstance(seconds, int) or not isinstance(grace, int) or grace < 0:
        return
    least = 0 if minor >= _ZERO_ALLOWED else 1
    if not least <= seconds <= grace:
        yield (
            f"{name}.sleep.seconds",
            say(_SLEEP, least=least, grace=grace, seconds=seconds),
            say(_SLEEP_HELP),
        )


_INIT = gettext_noop("An init container without restartPolicy: Always takes no lifecycle hooks.")
_INIT_HELP = gettext_noop("Remove lifecycle, or make the container a native sidecar.")
_SLEEP = gettext_noop(
    "The sleep must last from %(least)d to %(grace)d seconds, the grace period; this is %(seconds)d."
)
_SLEEP_HELP = gettext_noop("Shorten the sleep, or raise terminationGracePeriodSeconds.")
