"""What runs in a namespace, to be picked from: workloads with the pods they own, and pods that nobody owns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pods.cluster.api import Api, path_of
from pods.cluster.problems import ClusterProblem, Kind
from pods.domain.messages import Message

MOST = 500  # objects of a kind that are listed
# In the order in which they are shown; what belongs to one of an earlier kind stands under it.
_KINDS = (
    ("apps/v1", "Deployment", "deployments"),
    ("apps/v1", "StatefulSet", "statefulsets"),
    ("apps/v1", "DaemonSet", "daemonsets"),
    ("batch/v1", "CronJob", "cronjobs"),
    ("batch/v1", "Job", "jobs"),
    ("apps/v1", "ReplicaSet", "replicasets"),
    ("v1", "Pod", "pods"),
)
_BETWEEN = "ReplicaSet"  # shown only where it is nobody's


@dataclass(frozen=True, slots=True)
class Found:
    """One object: what it is called, how many of it are ready, since when, and what it owns."""

    api_version: str
    kind: str
    name: str
    ready: str
    created: str
    well: bool
    children: tuple[Found, ...] = ()

    @property
    def key(self) -> str:
        """What a form calls it."""
        return f"{self.api_version}:{self.kind}:{self.name}"

    @property
    def words(self) -> str:
        """What a search looks through, its pods included."""
        return " ".join([self.kind, self.name, *(child.words for child in self.children)]).lower()


@dataclass(frozen=True, slots=True)
class Listing:
    """What there is; `refused` are the kinds that may not be listed, `cut` those of which there are more."""

    found: tuple[Found, ...]
    refused: tuple[tuple[str, Message], ...] = ()
    cut: tuple[str, ...] = ()


@dataclass
class _Heap:
    objects: list[Mapping[str, Any]] = field(default_factory=list)
    refused: list[tuple[str, Message]] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)


def listed(api: Api, namespace: str) -> Listing:
    """Everything that runs there. Raises `ClusterProblem` only where the cluster itself cannot be spoken to."""
    heap = _Heap()
    for api_version, kind, plural in _KINDS:
        try:
            body = api.get(_path(api_version, namespace, plural), {"limit": MOST}).body
        except ClusterProblem as problem:
            if problem.kind not in (Kind.FORBIDDEN, Kind.NOT_FOUND):
                raise
            if problem.kind is Kind.FORBIDDEN:
                heap.refused.append((kind, problem.message))
            continue
        heap.objects += [one | {"apiVersion": api_version, "kind": kind} for one in _items(body)]
        if isinstance(body, dict) and _map(body.get("metadata")).get("continue"):
            heap.cut.append(kind)
    return Listing(arranged(heap.objects), tuple(heap.refused), tuple(heap.cut))


def arranged(objects: Sequence[Mapping[str, Any]]) -> tuple[Found, ...]:
    """The objects by kind, those that another one owns under it."""
    owned: dict[str, list[Mapping[str, Any]]] = {}
    known = {_metadata(one).get("uid") for one in objects} - {None}
    for one in objects:
        owner = _owner(one)
        owned.setdefault(owner if owner in known else "", []).append(one)
    return tuple(_found(one, owned) for one in owned.get("", ()))


def _found(one: Mapping[str, Any], owned: Mapping[str, Iterable[Mapping[str, Any]]]) -> Found:
    ready, well = readiness(one)
    metadata = _metadata(one)
    return Found(
        str(one.get("apiVersion")),
        str(one.get("kind")),
        str(metadata.get("name")),
        ready,
        str(metadata.get("creationTimestamp") or ""),
        well,
        tuple(_below(str(metadata.get("uid")), owned)),
    )


def _below(uid: str, owned: Mapping[str, Iterable[Mapping[str, Any]]]) -> Iterable[Found]:
    for child in owned.get(uid, ()):
        if child.get("kind") == _BETWEEN:
            yield from _below(str(_metadata(child).get("uid")), owned)
        else:
            yield _found(child, owned)


def readiness(one: Mapping[str, Any]) -> tuple[str, bool]:
    """How much of it is ready, as `kubectl get` says it, and whether that is all."""
    spec, status = _map(one.get("spec")), _map(one.get("status"))
    match one.get("kind"):
        case "Pod":
            return _pod(spec, status)
        case "DaemonSet":
            return _of(status.get("numberReady"), status.get("desiredNumberScheduled"))
        case "Job":
            return _of(status.get("succeeded"), spec.get("completions") or 1)
        case "CronJob":
            return str(spec.get("schedule") or ""), not spec.get("suspend")
    return _of(status.get("readyReplicas"), spec.get("replicas", 1))


def _pod(spec: Mapping[str, Any], status: Mapping[str, Any]) -> tuple[str, bool]:
    states = [_map(state) for state in _list(status.get("containerStatuses"))]
    states += [
        _map(state)
        for state, container in zip(
            _list(status.get("initContainerStatuses")), _list(spec.get("initContainers")), strict=False
        )
        if _map(container).get("restartPolicy") == "Always"
    ]
    ready, phase = sum(state.get("ready") is True for state in states), str(status.get("phase") or "")
    if phase == "Succeeded":
        return phase, True
    counted = f"{ready}/{len(states)}" if states else ""
    return f"{counted} {phase}".strip(), bool(states) and ready == len(states)


def _of(ready: object, wanted: object) -> tuple[str, bool]:
    have = ready if isinstance(ready, int) else 0
    return f"{have}/{wanted or 0}", have == (wanted or 0)


def _path(api_version: str, namespace: str, plural: str) -> str:
    group = ("apis", *api_version.split("/")) if "/" in api_version else ("api", api_version)
    return path_of(*group, "namespaces", namespace, plural)


def _items(body: Any) -> list[dict[str, Any]]:
    return [one for one in _list(_map(body).get("items")) if isinstance(one, dict)]


def _owner(one: Mapping[str, Any]) -> str:
    owners = [_map(owner) for owner in _list(_metadata(one).get("ownerReferences"))]
    return next((str(owner.get("uid")) for owner in owners if owner.get("controller")), "")


def _metadata(one: Mapping[str, Any]) -> Mapping[str, Any]:
    return _map(one.get("metadata"))


def _map(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
