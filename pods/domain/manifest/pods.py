"""Finding pods: in the kinds that are known to hold a template, and by their shape in all others (FACTS H)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pods.domain.manifest import paths
from pods.domain.manifest.containers import containers_of, text, text_map
from pods.domain.manifest.views import Object, Pod, Volume

LineOf = Callable[[str], int]

# Where the built-in kinds keep what holds their pod spec.
TEMPLATES = {
    "Pod": "",
    "PodTemplate": "template",
    "Deployment": "spec.template",
    "ReplicaSet": "spec.template",
    "StatefulSet": "spec.template",
    "DaemonSet": "spec.template",
    "ReplicationController": "spec.template",
    "Job": "spec.template",
    "CronJob": "spec.jobTemplate.spec.template",
}
BUILT_IN_GROUPS = frozenset({"", "apps", "batch", "extensions"})
# A list called `containers` is one of a pod spec when an entry has a field that only a container has.
CONTAINER_FIELDS = frozenset(
    {"command", "args", "env", "envFrom", "ports", "volumeMounts", "resources", "securityContext"}
    | {"livenessProbe", "readinessProbe", "startupProbe", "lifecycle", "imagePullPolicy", "workingDir"}
)
_LISTS = ("containers", "initContainers")
_SOURCELESS = "emptyDir"  # a volume with only a name becomes an emptyDir (FACTS B.1)


def pods_of(holder: Object, line_of: LineOf) -> Iterator[Pod]:
    """Every pod template of an object, in the order of the text."""
    if is_built_in(holder):
        yield from _known(holder, line_of)
        return
    for path, spec in _pod_specs(holder.raw, ""):
        yield _pod(holder, path, spec, line_of)


def is_built_in(holder: Object) -> bool:
    """True for the workload kinds of Kubernetes itself; the same kind names exist in other groups."""
    group = holder.api_version.rpartition("/")[0]
    return holder.kind in TEMPLATES and group in BUILT_IN_GROUPS


def _known(holder: Object, line_of: LineOf) -> Iterator[Pod]:
    spec_path = paths.join(TEMPLATES[holder.kind], "spec")
    spec = paths.value_at(holder.raw, spec_path)
    if isinstance(spec, Mapping) or holder.kind == "Pod":
        yield _pod(holder, spec_path, spec if isinstance(spec, Mapping) else {}, line_of)


def _pod_specs(value: Any, path: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Pod specs anywhere below a value; a pod spec is not searched again, its containers are its own."""
    if isinstance(value, Mapping):
        if _looks_like_pod_spec(value):
            yield path, value
            return
        for key, child in value.items():
            if isinstance(child, Mapping | list):
                yield from _pod_specs(child, paths.join(path, key))
    elif isinstance(value, list):
        for index, child in enumerate(value):
            if isinstance(child, Mapping | list):
                yield from _pod_specs(child, paths.join(path, index))


def _looks_like_pod_spec(value: Mapping[str, Any]) -> bool:
    return any(_has_containers(value.get(name)) for name in _LISTS)


def _has_containers(entries: Any) -> bool:
    if (
        not isinstance(entries, list)
        or not entries
        or not all(isinstance(entry, Mapping) for entry in entries)
    ):
        return False
    # Knative lets an only container go without a name, but not without an image.
    return any(
        "image" in entry or ("name" in entry and not CONTAINER_FIELDS.isdisjoint(entry)) for entry in entries
    )


def _pod(holder: Object, spec_path: str, spec: Mapping[str, Any], line_of: LineOf) -> Pod:
    template = paths.parent(spec_path)
    metadata = _mapping(_mapping(paths.value_at(holder.raw, template)).get("metadata"))
    path = f"{holder.path}.{spec_path}" if holder.path and spec_path else holder.path or spec_path
    return Pod(
        document=holder.document,
        item=holder.item,
        kind=holder.kind,
        name=holder.name,
        namespace=holder.namespace,
        template=template,
        path=path,
        line=line_of(path),
        spec=spec,
        labels=text_map(metadata.get("labels")),
        annotations=text_map(metadata.get("annotations")),
        owner=holder.raw,
        containers=containers_of(spec, path, line_of),
        volumes=_volumes(holder, template, spec, path, line_of),
    )


def _volumes(
    holder: Object, template: str, spec: Mapping[str, Any], path: str, line_of: LineOf
) -> tuple[Volume, ...]:
    """The pod's volumes; claim templates replace volumes of the same name (FACTS H)."""
    claims = list(_claim_templates(holder, template, line_of))
    claimed = {claim.name for claim in claims}
    entries = spec.get("volumes")
    own = [
        _volume(entry, paths.join(paths.join(path, "volumes"), index), line_of)
        for index, entry in enumerate(entries if isinstance(entries, list) else [])
        if isinstance(entry, Mapping)
    ]
    return (*(volume for volume in own if volume.name not in claimed), *claims)


def _volume(entry: Mapping[str, Any], path: str, line_of: LineOf) -> Volume:
    source = next((key for key in entry if key != "name" and entry[key] is not None), _SOURCELESS)
    return Volume(text(entry.get("name")), source, _mapping(entry.get(source)), path, line_of(path))


def _claim_templates(holder: Object, template: str, line_of: LineOf) -> Iterator[Volume]:
    beside = paths.parent(template)
    entries = _mapping(paths.value_at(holder.raw, beside)).get("volumeClaimTemplates") if template else None
    base = paths.join(
        f"{holder.path}.{beside}" if holder.path and beside else holder.path or beside, "volumeClaimTemplates"
    )
    for index, entry in enumerate(entries if isinstance(entries, list) else []):
        name = text(_mapping(_mapping(entry).get("metadata")).get("name"))
        if name:
            path = paths.join(base, index)
            yield Volume(
                name, "persistentVolumeClaim", _mapping(entry.get("spec")), path, line_of(path), True
            )


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
