"""A bare Pod made a workload and back: its spec's own lines stay as they are written, at another depth (FACTS H)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pods.domain import names
from pods.domain.edits import accepted, reindent, splice, style
from pods.domain.edits.batch import made
from pods.domain.edits.carry import carry
from pods.domain.edits.fields import remove_field, removing, setting_each
from pods.domain.edits.indent import Indent, of_document
from pods.domain.edits.outcome import checked
from pods.domain.edits.places import column
from pods.domain.edits.put import put
from pods.domain.edits.refusal import EditRefused
from pods.domain.edits.selection import chosen, governing_service
from pods.domain.edits.splice import Splice
from pods.domain.edits.way import walk
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.nodes import Mapping as MappingNode
from pods.domain.manifest.nodes import Node, Scalar
from pods.domain.manifest.pods import TEMPLATES, is_built_in
from pods.domain.manifest.views import Object, Pod
from pods.domain.messages import gettext_noop, say

__all__ = ["WORKLOADS", "unwrap_pod", "wrap_pod"]

WORKLOADS = {
    "Deployment": "apps/v1",
    "StatefulSet": "apps/v1",
    "DaemonSet": "apps/v1",
    "ReplicaSet": "apps/v1",
    "Job": "batch/v1",
    "CronJob": "batch/v1",
}
_RUN_TO_THE_END = frozenset({"Job", "CronJob"})
_LONGEST_CRON_JOB = 52  # its Jobs append eleven characters (FACTS H)
# What the cluster wrote into the pod: it is about that one, not about what comes in its place.
_FROM_THE_CLUSTER = (
    "uid",
    "resourceVersion",
    "generation",
    "creationTimestamp",
    "selfLink",
    "managedFields",
    "ownerReferences",
)
_LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration"


@dataclass(frozen=True, slots=True)
class _Nest:
    """What stands around a pod spec in its workload: fields before the template, the steps to it, its labels."""

    fields: Mapping[str, Any]
    steps: tuple[str, ...]
    labels: Mapping[str, str]


def wrap_pod(
    manifest: Manifest,
    pod: Pod,
    kind: str,
    *,
    replicas: int | None = None,
    schedule: str = "",
    selector: Mapping[str, str] | None = None,
    restart_policy: str = "Never",
) -> Manifest:
    """Make a bare Pod the template of a workload of one of the kinds in WORKLOADS.

    Name and namespace become the workload's; labels are both's; annotations move into the template. `selector` says
    which labels the workload knows its pods by (chosen from the pod's when None), `schedule` is a CronJob's,
    `restart_policy` what a Job's pods get when they had Always. Raises EditRefused.
    """
    accepted.one_of("kind", kind, WORKLOADS)
    if pod.kind != "Pod":
        raise EditRefused(say(_NO_POD, kind=pod.kind))
    _possible(pod, kind)
    match = {} if kind in _RUN_TO_THE_END else chosen(pod, selector)
    named = {"serviceName": governing_service(manifest, pod)} if kind == "StatefulSet" else {}
    fields = {**named, **_fields(kind, match, replicas, schedule)}
    holder = paths.parent(pod.path)
    manifest = _without_the_clusters(manifest, pod, holder)
    manifest = _restarting(manifest, pod, kind, restart_policy)
    called = {"apiVersion": WORKLOADS[kind], "kind": kind}
    manifest = made(manifest, setting_each(pod.document, holder, called))
    steps = tuple(str(step) for step in paths.steps(TEMPLATES[kind]))[1:]
    manifest = _nested(manifest, pod.document, holder, _Nest(fields, steps, {**pod.labels, **match}))
    annotations = paths.join(paths.join(holder, "metadata"), "annotations")
    if not manifest.value(pod.document, annotations):
        return manifest
    metadata = paths.join(paths.join(holder, TEMPLATES[kind]) if holder else TEMPLATES[kind], "metadata")
    return carry(manifest, pod.document, annotations, metadata)


def unwrap_pod(manifest: Manifest, pod: Pod) -> Manifest:
    """Make a workload the bare Pod that its template describes; what only the workload says goes.

    Raises EditRefused.
    """
    owner = manifest.holder(pod)
    _is_workload(owner, pod)
    document, metadata = pod.document, paths.join(owner.path, "metadata")
    template = paths.join(paths.parent(pod.path), "metadata")
    manifest = _without_the_clusters(manifest, pod, owner.path)
    manifest = _without(manifest, document, paths.join(metadata, "annotations"))
    if pod.annotations:
        manifest = carry(manifest, document, paths.join(template, "annotations"), metadata, leave=True)
    manifest = _labelled(manifest, document, metadata, pod.labels)
    manifest = _flattened(manifest, document, owner.path, pod.path)
    return made(manifest, setting_each(document, owner.path, {"apiVersion": "v1", "kind": "Pod"}))


def _possible(pod: Pod, kind: str) -> None:
    if not pod.name:
        raise EditRefused(say(_NO_NAME))
    accepted.sound(names.subdomain(pod.name, _LONGEST_CRON_JOB if kind == "CronJob" else 253))
    if not pod.spec:
        raise EditRefused(say(_NO_SPEC))
    if pod.spec.get("ephemeralContainers"):
        raise EditRefused(say(_EPHEMERAL))
    if kind not in _RUN_TO_THE_END and pod.spec.get("activeDeadlineSeconds") is not None:
        raise EditRefused(say(_DEADLINE, kind=kind))


def _is_workload(owner: Object, pod: Pod) -> None:
    if owner.kind == "Pod" or not is_built_in(owner):
        raise EditRefused(say(_NO_WORKLOAD, kind=owner.kind))
    if not owner.name:
        raise EditRefused(say(_NO_NAME))
    if any(volume.claim_template for volume in pod.volumes):
        raise EditRefused(say(_CLAIMS))


def _fields(kind: str, match: Mapping[str, str], replicas: int | None, schedule: str) -> dict[str, Any]:
    """The fields of the workload's spec that stand before its template."""
    if kind == "CronJob":
        return {"schedule": cron(schedule)}
    fields: dict[str, Any] = {}
    if replicas is not None and kind in ("Deployment", "StatefulSet", "ReplicaSet"):
        accepted.whole("replicas", replicas, 0)
        fields["replicas"] = replicas
    return {**fields, "selector": {"matchLabels": dict(match)}} if match else fields


def cron(schedule: str) -> str:
    """A schedule of five fields, or one word such as @daily; raises EditRefused for anything else."""
    words = schedule.split()
    known = ("@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly")
    fields = len(words) == 5 and all(set(word) <= _CRON for word in words)
    if not fields and schedule not in known and not (words[:1] == ["@every"] and len(words) == 2):
        raise EditRefused(say(_SCHEDULE, schedule=names.shown(schedule)))
    return schedule


def _without_the_clusters(manifest: Manifest, pod: Pod, holder: str) -> Manifest:
    metadata = paths.join(holder, "metadata")
    annotations = paths.join(metadata, "annotations")
    last_applied = paths.join(annotations, _LAST_APPLIED)
    gone = [paths.join(metadata, field) for field in _FROM_THE_CLUSTER]
    if manifest.value(pod.document, last_applied) is not None:
        alone = len(manifest.value(pod.document, annotations)) == 1
        gone.append(annotations if alone else last_applied)
    return _without(manifest, pod.document, *gone, paths.join(holder, "status"))


def _without(manifest: Manifest, document: int, *unwanted: str) -> Manifest:
    def is_there(path: str) -> bool:
        owner = manifest.value(document, paths.parent(path))
        return isinstance(owner, Mapping) and paths.steps(path)[-1] in owner

    return made(manifest, [removing(document, path) for path in unwanted if is_there(path)])


def _labelled(manifest: Manifest, document: int, metadata: str, labels: Mapping[str, str]) -> Manifest:
    path = paths.join(metadata, "labels")
    return put(manifest, document, path, dict(labels)) if labels else _without(manifest, document, path)


def _restarting(manifest: Manifest, pod: Pod, kind: str, wanted: str) -> Manifest:
    """The pod's restart policy as the kind demands it (FACTS G.1 7, 8)."""
    path, now = paths.join(pod.path, "restartPolicy"), pod.spec.get("restartPolicy")
    if kind in _RUN_TO_THE_END:
        accepted.one_of("restartPolicy", wanted, ("Never", "OnFailure"))
        return manifest if now in ("Never", "OnFailure") else put(manifest, pod.document, path, wanted)
    return manifest if now in (None, "Always") else remove_field(manifest, pod.document, path)


def _nested(manifest: Manifest, document: int, holder: str, nest: _Nest) -> Manifest:
    """The object's spec put under the steps of its workload."""
    path = paths.join(holder, "spec")
    reached = walk(manifest, document, path)
    owner, key = reached.owner, reached.key
    if reached.missing or not isinstance(owner, MappingNode) or not isinstance(key, Scalar):
        raise EditRefused(say(_NO_SPEC))
    if reached.flow or owner.flow:
        change = _around(manifest.text, owner, reached.node, nest)
    else:
        change = _below(manifest.text, (key, reached.node), nest, _habit(manifest, document))

    def assign(whole: Any) -> None:
        target = paths.value_at(whole, holder)
        inner: dict[str, Any] = {**_metadata(nest), "spec": target["spec"]}
        for step in reversed(nest.steps):
            inner = {step: inner}
        target["spec"] = {**nest.fields, **inner}

    return checked(manifest, document, path, change.apply(manifest.text), assign)


def _below(text: str, pair: tuple[Node, Node], nest: _Nest, habit: Indent) -> Splice:
    """The pair in block style, further in, below what its workload needs."""
    at = " " * column(text, pair[0].start)
    lines = [f"{at}spec:"]
    inner = at + habit.step
    for name, value in nest.fields.items():
        lines += style.block_lines(name, value, inner, habit)
    for step in nest.steps:
        lines.append(f"{inner}{step}:")
        inner += habit.step
    for name, value in _metadata(nest).items():
        lines += style.block_lines(name, value, inner, habit)
    lines.append(reindent.written(text, pair, inner))
    new = style.newline(text).join(lines).removeprefix(at)
    return Splice(pair[0].start, splice.end_of(text, pair[1], pair[0]), new)


def _around(text: str, owner: MappingNode, node: Node, nest: _Nest) -> Splice:
    """The value between brackets, with what its workload needs around it."""
    quoted = style.is_json(owner) or style.is_json_text(text)

    def pairs(values: Mapping[str, Any]) -> list[str]:
        written = style.flow_value(dict(values), quoted=quoted)[1:-1]
        return [written] if written else []

    def named(name: str, value: str) -> str:
        return f"{style.key(name, flow=True, quoted=quoted)}: {value}"

    inner = [*pairs(_metadata(nest)), named("spec", text[node.start : node.end])]
    for step in reversed(nest.steps):
        inner = [named(step, "{" + ", ".join(inner) + "}")]
    return Splice(node.start, node.end, "{" + ", ".join([*pairs(nest.fields), *inner]) + "}")


def _metadata(nest: _Nest) -> dict[str, Any]:
    return {"metadata": {"labels": dict(nest.labels)}} if nest.labels else {}


def _flattened(manifest: Manifest, document: int, holder: str, spec: str) -> Manifest:
    """The pod spec in the place of the field of the workload that holds it."""
    first = str(paths.steps(spec)[len(paths.steps(holder))])
    outer, inner = walk(manifest, document, paths.join(holder, first)), walk(manifest, document, spec)
    if outer.key is None or inner.key is None:
        raise EditRefused(say(_NO_SPEC))
    text = manifest.text
    if inner.flow:
        quoted = isinstance(outer.owner, MappingNode) and style.is_json(outer.owner)
        key = style.key("spec", flow=True, quoted=quoted)
        new = f"{key}: {text[inner.node.start : inner.node.end]}"
    else:
        at = " " * column(text, outer.key.start)
        new = reindent.written(text, (inner.key, inner.node), at).removeprefix(at)
    end = outer.node.end if outer.flow else splice.end_of(text, outer.node, outer.key)

    def assign(whole: Any) -> None:
        target = paths.value_at(whole, holder)
        target["spec"] = paths.value_at(whole, spec)
        if first != "spec":
            del target[first]

    return checked(manifest, document, spec, Splice(outer.key.start, end, new).apply(text), assign)


def _habit(manifest: Manifest, document: int) -> Indent:
    root = manifest.documents[document].root
    assert root is not None  # `walk` refuses empty documents
    return of_document(manifest.text, root)


_CRON = frozenset("0123456789*/,-?#LWabcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_NO_POD = gettext_noop("Only a bare Pod can be wrapped, this is a %(kind)s; make it a Pod first.")
_NO_WORKLOAD = gettext_noop(
    "Only a workload of Kubernetes itself can be made a bare Pod, this is a %(kind)s."
)
_NO_NAME = gettext_noop("It needs a name first; give it one under metadata.")
_NO_SPEC = gettext_noop("There is no pod spec written here to move; write one first.")
_EPHEMERAL = gettext_noop("A workload's pods cannot begin with ephemeral containers; remove them first.")
_DEADLINE = gettext_noop("The pods of a %(kind)s run for ever; remove activeDeadlineSeconds first.")
_CLAIMS = gettext_noop(
    "The volumes of this StatefulSet come from its claim templates; make them claims first."
)
_SCHEDULE = gettext_noop(
    "“%(schedule)s” is no schedule; write five fields such as “0 3 * * *”, or a word such as @daily."
)
