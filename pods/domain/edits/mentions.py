"""Where a container's name stands besides its own `name`: in the pod, its annotations and objects that scale it.

The places: FACTS G and I.4, and what the tools named here read from annotations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pods.domain.edits.bonds import Bond, Reference
from pods.domain.manifest import paths
from pods.domain.manifest.containers import text
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Container, ContainerKind, Object, Pod
from pods.domain.messages import gettext_noop, say
from pods.domain.network.settings import same_namespace
from pods.domain.roles import ANNOTATION

# Annotations whose value is a container's name; whose value lists names; whose key ends with or contains one.
_NAMING = frozenset(
    {"kubectl.kubernetes.io/default-container", "kubectl.kubernetes.io/default-logs-container"}
)
_LISTING = re.compile(
    rf"{re.escape(ANNOTATION)}|vault\.hashicorp\.com/agent-inject-containers"
    r"|instrumentation\.opentelemetry\.io/([a-z-]+-)?container-names"
)
_KEYED = re.compile(
    r"(?:container\.apparmor\.security\.beta\.kubernetes\.io/|container\.seccomp\.security\.alpha\.kubernetes\.io/)"
    r"(?P<name>[^/]+)|ad\.datadoghq\.com/(?P<checked>[^/.]+)\..+"
)


@dataclass(frozen=True, slots=True)
class _Scaler:
    """A kind that scales a workload and may do so by one of its containers."""

    target: str  # where the workload is named
    default: str  # the workload's kind where none is said
    entries: str  # the list whose entries may name a container
    name: str  # and where in an entry
    fallback: bool = False  # without any entry it scales by something else


_SCALERS = {
    "HorizontalPodAutoscaler": _Scaler(
        "spec.scaleTargetRef", "", "spec.metrics", "containerResource.container", True
    ),
    "VerticalPodAutoscaler": _Scaler(
        "spec.targetRef", "", "spec.resourcePolicy.containerPolicies", "containerName"
    ),
    "ScaledObject": _Scaler("spec.scaleTargetRef", "Deployment", "spec.triggers", "metadata.containerName"),
}


def mentions(manifest: Manifest, pod: Pod, container: Container) -> Iterator[Reference]:
    """Every place that names the container; none outside of it while another one bears the same name."""
    name = container.name
    alone = [c.path for c in pod.containers if c.name == name] == [container.path]
    if not name:
        return
    for other in pod.containers:
        if alone or other.path == container.path:
            yield from _in_variables(pod, other, name, inside=other.path == container.path)
    if alone:
        yield from _in_volumes(pod, name)
        yield from _in_ephemeral(pod, name)
        yield from _in_annotations(pod, name)
        yield from _in_failure_rules(manifest, pod, name)
        yield from _in_scalers(manifest, pod, name)


def annotations_path(pod: Pod) -> str:
    """The path of the pod's annotations, which are those of its template."""
    return paths.join(paths.join(paths.parent(pod.path), "metadata"), "annotations")


def scalers(manifest: Manifest, pod: Pod) -> Iterator[tuple[Object, str]]:
    """The objects that scale the pod's workload, and the path at which each names it."""
    for found in manifest.objects:
        scaler = _SCALERS.get(found.kind)
        if scaler is not None and same_namespace(pod, found) and _targets(scaler, found, pod):
            target = f"{scaler.target}.name"
            yield found, f"{found.path}.{target}" if found.path else target


def key_with(key: str, old: str, new: str) -> str:
    """The key of an annotation that contains one container's name with another one's."""
    start, end = _span(key) or (0, 0)
    return f"{key[:start]}{new}{key[end:]}" if key[start:end] == old else key


def _span(key: str) -> tuple[int, int] | None:
    """Where a container's name stands in an annotation's key."""
    match = _KEYED.fullmatch(key)
    return match.span("name" if match["name"] else "checked") if match else None


def _in_variables(pod: Pod, container: Container, name: str, *, inside: bool) -> Iterator[Reference]:
    for variable in container.env:
        if paths.value_at(variable.value_from, "resourceFieldRef.containerName") == name:
            at = f"{variable.path}.valueFrom.resourceFieldRef.containerName"
            message = say(_VARIABLE, variable=variable.name, container=container.name, name=name)
            yield Reference(pod.document, at, message, Bond.VALUE, None if inside else variable.path)


def _in_volumes(pod: Pod, name: str) -> Iterator[Reference]:
    for volume in pod.volumes:
        at = paths.join(volume.path, volume.source)
        lists: list[tuple[str, Any]] = [(at, volume.spec)] if volume.source == "downwardAPI" else []
        if volume.source == "projected":
            sources = _entries(volume.spec, "sources", at)
            lists = [(f"{path}.downwardAPI", s.get("downwardAPI")) for path, s in sources]
        for owner, content in lists:
            for path, item in _entries(content, "items", owner):
                if paths.value_at(item, "resourceFieldRef.containerName") == name:
                    message = say(_FILE, file=text(item.get("path")), volume=volume.name, name=name)
                    within = f"{path}.resourceFieldRef.containerName"
                    yield Reference(pod.document, within, message, Bond.VALUE, path)


def _in_ephemeral(pod: Pod, name: str) -> Iterator[Reference]:
    for other in pod.of_kind(ContainerKind.EPHEMERAL):
        if other.raw.get("targetContainerName") == name:
            at = paths.join(other.path, "targetContainerName")
            yield Reference(pod.document, at, say(_TARGET, container=other.name, name=name), Bond.VALUE, at)


def _in_annotations(pod: Pod, name: str) -> Iterator[Reference]:
    for key, value in pod.annotations.items():
        bond = _annotation_bond(key, value, name)
        if bond is not None:
            at = paths.join(annotations_path(pod), key)
            yield Reference(pod.document, at, say(_ANNOTATION, annotation=key, name=name), bond, at)


def _annotation_bond(key: str, value: str, name: str) -> Bond | None:
    if key in _NAMING and value == name:
        return Bond.VALUE
    if _LISTING.fullmatch(key) and any(entry_name(entry) == name for entry in value.split(",")):
        return Bond.ENTRY
    span = _span(key)
    return Bond.KEY if span and key[slice(*span)] == name else None


def entry_name(entry: str) -> str:
    """The container's name in an entry of a comma list: `name` or `name=role`."""
    return entry.partition("=")[0].strip()


def _in_failure_rules(manifest: Manifest, pod: Pod, name: str) -> Iterator[Reference]:
    """Rules of a Job on exit codes of one container; the API refuses a name that no container has."""
    beside = paths.parent(paths.parent(pod.path))
    at = paths.join(beside, "podFailurePolicy")
    rules = list(_entries(manifest.value(pod.document, at), "rules", at))
    for path, rule in rules:
        if paths.value_at(rule, "onExitCodes.containerName") == name:
            whole = path if len(rules) > 1 else at
            within = f"{path}.onExitCodes.containerName"
            yield Reference(pod.document, within, say(_FAILURE_RULE, name=name), Bond.VALUE, whole)


def _in_scalers(manifest: Manifest, pod: Pod, name: str) -> Iterator[Reference]:
    for found in manifest.objects:
        scaler = _SCALERS.get(found.kind)
        if scaler is None or not same_namespace(pod, found) or not _targets(scaler, found, pod):
            continue
        *way, last = scaler.entries.split(".")
        holder = ".".join(way)
        at = f"{found.path}.{holder}" if found.path else holder
        for path, entry in _entries(paths.value_at(found.raw, holder), last, at):
            if paths.value_at(entry, scaler.name) == name:
                alone = scaler.fallback and len(paths.value_at(found.raw, scaler.entries)) == 1
                sentence = _ONLY_METRIC if alone else _SCALER
                message = say(sentence, kind=found.kind, object=found.name, name=name)
                yield Reference(found.document, f"{path}.{scaler.name}", message, Bond.VALUE, path)


def _targets(scaler: _Scaler, found: Object, pod: Pod) -> bool:
    target = paths.value_at(found.raw, scaler.target)
    if not isinstance(target, Mapping):
        return False
    if target.get("kind", scaler.default) != pod.kind or target.get("name") != pod.name or not pod.name:
        return False
    said, own = (text(owner.get("apiVersion")).rpartition("/")[0] for owner in (target, pod.owner))
    return said == own or "apiVersion" not in target


def _entries(owner: Any, name: str, path: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The path and content of every mapping in a list."""
    found = owner.get(name) if isinstance(owner, Mapping) else None
    for index, entry in enumerate(found if isinstance(found, list) else []):
        if isinstance(entry, Mapping):
            yield paths.join(paths.join(path, name), index), entry


_VARIABLE = gettext_noop("The variable %(variable)s of %(container)s reads a resource of %(name)s.")
_FILE = gettext_noop("The file %(file)s in the volume %(volume)s reads a resource of %(name)s.")
_TARGET = gettext_noop("The ephemeral container %(container)s looks into the processes of %(name)s.")
_ANNOTATION = gettext_noop("The annotation %(annotation)s names %(name)s.")
_FAILURE_RULE = gettext_noop("A rule of the Job's podFailurePolicy looks at the exit codes of %(name)s.")
_ONLY_METRIC = gettext_noop(
    "The %(kind)s %(object)s scales by %(name)s only; without this metric it keeps the pods at 80 %% CPU."
)
_SCALER = gettext_noop("The %(kind)s %(object)s scales by %(name)s.")
