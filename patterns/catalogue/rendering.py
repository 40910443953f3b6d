"""An entry's expressions made plain: placeholders filled, conditions decided (ENTRY.md, Placeholders).

Values are put into the parsed structure, so no value can change it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from patterns.catalogue.model import Kind, Pattern, Value, Variant

PLACEHOLDER = re.compile(r"@\{([^{}]*)\}")
IF, THEN, ELSE, AT_LEAST = "$if", "$then", "$else", "$atLeast"
PLACES = ("sidecar", "container", "init")
_ABSENT = object()
# Where the API takes texts only: a port that stands there alone is written as one.
_LISTS_OF_TEXTS = ("args", "command")
_MAPS_OF_TEXTS = ("labels", "annotations", "matchLabels", "data", "stringData")


@dataclass(frozen=True, slots=True)
class Ready:
    """The ready-made names: of the workload, of the main container and of the first helper."""

    pod: str
    main: str
    name: str


@dataclass(frozen=True, slots=True)
class Helper:
    """A container that the pattern adds. `fields` is the container as the API has it, its name included."""

    place: str  # one of PLACES
    first: bool  # before the init containers already there
    fields: dict[str, Any]

    @property
    def name(self) -> str:
        """The name it wishes for."""
        return str(self.fields["name"])


@dataclass(frozen=True, slots=True)
class Fragment:
    """What a variant of a pattern adds, plain; `$atLeast` alone is left for composing, which knows what is there."""

    helpers: tuple[Helper, ...] = ()
    main: dict[str, Any] = field(default_factory=dict)
    spec: dict[str, Any] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    annotations: dict[str, str] = field(default_factory=dict)
    volumes: tuple[dict[str, Any], ...] = ()
    objects: tuple[dict[str, Any], ...] = ()
    takes_over: tuple[int | str, int | str] | None = None  # the app's port and the helper's


def fragment(pattern: Pattern, variant: Variant, values: Mapping[str, Value], ready: Ready) -> Fragment:
    """What the pattern adds for these values (`values.settle`), under the names it wishes for."""
    plain = render(pattern.fragment, variant, values, ready)
    pod = plain.get("pod", {})
    metadata = pod.get("metadata", {})
    takes = plain.get("takesOver")
    return Fragment(
        helpers=tuple(_helper(pattern.kind, variant, entry) for entry in plain.get("containers", ())),
        main=plain.get("main", {}),
        spec=pod.get("spec", {}),
        labels=metadata.get("labels", {}),
        annotations=metadata.get("annotations", {}),
        volumes=tuple(plain.get("volumes", ())),
        objects=tuple(plain.get("objects", ())),
        takes_over=(takes["from"], takes["to"]) if takes else None,
    )


def example(
    pattern: Pattern, variant: Variant, values: Mapping[str, Value], ready: Ready
) -> dict[str, Any] | None:
    """The main container that a blank design starts with; None when the pattern brings every container itself."""
    if pattern.example is None:
        return None
    container = render(pattern.example, variant, values, ready)["container"]
    assert isinstance(container, dict)
    return container


def first_name(pattern: Pattern, variant: Variant, values: Mapping[str, Value], ready: Ready) -> str:
    """The name that the first helper wishes for."""
    helpers = fragment(pattern, variant, values, ready).helpers
    return helpers[0].name if helpers else ready.name


def render(node: Any, variant: Variant, values: Mapping[str, Value], ready: Ready) -> Any:
    """A plain value with every placeholder filled and every condition decided."""
    filled = {**values, "pod": ready.pod, "main": ready.main, "name": ready.name}
    rendered = _Renderer(variant.id, filled).value(node, text=False)
    return {} if rendered is _ABSENT else rendered


@dataclass(frozen=True, slots=True)
class _Renderer:
    variant: str
    values: Mapping[str, Value]

    def value(self, node: Any, *, text: bool) -> Any:
        if isinstance(node, Mapping):
            return self._conditional(node, text=text) if IF in node else self._mapping(node)
        if isinstance(node, list):
            return self._list(node, text=text)
        return self._string(node, text=text) if isinstance(node, str) else node

    def holds(self, condition: str) -> bool:
        """Whether a variant's id is ours, a boolean is true, or an optional parameter is given."""
        if condition.startswith("!"):
            return not self.holds(condition[1:])
        if condition in self.values:
            return self.values[condition] not in (None, False)
        return condition == self.variant

    def _conditional(self, node: Mapping[str, Any], *, text: bool) -> Any:
        if self.holds(node[IF]):
            return self.value(node[THEN], text=text) if THEN in node else self._mapping(node)
        return self.value(node[ELSE], text=text) if ELSE in node else _ABSENT

    def _mapping(self, node: Mapping[str, Any]) -> dict[str, Any]:
        rendered = {
            key: self._field(key, value, within_env="name" in node)
            for key, value in node.items()
            if key != IF
        }
        return {key: value for key, value in rendered.items() if value is not _ABSENT}

    def _field(self, key: str, value: Any, *, within_env: bool) -> Any:
        if key in _MAPS_OF_TEXTS and isinstance(value, Mapping) and IF not in value:
            texts = {name: self.value(item, text=True) for name, item in value.items()}
            return {name: item for name, item in texts.items() if item is not _ABSENT}
        return self.value(value, text=key in _LISTS_OF_TEXTS or (key == "value" and within_env))

    def _list(self, node: list[Any], *, text: bool) -> Any:
        """A list; one that loses all its items takes its field along."""
        rendered = [self.value(item, text=text) for item in node]
        kept = [item for item in rendered if item is not _ABSENT]
        return kept if kept or not node else _ABSENT

    def _string(self, node: str, *, text: bool) -> Any:
        whole = PLACEHOLDER.fullmatch(node)
        if whole is not None:
            value = self.values[whole.group(1)]
            return _ABSENT if value is None else _written(value) if text else value
        return PLACEHOLDER.sub(lambda match: _written(self.values[match.group(1)]), node)


def _written(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _helper(kind: Kind, variant: Variant, entry: dict[str, Any]) -> Helper:
    fields = {name: value for name, value in entry.items() if name not in ("place", "first")}
    usual = "init" if kind is Kind.INIT else "sidecar" if variant.id == "native" else "container"
    return Helper(str(entry.get("place", usual)), entry.get("first") is True, fields)
