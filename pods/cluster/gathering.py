"""Objects picked in a cluster, and what they refer to, as somebody could have written them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pods.cluster.api import Api
from pods.cluster.cleaning import clean
from pods.cluster.problems import ClusterProblem, Kind
from pods.cluster.resources import Resource, Resources
from pods.domain.messages import Message, gettext_noop, say

PLACEHOLDER = "CHANGE-ME"
MOST = 50  # objects that can be picked at once
Object = dict[str, Any]
_POD_SPECS = ("spec", "spec.template.spec", "spec.jobTemplate.spec.template.spec")
_OF_THE_CLUSTER = ("kube-root-ca.crt", "default")  # every namespace has its own


@dataclass(frozen=True, slots=True)
class Picked:
    """An object as the list named it."""

    api_version: str
    kind: str
    name: str

    @classmethod
    def of(cls, key: str) -> Picked | None:
        """The object that a key of the list means; None where it means none."""
        parts = key.split(":")
        return cls(*parts) if len(parts) == 3 and all(parts) else None


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to come along: what the pods refer to, and its Secrets, of which no value is taken."""

    others: bool = True
    secrets: bool = False


@dataclass(frozen=True, slots=True)
class Gathered:
    """The objects, those that were picked first, and what could not be taken."""

    objects: tuple[Object, ...]
    notes: tuple[Message, ...]


def gather(api: Api, namespace: str, picked: Sequence[Picked], wish: Wish) -> Gathered:
    """The picked objects without what the cluster added to them. Raises `ClusterProblem` where one cannot be had."""
    return _Gathering(api, namespace, wish).gather(picked)


class _Gathering:
    def __init__(self, api: Api, namespace: str, wish: Wish) -> None:
        self._api = api
        self._namespace = namespace
        self._wish = wish
        self._resources = Resources(api)
        self._notes: list[Message] = []

    def gather(self, picked: Sequence[Picked]) -> Gathered:
        main = [written(self._live(one)) for one in dict.fromkeys(picked)]
        beside: list[Object] = []
        taken = {(one["kind"], _name(one)) for one in main}
        for one in self._others(main) if self._wish.others else ():
            if (one["kind"], _name(one)) not in taken:
                taken.add((one["kind"], _name(one)))
                beside.append(one)
        return Gathered((*main, *beside), tuple(self._notes))

    def _live(self, one: Picked) -> Object:
        resource = self._resources.of(one.api_version, one.kind)
        body = self._api.get(resource.path(self._namespace, one.name)).body
        if not isinstance(body, dict) or body.get("kind") != one.kind:
            raise ClusterProblem(Kind.GARBAGE, say(_NO_OBJECT))
        return body

    def _others(self, main: Sequence[Object]) -> Iterator[Object]:
        yield from self._services(main)
        for one in main:
            for kind, name in dict.fromkeys(mentioned(one)):
                yield from self._mentioned(kind, name)

    def _mentioned(self, kind: str, name: str) -> Iterator[Object]:
        if kind == "Secret" and not self._wish.secrets:
            self._notes.append(say(_SECRET_LEFT, name=name))
            return
        try:
            live = self._live(Picked("v1", kind, name))
        except ClusterProblem as problem:
            if problem.kind not in (Kind.FORBIDDEN, Kind.NOT_FOUND):
                raise
            self._notes.append(say(_NOT_HAD, kind=kind, name=name, why=problem.message))
            return
        yield covered(live) if kind == "Secret" else written(live)

    def _services(self, main: Sequence[Object]) -> Iterator[Object]:
        labels = [pod_labels(one) for one in main]
        if not any(labels):
            return
        try:
            resource: Resource = self._resources.of("v1", "Service")
            items = self._api.get(resource.path(self._namespace)).body.get("items") or ()
        except ClusterProblem as problem:
            if problem.kind is not Kind.FORBIDDEN:
                raise
            self._notes.append(say(_NO_SERVICES, why=problem.message))
            return
        for item in items:
            selector = _map(_map(item.get("spec")).get("selector"))
            if selector and any(selector.items() <= each.items() for each in labels):
                yield written(item | {"apiVersion": "v1", "kind": "Service"})


def written(live: Mapping[str, Any]) -> Object:
    """An object as somebody would have written it, of no namespace: where it goes is for its new owner to say."""
    found = clean(live)
    found["metadata"].pop("namespace", None)
    return found


def covered(live: Mapping[str, Any]) -> Object:
    """A Secret with its keys, and a placeholder for each value."""
    found = written(live)
    keys = [str(key) for key in _map(live.get("data"))]
    kept = {key: value for key, value in found.items() if key not in ("data", "stringData")}
    return kept | {"stringData": dict.fromkeys(keys, PLACEHOLDER)}


def pod_labels(one: Mapping[str, Any]) -> Mapping[str, Any]:
    """The labels that its pods get, by which a Service finds them."""
    if one.get("kind") == "Pod":
        return _map(_map(one.get("metadata")).get("labels"))
    template = _at(one, "spec.template") or _at(one, "spec.jobTemplate.spec.template")
    return _map(_map(template.get("metadata")).get("labels"))


def mentioned(one: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Kind and name of everything in its namespace that its pods name; of optional things too."""
    for path in _POD_SPECS:
        spec = _at(one, path)
        if "containers" in spec:
            for kind, name in _in_spec(spec):
                if isinstance(name, str) and name and name not in _OF_THE_CLUSTER:
                    yield kind, name


def _in_spec(spec: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for volume in _maps(spec.get("volumes")):
        yield from _in_source(volume)
        yield "Secret", _map(volume.get("secret")).get("secretName")
        yield "PersistentVolumeClaim", _map(volume.get("persistentVolumeClaim")).get("claimName")
        for source in _maps(_map(volume.get("projected")).get("sources")):
            yield from _in_source(source)
    for key in ("initContainers", "containers"):
        for container in _maps(spec.get(key)):
            yield from _in_container(container)
    yield "ServiceAccount", spec.get("serviceAccountName")


def _in_source(source: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    yield "ConfigMap", _map(source.get("configMap")).get("name")
    yield "Secret", _map(source.get("secret")).get("name")


def _in_container(container: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for source in _maps(container.get("envFrom")):
        yield "ConfigMap", _map(source.get("configMapRef")).get("name")
        yield "Secret", _map(source.get("secretRef")).get("name")
    for variable in _maps(container.get("env")):
        said = _map(variable.get("valueFrom"))
        yield "ConfigMap", _map(said.get("configMapKeyRef")).get("name")
        yield "Secret", _map(said.get("secretKeyRef")).get("name")


def _name(one: Mapping[str, Any]) -> str:
    return str(_map(one.get("metadata")).get("name"))


def _at(one: Mapping[str, Any], path: str) -> Mapping[str, Any]:
    for step in path.split("."):
        one = _map(one.get(step))
    return one


def _maps(value: Any) -> list[Mapping[str, Any]]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def _map(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


_NO_OBJECT = gettext_noop("What answers there does not speak as an API server does; check the address.")
_SECRET_LEFT = gettext_noop("Secret %(name)s was not taken along.")
_NOT_HAD = gettext_noop("%(kind)s %(name)s was not taken along: %(why)s")
_NO_SERVICES = gettext_noop("Services were not looked for: %(why)s")
