"""The sources that a projected volume puts into one directory (FACTS G.1 30, 31)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pods.domain import names
from pods.domain.edits import accepted
from pods.domain.edits.file_items import DownwardFile, KeyFile, downward_files, key_files, relative

_SHORTEST_TOKEN, _LONGEST_TOKEN = 600, 1 << 32


@dataclass(frozen=True, slots=True)
class ProjectedConfigMap:
    """Keys of a ConfigMap."""

    name: str
    items: tuple[KeyFile, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class ProjectedSecret:
    """Keys of a Secret."""

    name: str
    items: tuple[KeyFile, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class ProjectedDownward:
    """Fields of the pod and resources of its containers."""

    items: tuple[DownwardFile, ...]


@dataclass(frozen=True, slots=True)
class ProjectedToken:
    """A token of the pod's service account, renewed before its seconds are over."""

    path: str
    audience: str = ""
    expiration_seconds: int | None = None


Projection = ProjectedConfigMap | ProjectedSecret | ProjectedDownward | ProjectedToken


def projections(sources: Iterable[Projection]) -> list[dict[str, Any]]:
    """The sources as the API writes them. Raises EditRefused."""
    wanted = list(sources)
    accepted.different("path", (path for source in wanted for path in _paths(source)))
    return [_projection(source) for source in wanted]


def _paths(source: Projection) -> list[str]:
    """The paths a source says itself; what it takes from all keys of an object is not known here."""
    return [source.path] if isinstance(source, ProjectedToken) else [item.path for item in source.items]


def _projection(source: Projection) -> dict[str, Any]:
    match source:
        case ProjectedConfigMap():
            return {"configMap": _keys(source)}
        case ProjectedSecret():
            return {"secret": _keys(source)}
        case ProjectedDownward(items):
            return {"downwardAPI": {"items": downward_files(items)}}
        case ProjectedToken():
            return {"serviceAccountToken": _token(source)}


def _keys(source: ProjectedConfigMap | ProjectedSecret) -> dict[str, Any]:
    accepted.filled("name", source.name)
    accepted.sound(names.subdomain(source.name))
    fields: dict[str, Any] = {"name": source.name}
    if source.items:
        fields["items"] = key_files(source.items)
    if source.optional:
        fields["optional"] = True
    return fields


def _token(source: ProjectedToken) -> dict[str, Any]:
    fields: dict[str, Any] = {"path": relative(source.path)}
    if source.audience:
        fields["audience"] = source.audience
    if source.expiration_seconds is not None:
        accepted.whole("expirationSeconds", source.expiration_seconds, _SHORTEST_TOKEN, _LONGEST_TOKEN)
        fields["expirationSeconds"] = source.expiration_seconds
    return fields
