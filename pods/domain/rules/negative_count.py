"""Counts of a workload are not negative

Replicas, retries, histories and waiting times of Deployments, StatefulSets, Jobs and their kin are 0 or
more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pods.domain.findings import Context, Flaw, rule
from pods.domain.messages import gettext_noop, say
from pods.domain.severity import Severity

_JOB = ("parallelism", "completions", "backoffLimit", "activeDeadlineSeconds", "ttlSecondsAfterFinished")
_COUNTS = {
    "Deployment": ("replicas", "minReadySeconds", "revisionHistoryLimit", "progressDeadlineSeconds"),
    "ReplicaSet": ("replicas", "minReadySeconds"),
    "ReplicationController": ("replicas", "minReadySeconds"),
    "StatefulSet": ("replicas", "minReadySeconds"),
    "DaemonSet": ("minReadySeconds", "revisionHistoryLimit"),
    "Job": _JOB,
    "CronJob": (
        "startingDeadlineSeconds",
        "successfulJobsHistoryLimit",
        "failedJobsHistoryLimit",
        *(f"jobTemplate.spec.{name}" for name in _JOB),
    ),
}


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Flaw]:
    for found, _ in context.known:
        for field in _COUNTS.get(found.kind, ()):
            value: object = found.raw.get("spec")
            for step in field.split("."):
                value = value.get(step) if isinstance(value, Mapping) else None
            if isinstance(value, int) and value < 0:
                path = f"{found.path}.spec.{field}".lstrip(".")
                name = field.rpartition(".")[2]
                message = say(_NEGATIVE, field=name, value=value)
                yield Flaw(found.document, path, message, say(_HELP), rejected_by_api=True)


_NEGATIVE = gettext_noop("%(field)s cannot be negative, this is %(value)d.")
_HELP = gettext_noop("Write 0 or more.")
