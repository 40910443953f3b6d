"""What a Job says of its runs, and a CronJob of its schedule (FACTS H)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from pods.domain import names, zones
from pods.domain.edits import accepted
from pods.domain.edits.optional import put_optional
from pods.domain.edits.refusal import EditRefused
from pods.domain.edits.wrapping import cron
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Pod
from pods.domain.messages import gettext_noop, say

__all__ = ["CONCURRENCY", "CRON_NUMBERS", "JOB_NUMBERS", "job_path", "set_cron", "set_job", "workload_path"]

# The numbers of a Job and of a CronJob, with the least that the API server takes.
JOB_NUMBERS: Mapping[str, int] = MappingProxyType(
    {
        "completions": 0,
        "parallelism": 0,
        "backoffLimit": 0,
        "activeDeadlineSeconds": 1,
        "ttlSecondsAfterFinished": 0,
    }
)
CRON_NUMBERS: Mapping[str, int] = MappingProxyType(
    {"startingDeadlineSeconds": 0, "successfulJobsHistoryLimit": 0, "failedJobsHistoryLimit": 0}
)
CONCURRENCY = ("Allow", "Forbid", "Replace")
_JOBS = frozenset({"Job", "CronJob"})


def workload_path(manifest: Manifest, pod: Pod) -> str:
    """The path of the spec of the object that makes the pod."""
    owner = manifest.holder(pod)
    return paths.join(owner.path, "spec")


def job_path(pod: Pod) -> str:
    """The path of the spec of the Job that a Job is or a CronJob makes."""
    return paths.parent(paths.parent(pod.path))


def set_job(manifest: Manifest, pod: Pod, numbers: Mapping[str, int | None]) -> Manifest:
    """Numbers of the Job that a Job is or a CronJob makes; None takes one out. Raises EditRefused."""
    if pod.kind not in _JOBS:
        raise EditRefused(say(_NO_JOB, kind=pod.kind))
    return _numbered(manifest, pod, job_path(pod), numbers, JOB_NUMBERS)


def set_cron(
    manifest: Manifest,
    pod: Pod,
    schedule: str,
    numbers: Mapping[str, int | None],
    *,
    time_zone: str | None = None,
    concurrency: str | None = None,
    suspend: bool = False,
) -> Manifest:
    """When a CronJob makes its Jobs, and what becomes of those that are due or done. Raises EditRefused."""
    if pod.kind != "CronJob":
        raise EditRefused(say(_NO_CRON_JOB, kind=pod.kind))
    if time_zone is not None and not zones.possible(time_zone):
        raise EditRefused(say(_TIME_ZONE, zone=names.shown(time_zone)))
    if concurrency is not None:
        accepted.one_of("concurrencyPolicy", concurrency, CONCURRENCY)
    spec = workload_path(manifest, pod)
    texts = {
        "schedule": cron(schedule),
        "timeZone": time_zone,
        "concurrencyPolicy": concurrency,
        "suspend": suspend,
    }
    for field, value in texts.items():
        manifest = put_optional(manifest, pod.document, paths.join(spec, field), value)
    return _numbered(manifest, pod, spec, numbers, CRON_NUMBERS)


def _numbered(
    manifest: Manifest, pod: Pod, spec: str, numbers: Mapping[str, int | None], known: Mapping[str, int]
) -> Manifest:
    for field, number in numbers.items():
        accepted.one_of("field", field, known)
        if number is not None:
            accepted.whole(field, number, known[field])
        manifest = put_optional(manifest, pod.document, paths.join(spec, field), number)
    return manifest


_NO_JOB = gettext_noop("A %(kind)s makes no Jobs; make it a Job first.")
_NO_CRON_JOB = gettext_noop("A %(kind)s has no schedule; make it a CronJob first.")
_TIME_ZONE = gettext_noop("“%(zone)s” is no time zone; write one such as Europe/Berlin or Asia/Seoul.")
