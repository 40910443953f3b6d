"""The objects of a manifest as they are to stand in a cluster, those first that others need."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from pods.cluster import managed
from pods.cluster.apply.admission import pointed
from pods.cluster.problems import ClusterProblem
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest, Position
from pods.domain.manifest.views import Object

# What others refer to comes before them: a pod whose ConfigMap comes a moment later starts with an error.
_ORDER = (
    "Namespace",
    "CustomResourceDefinition",
    "PriorityClass",
    "StorageClass",
    "ResourceQuota",
    "LimitRange",
    "NetworkPolicy",
    "ServiceAccount",
    "Secret",
    "ConfigMap",
    "PersistentVolume",
    "PersistentVolumeClaim",
    "ClusterRole",
    "ClusterRoleBinding",
    "Role",
    "RoleBinding",
    "Service",
)
_LATE = ("HorizontalPodAutoscaler", "PodDisruptionBudget", "Ingress", "HTTPRoute")


@dataclass(frozen=True, slots=True)
class Wanted:
    """One object: where it stands in the text and what it says. `namespace` is empty where it has none of its own."""

    document: int
    path: str
    line: int
    api_version: str
    kind: str
    name: str
    namespace: str
    value: dict[str, Any] = field(repr=False)  # it may be a Secret

    @property
    def key(self) -> str:
        """What tells it apart from the other objects of its manifest."""
        return f"{self.document}:{self.path}"

    @property
    def title(self) -> str:
        """Kind and name, as people say it."""
        return f"{self.kind} {self.name}"


def wanted(manifest: Manifest) -> tuple[Wanted, ...]:
    """Every object of the manifest in the order in which to apply them; within a rank as the text has them."""
    found = [_wanted(manifest, thing) for thing in manifest.objects]
    return tuple(sorted(found, key=lambda one: _rank(one.kind)))


def _wanted(manifest: Manifest, thing: Object) -> Wanted:
    value = manifest.value(thing.document, thing.path)
    return Wanted(
        document=thing.document,
        path=thing.path,
        line=thing.line,
        api_version=thing.api_version,
        kind=thing.kind,
        name=thing.name,
        namespace=thing.namespace or "",
        value=value if isinstance(value, dict) else {},
    )


def _rank(kind: str) -> int:
    if kind in _ORDER:
        return _ORDER.index(kind)
    return len(_ORDER) + (1 if kind in _LATE else 0)


@dataclass(frozen=True, slots=True)
class Complaint:
    """What a refusal says of one place of the text."""

    words: str
    path: str  # of the document
    position: Position
    source: str = ""  # whose rule it is, where that has to be said


def complaints(manifest: Manifest, one: Wanted, problem: ClusterProblem) -> tuple[Complaint, ...]:
    """Where in the text a refusal points to: each field it names. None where it is about the object as a whole.

    A refusal without causes says everything in its sentence; then its words are not said here again, but for Pod
    Security and quotas, of which each part has its own place.
    """
    if one.document < 0:  # it does not stand in the text
        return ()
    said = [(cause.field, cause.message, "") for cause in problem.causes]
    said = said or list(pointed(problem.words, one.value))
    named = managed.field_in(problem.words)
    said = said or ([(named, "", "")] if named else [])
    return _by_line(_complaint(manifest, one, *each) for each in said)


def _by_line(found: Iterable[Complaint]) -> tuple[Complaint, ...]:
    """One for each line, in the order of the text."""
    lines: dict[int, Complaint] = {}
    for each in sorted(found, key=lambda each: each.position.line):
        first = lines.get(each.position.line)
        lines[each.position.line] = replace(first, words=f"{first.words}; {each.words}") if first else each
    return tuple(
        replace(each, words=f"{each.source}: {each.words}") if each.source else each
        for each in lines.values()
    )


def _complaint(manifest: Manifest, one: Wanted, field: str, words: str, source: str) -> Complaint:
    inside = managed.path_in(one.value, field)
    path = _joined(one.path, inside)
    return Complaint(words, path, manifest.locate(one.document, path), source)


def _joined(path: str, inside: str) -> str:
    for step in paths.steps(inside):
        path = paths.join(path, step)
    return path
