"""Taking what was applied out of a cluster again: what is there, what goes and what is kept, and whether it is gone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from pods.cluster import managed
from pods.cluster.api import Api
from pods.cluster.apply.plan import MANAGER
from pods.cluster.apply.wanted import Wanted
from pods.cluster.problems import ClusterProblem, Kind
from pods.cluster.resources import Resource, Resources
from pods.cluster.rights import forbidden
from pods.domain.messages import Message, gettext_noop, say

_PARTS = 5  # of the key of an object that was found
_BY_ITSELF = (
    "foregroundDeletion",
    "orphan",
    "kubernetes",
    "kubernetes.io/pvc-protection",
    "kubernetes.io/pv-protection",
    "service.kubernetes.io/load-balancer-cleanup",
)
# Deleting these deletes data, or what others have there: only what was ticked.
_KEPT = {
    "Namespace": gettext_noop("Everything in the namespace would go with it, whoever put it there."),
    "PersistentVolumeClaim": gettext_noop("The data would go with it, unless its volume is kept."),
    "PersistentVolume": gettext_noop("The data would go with it, unless its volume is kept."),
    "CustomResourceDefinition": gettext_noop("Every object of that kind in the whole cluster would go with it."),
    "StorageClass": gettext_noop("It belongs to the whole cluster; others may use it."),
    "PriorityClass": gettext_noop("It belongs to the whole cluster; others may use it."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """An object by its kind and name; `namespace` is empty where it has none."""

    api_version: str
    kind: str
    name: str
    namespace: str

    @classmethod
    def of(cls, one: Wanted, namespace: str) -> Known:
        """The object of a design as it stands in that namespace."""
        return cls(one.api_version, one.kind, one.name, one.namespace or namespace)

    @property
    def key(self) -> str:
        """What a form calls it."""
        return f"{self.api_version}:{self.kind}:{self.name}:{self.namespace}"


@dataclass(frozen=True, slots=True)
class Standing:
    """An object as it was found: who it is, who put it there, and why it would be kept unless somebody insists."""

    known: Known
    uid: str = ""
    applied: bool = False  # from a design
    by: tuple[str, ...] = ()  # who manages it
    keeps: Message | None = None
    going: bool = False  # it is being deleted already
    finalizers: tuple[str, ...] = ()  # what has to be done before it goes
    forbidden: bool = False  # one may not delete it
    problem: ClusterProblem | None = None
    live: Mapping[str, Any] | None = field(default=None, repr=False)

    @property
    def key(self) -> str:
        """This very object: one of the same name made since has another uid."""
        return f"{self.known.key}:{self.uid}"


class End(StrEnum):
    """What became of an object that was to go."""

    GOING = "going"
    GONE = "gone"
    REPLACED = "replaced"  # another one has its name by now, which was not touched
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Removed:
    """An object that was to go, and what holds it up where it has not gone yet."""

    known: Known
    uid: str
    end: End
    finalizers: tuple[str, ...] = ()
    problem: ClusterProblem | None = None

    @property
    def key(self) -> str:
        """The very object."""
        return f"{self.known.key}:{self.uid}"


def standing(api: Api, known: Sequence[Known]) -> tuple[Standing, ...]:
    """What of these is in the cluster, in the order in which to delete it: the last first, which need the others.

    Claims that a StatefulSet made from its templates are found too. Raises `ClusterProblem` only where the cluster
    itself cannot be spoken to.
    """
    resources = Resources(api)
    looked = (_look(api, resources, one) for one in reversed(known))
    found = [one for one in looked if one is not None]
    claims = {one.known.key for one in found}
    made = (one for one in _claims(api, resources, found) if one.known.key not in claims)
    last = [one for one in found if one.known.kind == "Namespace"]
    shown = (*(one for one in found if one not in last), *made, *last)
    return tuple(replace(one, forbidden=_forbidden(api, resources, one.known)) for one in shown)


def _forbidden(api: Api, resources: Resources, known: Known) -> bool:
    try:
        resource = resources.of(known.api_version, known.kind)
    except ClusterProblem as problem:
        _if_about_the_cluster(problem)
        return False
    return forbidden(api, resource, known.namespace, "delete")


def _look(api: Api, resources: Resources, known: Known) -> Standing | None:
    try:
        resource = resources.of(known.api_version, known.kind)
        known = known if resource.namespaced else Known(known.api_version, known.kind, known.name, "")
        live = api.get(resource.path(known.namespace, known.name)).body
    except ClusterProblem as problem:
        if problem.kind is Kind.NOT_FOUND:
            return None
        _if_about_the_cluster(problem)
        return Standing(known, problem=problem)
    return _standing(known, live) if isinstance(live, dict) else None


def _standing(known: Known, live: Mapping[str, Any]) -> Standing:
    metadata = _map(live.get("metadata"))
    by = [manager for manager in managed.managers(live) if manager.subresource != "status"]
    words = _KEPT.get(known.kind)
    return Standing(
        known,
        uid=str(metadata.get("uid") or ""),
        applied=any(manager.name == MANAGER and manager.applies for manager in by),
        by=tuple(dict.fromkeys(manager.name for manager in by)),
        keeps=say(words) if words else None,
        going=bool(metadata.get("deletionTimestamp")),
        finalizers=_finalizers(live),
        live=live,
    )


def _claims(api: Api, resources: Resources, found: Iterable[Standing]) -> Iterator[Standing]:
    """The claims that StatefulSets made: `<template>-<set>-<number>`."""
    for one in found:
        templates = _map(_map(one.live).get("spec")).get("volumeClaimTemplates") if one.live else None
        names = [_map(_map(each).get("metadata")).get("name") for each in templates or ()]
        if one.known.kind != "StatefulSet" or not names:
            continue
        pattern = re.compile(
            rf"(?:{'|'.join(re.escape(str(name)) for name in names)})-{re.escape(one.known.name)}-\d+"
        )
        for live in _listed(api, resources, one.known.namespace):
            name = str(_map(live.get("metadata")).get("name"))
            if pattern.fullmatch(name):
                yield _standing(Known("v1", "PersistentVolumeClaim", name, one.known.namespace), live)


def _listed(api: Api, resources: Resources, namespace: str) -> list[Mapping[str, Any]]:
    try:
        path = resources.of("v1", "PersistentVolumeClaim").path(namespace)
        return [one for one in api.get(path, {"limit": 500}).body.get("items") or () if isinstance(one, dict)]
    except ClusterProblem as problem:
        _if_about_the_cluster(problem)
        return []


def remove(api: Api, chosen: Iterable[Standing]) -> Iterator[Removed]:
    """Ask for the end of each object in turn; one that is refused does not stop the others.

    An object goes in its own time, its pods before it: `look_again` tells when.
    """
    resources = Resources(api)
    for one in chosen:
        try:
            _delete(api, resources.of(one.known.api_version, one.known.kind), one)
            yield Removed(one.known, one.uid, End.GOING)
        except ClusterProblem as problem:
            if problem.kind is Kind.NOT_FOUND:
                yield Removed(one.known, one.uid, End.GONE)
            elif problem.kind is Kind.CONFLICT:
                yield Removed(one.known, one.uid, End.REPLACED)
            else:
                yield Removed(one.known, one.uid, End.FAILED, problem=problem)


def _delete(api: Api, resource: Resource, one: Standing) -> None:
    options = {
        "apiVersion": "v1",
        "kind": "DeleteOptions",
        "propagationPolicy": "Foreground",  # its pods go with it before it is gone
        "preconditions": {"uid": one.uid},
    }
    api.delete(resource.path(one.known.namespace, one.known.name), options)


def look_again(api: Api, going: Iterable[str]) -> tuple[Removed, ...]:
    """Whether the objects with these keys (`Standing.key`) are gone by now; what is no key is left out.

    Raises `ClusterProblem` where that cannot be asked.
    """
    # Versions and kinds hold no colon, but names of roles may.
    resources = Resources(api)
    asked = ((*head[:2], *head[2].rsplit(":", 2)) for key in going if len(head := key.split(":", 2)) == 3)
    return tuple(_again(api, resources, Known(*key[:4]), key[4]) for key in asked if len(key) == _PARTS)


def _again(api: Api, resources: Resources, known: Known, uid: str) -> Removed:
    try:
        resource = resources.of(known.api_version, known.kind)
        live = api.get(resource.path(known.namespace, known.name)).body
    except ClusterProblem as problem:
        if problem.kind is Kind.NOT_FOUND:
            return Removed(known, uid, End.GONE)
        raise
    if _map(live.get("metadata")).get("uid") != uid:
        return Removed(known, uid, End.REPLACED)
    return Removed(known, uid, End.GOING, _finalizers(live))


def _finalizers(live: Mapping[str, Any]) -> tuple[str, ...]:
    """What others still have to do before an object goes; what the cluster sees to itself is not worth a word."""
    said = [*(_map(live.get("metadata")).get("finalizers") or ())]
    if live.get("kind") == "Namespace":
        said += _map(live.get("spec")).get("finalizers") or ()
    return tuple(str(one) for one in said if one not in _BY_ITSELF)


def _if_about_the_cluster(problem: ClusterProblem) -> None:
    """Raise it again, unless it is about one object only."""
    if problem.status == 0 or problem.kind is Kind.UNAUTHORIZED:
        raise problem


def _map(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
