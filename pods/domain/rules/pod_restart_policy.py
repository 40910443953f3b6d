"""The pod's restartPolicy suits what makes the pod

Deployment, ReplicaSet, StatefulSet, DaemonSet and ReplicationController keep pods running and take Always
only. A Job or CronJob must say OnFailure or Never, since the default, Always, would never let it finish.
"""

from __future__ import annotations

from collections.abc import Iterator

from pods.domain import names
from pods.domain.findings import Context, Flaw, rule
from pods.domain.manifest import paths
from pods.domain.manifest.views import Pod
from pods.domain.messages import Message, gettext_noop, say
from pods.domain.severity import Severity

_VALUES = ("Always", "OnFailure", "Never")
_KEPT = frozenset({"Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "ReplicationController"})
_FINISH = frozenset({"Job", "CronJob"})


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Flaw]:
    for pod in context.pods:
        policy = pod.spec.get("restartPolicy") or "Always"
        wrong = _wrong(pod, policy) if isinstance(policy, str) else None
        if wrong is not None:
            yield Flaw(pod.document, paths.join(pod.path, "restartPolicy"), *wrong, rejected_by_api=True)


def _wrong(pod: Pod, policy: str) -> tuple[Message, Message] | None:
    if policy not in _VALUES:
        return say(_UNKNOWN, policy=names.shown(policy)), say(_UNKNOWN_HELP)
    if pod.kind in _KEPT and policy != "Always":
        return say(_ALWAYS, kind=pod.kind, policy=policy), say(_ALWAYS_HELP)
    if pod.kind in _FINISH and policy == "Always":
        return say(_FINISHES, kind=pod.kind), say(_FINISHES_HELP)
    return None


_UNKNOWN = gettext_noop("“%(policy)s” is no restartPolicy.")
_UNKNOWN_HELP = gettext_noop("Write Always, OnFailure or Never.")
_ALWAYS = gettext_noop("A %(kind)s keeps its pods running: restartPolicy must be Always, not %(policy)s.")
_ALWAYS_HELP = gettext_noop("Remove restartPolicy, or make it a Job if it is meant to end.")
_FINISHES = gettext_noop("A %(kind)s cannot have restartPolicy: Always, which is also the default.")
_FINISHES_HELP = gettext_noop(
    "Write restartPolicy: OnFailure, or Never to keep failed pods for a look at them."
)
