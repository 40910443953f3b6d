"""Another kind for what makes the pod: wrapped, unwrapped, or from one workload to another (FACTS H)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pods.domain.edits import accepted
from pods.domain.edits.batch import made
from pods.domain.edits.fields import removing, setting_each
from pods.domain.edits.put import put, putting
from pods.domain.edits.refusal import EditRefused
from pods.domain.edits.selection import governing_service
from pods.domain.edits.wrapping import WORKLOADS, unwrap_pod, wrap_pod
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Object, Pod
from pods.domain.messages import gettext_noop, say

__all__ = ["KINDS", "change_workload", "lost_as"]

KINDS = ("Pod", *WORKLOADS)
_APPS = frozenset({"Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"})  # their pods run for ever
_JOBS = frozenset({"Job", "CronJob"})
# What stays when such a workload becomes another one; what is named alike but means another thing does not.
_KEPT: Mapping[str, frozenset[str]] = {
    "Deployment": frozenset({"replicas", "minReadySeconds", "revisionHistoryLimit"}),
    "StatefulSet": frozenset({"replicas", "minReadySeconds", "revisionHistoryLimit"}),
    "DaemonSet": frozenset({"minReadySeconds", "revisionHistoryLimit"}),
    "ReplicaSet": frozenset({"replicas", "minReadySeconds"}),
}
_AROUND = frozenset({"selector", "template", "jobTemplate"})
_OF_JOBS = frozenset({"selector", "manualSelector"})  # the API server makes them up


def lost_as(manifest: Manifest, pod: Pod, kind: str) -> Sequence[str]:
    """The fields that would go if what makes the pod became that kind: it has none of that name and meaning."""
    owner = manifest.holder(pod)
    if kind == owner.kind or owner.kind == "Pod":
        return ()
    kept = _AROUND | (_KEPT.get(kind, frozenset()) if owner.kind in _APPS else frozenset())
    lost = [field for field in _mapping(owner.raw.get("spec")) if field not in kept]
    if owner.kind == "StatefulSet" and kind == "StatefulSet":
        return ()
    if owner.kind in _JOBS:
        inner = _job(manifest, pod)
        lost = [] if owner.kind == "Job" else lost
        lost += [] if kind in _JOBS else [field for field in inner if field not in (*_AROUND, *_OF_JOBS)]
    beside = _mapping(owner.raw.get("metadata")).get("annotations")
    return [*lost, "metadata.annotations"] if beside and not _direct(owner, kind) else lost


def change_workload(
    manifest: Manifest,
    pod: Pod,
    kind: str,
    *,
    drop: bool = False,
    schedule: str = "",
    restart_policy: str = "Never",
) -> Manifest:
    """Make the pod's object one of KINDS; its template stays, with what the other kind has a field for.

    What would go (`lost_as`) is named in the refusal unless `drop` lets it. `schedule` is a CronJob's, and
    `restart_policy` what a Job's pods get when they had Always. Raises EditRefused.
    """
    accepted.one_of("kind", kind, KINDS)
    owner, lost = manifest.holder(pod), lost_as(manifest, pod, kind)
    if kind == owner.kind:
        return manifest
    if lost and not drop:
        raise EditRefused(say(_LOST, kind=kind, fields=", ".join(lost)))
    if _direct(owner, kind):
        return _renamed(manifest, pod, owner, kind, lost)
    bare = manifest if pod.kind == "Pod" else unwrap_pod(manifest, pod)
    if kind == "Pod":
        return bare
    at = next(p for p in bare.pods if (p.document, p.item) == (pod.document, pod.item))
    made = wrap_pod(bare, at, kind, schedule=schedule, restart_policy=restart_policy)
    return _with_job_fields(made, pod, kind, _job(manifest, pod) if owner.kind in _JOBS else {})


def _direct(owner: Object, kind: str) -> bool:
    """Both keep their pods running and select them alike."""
    return owner.kind in _APPS and kind in _APPS


def _renamed(manifest: Manifest, pod: Pod, owner: Object, kind: str, lost: Sequence[str]) -> Manifest:
    if any(volume.claim_template for volume in pod.volumes):
        raise EditRefused(say(_CLAIMS))
    spec, document = paths.join(owner.path, "spec"), pod.document
    plans = [removing(document, paths.join(spec, field)) for field in lost]
    if kind == "StatefulSet":
        plans.append(putting(document, paths.join(spec, "serviceName"), governing_service(manifest, pod)))
    called = {"apiVersion": WORKLOADS[kind], "kind": kind}
    return made(manifest, [*plans, *setting_each(document, owner.path, called)])


def _with_job_fields(manifest: Manifest, pod: Pod, kind: str, fields: Mapping[str, Any]) -> Manifest:
    if kind not in _JOBS:
        return manifest
    at = next(p for p in manifest.pods if (p.document, p.item) == (pod.document, pod.item))
    spec = paths.parent(paths.parent(at.path))
    for name, value in fields.items():
        if name not in _AROUND | _OF_JOBS:
            manifest = put(manifest, pod.document, paths.join(spec, name), value)
    return manifest


def _job(manifest: Manifest, pod: Pod) -> Mapping[str, Any]:
    """The spec of the Job that a Job is or a CronJob makes."""
    return _mapping(manifest.value(pod.document, paths.parent(paths.parent(pod.path))))


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


_LOST = gettext_noop("A %(kind)s has no field for %(fields)s; let them go, or keep the kind.")
_CLAIMS = gettext_noop(
    "The volumes of this StatefulSet come from its claim templates; make them claims first."
)
