"""Where objects of a kind live in an API server: asked of it once, so that custom resources are found as well."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pods.cluster.api import Api, path_of
from pods.cluster.problems import ClusterProblem, Kind
from pods.domain.messages import gettext_noop, say


@dataclass(frozen=True, slots=True)
class Resource:
    """A kind as the API server serves it."""

    api_version: str
    kind: str
    plural: str
    namespaced: bool
    verbs: frozenset[str] = frozenset()

    @property
    def group(self) -> str:
        """The API group; empty for the core."""
        return self.api_version.rpartition("/")[0]

    def path(self, namespace: str, name: str = "", *more: str) -> str:
        """The address of an object, or without `name` of all of them in the namespace."""
        inside = ("namespaces", namespace) if self.namespaced else ()
        named = (name, *more) if name else ()
        return path_of(*_root(self.api_version), *inside, self.plural, *named)


class Resources:
    """What an API server serves, group by group, as it is asked for. Made anew for each use of a connection."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._groups: dict[str, Mapping[str, Resource]] = {}

    def of(self, api_version: str, kind: str) -> Resource:
        """Where such objects live. Raises `ClusterProblem` (NOT_FOUND) where the API server does not serve them."""
        if api_version not in self._groups:
            self._groups[api_version] = self._ask(api_version)
        resource = self._groups[api_version].get(kind)
        if resource is None:
            raise ClusterProblem(
                Kind.NOT_FOUND, say(_UNKNOWN, api_version=api_version, kind=kind), status=404
            )
        return resource

    def _ask(self, api_version: str) -> Mapping[str, Resource]:
        try:
            said = self._api.get(path_of(*_root(api_version))).body
        except ClusterProblem as problem:
            if problem.kind is Kind.NOT_FOUND:
                return {}
            raise
        listed = said.get("resources") if isinstance(said, dict) else None
        found = [_resource(api_version, entry) for entry in listed or () if isinstance(entry, dict)]
        return {resource.kind: resource for resource in found if "/" not in resource.plural}


def _root(api_version: str) -> tuple[str, ...]:
    return ("apis", *api_version.split("/", 1)) if "/" in api_version else ("api", api_version)


def _resource(api_version: str, said: Mapping[str, Any]) -> Resource:
    verbs = frozenset(map(str, said.get("verbs") or ()))
    return Resource(
        api_version, str(said.get("kind")), str(said.get("name")), said.get("namespaced") is True, verbs
    )


_UNKNOWN = gettext_noop(
    "This cluster knows no %(kind)s of %(api_version)s; is its operator or CRD installed?"
)
