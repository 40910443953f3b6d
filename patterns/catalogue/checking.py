"""The expressions of an entry checked before any value is known: names, types, and the shape of what they give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from patterns.catalogue.model import Parameter, Pattern, Type, Value, Variant
from patterns.catalogue.problems import Problem, gettext_noop, shown
from patterns.catalogue.rendering import AT_LEAST, ELSE, IF, PLACEHOLDER, THEN, Ready, render
from patterns.catalogue.shapes import misshapen

_READY = ("pod", "main", "name")
_ANY = Ready("shop", "app", "helper")


def problems(pattern: Pattern) -> list[Problem]:
    """All that is wrong with the placeholders, conditions and shape of an entry's example and fragment."""
    found = list(_expressions(pattern, pattern.fragment, "fragment", frozenset()))
    if pattern.example is not None:
        found += _expressions(pattern, pattern.example, "example", frozenset())
    return found or list({str(problem): problem for problem in _shapes(pattern)}.values())


def _shapes(pattern: Pattern) -> Iterator[Problem]:
    """Wrong shapes of every variant, with all conditions met and with none."""
    for variant in pattern.variants:
        for full in (True, False):
            values = {p.name: sample(p, full=full) for p in pattern.parameters}
            yield from _shapes_of(pattern, variant, values)


def _shapes_of(pattern: Pattern, variant: Variant, values: Mapping[str, Value]) -> Iterator[Problem]:
    yield from misshapen(
        render(pattern.fragment, variant, values, _ANY),
        None if pattern.example is None else render(pattern.example, variant, values, _ANY),
    )


def sample(parameter: Parameter, *, full: bool = True) -> Value:
    """Some value that a parameter can have; with `full` off, optional ones are empty and booleans false."""
    if parameter.type is Type.BOOLEAN:
        return full
    if not full and parameter.optional:
        return None
    if parameter.default is not None:
        return parameter.default
    if parameter.type is Type.CHOICE:
        return parameter.choices[0].value
    if parameter.type is Type.INTEGER:
        return parameter.minimum if parameter.minimum is not None else parameter.maximum or 0
    return _SAMPLES[parameter.type]


def _expressions(pattern: Pattern, node: Any, path: str, given: frozenset[str]) -> Iterator[Problem]:
    """Problems in a part of an entry; `given` are the optional parameters known to be given there."""
    if isinstance(node, Mapping):
        yield from _mapping(pattern, node, path, given)
    elif isinstance(node, list):
        for index, item in enumerate(node):
            yield from _expressions(pattern, item, f"{path}[{index}]", given)
    elif isinstance(node, str):
        yield from _placeholders(pattern, node, path, given)


def _mapping(
    pattern: Pattern, node: Mapping[str, Any], path: str, given: frozenset[str]
) -> Iterator[Problem]:
    yield from _keys(node, path)
    condition = node.get(IF)
    if IF in node:
        yield from _condition(pattern, condition, f"{path}.{IF}")
    met = given | {condition} if isinstance(condition, str) else given
    for key, value in node.items():
        if key != IF:
            inside = given | {str(condition).removeprefix("!")} if key == ELSE else met
            yield from _expressions(pattern, value, f"{path}.{key}", inside)


def _keys(node: Mapping[str, Any], path: str) -> Iterator[Problem]:
    for key in node:
        if PLACEHOLDER.search(key):
            yield Problem(path, _IN_KEY, {"key": shown(key)})
        if key.startswith("$") and key not in (IF, THEN, ELSE, AT_LEAST):
            yield Problem(path, _NO_EXPRESSION, {"key": shown(key)})
    if THEN in node and node.keys() - {IF, THEN, ELSE}:
        yield Problem(path, _BESIDE, {"keys": ", ".join(sorted(node.keys() - {IF, THEN, ELSE}))})
    if (THEN in node or ELSE in node) and not (IF in node and THEN in node):
        yield Problem(path, _NO_IF)


def _condition(pattern: Pattern, condition: Any, path: str) -> Iterator[Problem]:
    name = condition.removeprefix("!") if isinstance(condition, str) else ""
    parameter = pattern.parameter(name)
    known = pattern.variant(name) is not None or (
        parameter is not None and (parameter.optional or parameter.type is Type.BOOLEAN)
    )
    if not known:
        yield Problem(path, _NO_CONDITION, {"condition": shown(condition)})


def _placeholders(pattern: Pattern, text: str, path: str, given: frozenset[str]) -> Iterator[Problem]:
    alone = PLACEHOLDER.fullmatch(text) is not None
    for name in dict.fromkeys(PLACEHOLDER.findall(text)):
        parameter = pattern.parameter(name)
        if parameter is None:
            if name not in _READY:
                yield Problem(path, _NO_PARAMETER, {"name": shown(name)})
        elif not alone and not parameter.type.narrow:
            yield Problem(path, _TOO_WIDE, {"name": name, "type": parameter.type.value})
        elif not alone and parameter.optional and name not in given:
            yield Problem(path, _MAY_BE_EMPTY, {"name": name})


_SAMPLES: Mapping[Type, Value] = {
    Type.TEXT: "Text",
    Type.WORD: "word",
    Type.NAME: "name",
    Type.SUBDOMAIN: "name",
    Type.PATH: "/path",
    Type.GLOB: "/path/*.log",
    Type.HOST: "db.example",
    Type.ADDRESS: "db.example:5432",
    Type.URL: "https://example.com/path",
    Type.PORT: 8080,
    Type.QUANTITY: "64Mi",
    Type.DURATION: "30s",
    Type.IMAGE: "busybox:1.37",
}
_IN_KEY = gettext_noop("A placeholder cannot stand in a key: %(key)s.")
_NO_EXPRESSION = gettext_noop("“%(key)s” is no expression; there are $if, $then, $else and $atLeast.")
_BESIDE = gettext_noop("Nothing may stand beside $if, $then and $else: %(keys)s.")
_NO_IF = gettext_noop("$then and $else need $if and $then beside them.")
_NO_CONDITION = gettext_noop(
    "“%(condition)s” is neither a boolean or optional parameter nor the id of a variant (with or without !)."
)
_NO_PARAMETER = gettext_noop("There is no parameter “%(name)s” for a placeholder.")
_TOO_WIDE = gettext_noop(
    "“%(name)s” is of type %(type)s and may stand only alone, not inside a longer string: take a narrower type."
)
_MAY_BE_EMPTY = gettext_noop("“%(name)s” may be empty: put the string under $if: %(name)s.")
