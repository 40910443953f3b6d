"""Why a workload has no pods, or no new ones: its controllers' events and conditions (FACTS H)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pods.cluster.live.diagnosis.trouble import Spot, Trouble, items, mapping
from pods.cluster.live.events import Event
from pods.domain.messages import gettext_noop, say
from pods.domain.severity import Severity

Object = Mapping[str, Any]


def of_owners(created: str, events: Sequence[Event], owners: Iterable[Object]) -> Iterator[Trouble]:
    """What keeps the controllers from making pods since the newest one was `created`; "" where there is none."""
    failed = [event for event in events if event.kind != "Pod" and event.reason == "FailedCreate"]
    words = [event.message for event in failed if event.last >= created][-1:]
    conditions = [
        (str(owner.get("kind") or ""), one)
        for owner in owners
        for one in items(mapping(owner.get("status")).get("conditions"))
    ]
    if not words:  # who may not read events is told by the conditions
        words = [str(one.get("message")) for _, one in conditions if _holds(one, "ReplicaFailure")][:1]
    yield from map(_refused, words)
    for _, condition in conditions:
        yield from _of_condition(condition)


def _refused(words: str) -> Trouble:
    for pattern, title, advice, spot in _WHYS:
        if re.search(pattern, words):
            return Trouble("not-made", say(title), say(advice), spot, words)
    return Trouble("not-made", say(_SOMEHOW), say(_LOOK), Spot(), words)


def _of_condition(said: Object) -> Iterator[Trouble]:
    reason, words = str(said.get("reason") or ""), str(said.get("message") or "")
    if said.get("type") == "Progressing" and reason == "ProgressDeadlineExceeded":
        yield Trouble("slow", say(_SLOW), say(_PODS), Spot(), words, Severity.WARNING)
    elif _holds(said, "Failed") and reason in _JOBS:
        title, advice = _JOBS[reason]
        yield Trouble("job-failed", say(title), say(advice), Spot(), words)
    elif _holds(said, "Complete"):
        yield Trouble("job-complete", say(_COMPLETE), say(_NOTHING), Spot(), "", Severity.INFO)
    elif _holds(said, "Suspended"):
        yield Trouble("suspended", say(_SUSPENDED), say(_RESUME), Spot(), words, Severity.INFO)


def _holds(said: Object, kind: str) -> bool:
    return said.get("type") == kind and said.get("status") == "True"


_QUOTA = gettext_noop("No pod is made: the namespace has used up its quota.")
_FREE = gettext_noop("Free some of it, request less, or ask whoever runs the cluster for more.")
_QUOTA_ASKS = gettext_noop(
    "No pod is made: the quota of the namespace asks every container for requests or limits."
)
_SAY = gettext_noop("Give every container, init steps too, the requests and limits that the quota counts.")
_SECURITY = gettext_noop("No pod is made: it breaks the Pod Security Standard of the namespace.")
_STRICTER = gettext_noop("The words name each field; the problems of the design say how to mend them.")
_ACCOUNT = gettext_noop("No pod is made: its service account is not in this namespace.")
_MAKE_ACCOUNT = gettext_noop(
    "Add the ServiceAccount to the design and apply it, or correct serviceAccountName."
)
_RANGE = gettext_noop("No pod is made: a LimitRange of the namespace allows less, or asks for more.")
_WITHIN = gettext_noop("Keep requests and limits within what the words name.")
_HOOK = gettext_noop("No pod is made: an admission webhook or policy of the cluster refuses it.")
_RULES = gettext_noop("Its words name the rule; whoever runs the cluster knows what it wants.")
_SOMEHOW = gettext_noop("No pod is made: the API server refuses it.")
_LOOK = gettext_noop("The API server's own words say why.")
_SLOW = gettext_noop("The Deployment has made no progress for longer than it should take.")
_PODS = gettext_noop(
    "The newest pods do not become ready; what is wrong with them is said here too. It goes on trying."
)
_COMPLETE = gettext_noop("The Job is complete.")
_NOTHING = gettext_noop(
    "Its pods stay, with their logs, until the Job is deleted or its time to live is over."
)
_SUSPENDED = gettext_noop("The Job is suspended, so it has no pods.")
_RESUME = gettext_noop("Set suspend to false to let it run.")
_BACKOFF = gettext_noop("The Job failed: its pods failed more often than backoffLimit allows.")
_FAILED_LOG = gettext_noop("The log of its last pod says why.")
_DEADLINE = gettext_noop("The Job failed: it ran longer than its activeDeadlineSeconds.")
_LONGER = gettext_noop("Raise the deadline, or find out what took so long. Its running pods were deleted.")
_POLICY = gettext_noop("The Job failed: an exit of a pod that its podFailurePolicy names.")
_JOBS = {
    "BackoffLimitExceeded": (_BACKOFF, _FAILED_LOG),
    "DeadlineExceeded": (_DEADLINE, _LONGER),
    "PodFailurePolicy": (_POLICY, _FAILED_LOG),
}
_CONTAINERS = Spot("containers")
_WHYS = (
    (r"exceeded quota", _QUOTA, _FREE, _CONTAINERS),
    (r"failed quota: .*must specify", _QUOTA_ASKS, _SAY, _CONTAINERS),
    (r"violates PodSecurity", _SECURITY, _STRICTER, Spot("securityContext")),
    (r"error looking up service account", _ACCOUNT, _MAKE_ACCOUNT, Spot("serviceAccountName")),
    (
        r"(?:maximum|minimum) (?:cpu|memory|\S+) usage per|limit to request ratio",
        _RANGE,
        _WITHIN,
        _CONTAINERS,
    ),
    (r"admission webhook|ValidatingAdmissionPolicy", _HOOK, _RULES, Spot()),
)
