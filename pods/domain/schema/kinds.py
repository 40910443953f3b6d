"""The built-in kinds and their fields, as `fields.txt` lists them (made by `tools/schema_fields.py`)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

_FIELDS = Path(__file__).with_name("fields.txt")

_NEAR_PODS = ("core", "apps", "batch", "meta", "networking")

FIRST, LAST = 25, 37  # minor versions the schemas are known of


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of one apiVersion, its definition, and the minor versions of Kubernetes that serve it."""

    api_version: str
    kind: str
    definition: str
    since: int
    until: int


@dataclass(frozen=True)
class Schema:
    """What one version of Kubernetes knows. A type is a word, or `[`, `{` or `#` and what follows from it."""

    minor: int
    kinds: Mapping[tuple[str, str], Kind]  # by apiVersion and kind, those of other versions included
    groups: frozenset[str]  # API groups of Kubernetes itself, "" for the core
    _definitions: Mapping[str, str]  # name to its line's JSON
    _read: dict[str, dict[str, str]] = field(default_factory=dict, repr=False)  # a memo, filled as asked

    def kind(self, api_version: str, kind: str) -> Kind | None:
        """The kind, if this version serves it."""
        found = self.kinds.get((api_version, kind))
        return found if found is not None and found.since <= self.minor <= found.until else None

    def fields(self, definition: str) -> dict[str, str]:
        """The fields of a definition in this version, with their types."""
        known = self._read.get(definition)
        if known is None:
            spans = {name: _spans(types) for name, types in self._line(definition).items()}
            known = {
                name: kind
                for name, types in spans.items()
                for kind, since, until in types
                if since <= self.minor <= until
            }
            self._read[definition] = known
        return known

    def versions(self, definition: str, name: str) -> tuple[int, int] | None:
        """The first and the last minor version that knows a field, or None when none does."""
        types = self._line(definition).get(name)
        if types is None:
            return None
        spans = _spans(types)
        return spans[0][1], spans[-1][2]

    def group_of(self, package: str) -> str:
        """The API group whose definitions a package holds: networking.k8s.io for networking."""
        groups = {
            k.definition.partition(".")[0]: k.api_version.rpartition("/")[0] for k in self.kinds.values()
        }
        return groups.get(package, "")

    def named(self, name: str) -> str | None:
        """The definition of a full name or of its last word; among several the stable one nearest to pods."""
        return name if name in self._definitions else self._by_last_word.get(name)

    @cached_property
    def _by_last_word(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for name in sorted(self._definitions, key=_nearness, reverse=True):
            found[name.rpartition(".")[2]] = name
        return found

    def _line(self, definition: str) -> dict[str, str]:
        found: dict[str, str] = json.loads(self._definitions[definition])
        return found


def _nearness(definition: str) -> tuple[bool, int, str]:
    group = definition.partition(".")[0]
    near = _NEAR_PODS.index(group) if group in _NEAR_PODS else len(_NEAR_PODS)
    return ".v1." not in definition and ".v2." not in definition, near, definition


def _spans(types: str) -> list[tuple[str, int, int]]:
    """`string 25-28|int32 29-37` taken apart; without a span it holds for all versions."""
    result = []
    for part in types.split("|"):
        name, _, span = part.partition(" ")
        since, _, until = span.partition("-")
        result.append((name, int(since or FIRST), int(until or LAST)))
    return result


@cache
def schema(minor: int) -> Schema:
    """What Kubernetes 1.<minor> knows; for versions outside of the known ones, the nearest known one."""
    kinds: dict[tuple[str, str], Kind] = {}
    definitions: dict[str, str] = {}
    for line in _FIELDS.read_text(encoding="utf-8").splitlines():
        if line.startswith("="):
            api_version, kind, definition, span = line[1:].split(" ")
            since, until = span.split("-")
            kinds[api_version, kind] = Kind(api_version, kind, definition, int(since), int(until))
        else:
            name, _, content = line.partition(" ")
            definitions[name] = content
    # The group that workloads once were in has no kinds left, but is still no one else's.
    groups = frozenset(api_version.rpartition("/")[0] for api_version, _ in kinds) | {"extensions"}
    return Schema(max(FIRST, min(minor, LAST)), kinds, groups, definitions)
