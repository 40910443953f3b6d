"""The plain value of an entry made a Pattern, or everything that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from patterns.catalogue import bounds, checking, values
from patterns.catalogue.fields import Fields
from patterns.catalogue.model import (
    Alternative,
    Choice,
    Kind,
    Link,
    Parameter,
    Pattern,
    Source,
    Summary,
    Text,
    Topic,
    Type,
    Value,
    Variant,
)
from patterns.catalogue.problems import Problem, Unsound, gettext_noop, shown

FIELDS = (
    *("id", "kind", "topics", "title", "summary", "intent", "when", "whenNot", "alternatives", "links"),
    *("sources", "since", "parameters", "variants", "example", "fragment"),
)
HEAD = ("id", "kind", "topics", "title", "summary", "since")
_PARAMETER = (
    *("name", "type", "title", "help", "default", "optional", "minimum", "maximum", "choices", "listens"),
    "from",
)
_TAKEN = ("pod", "main", "name")
_ID = re.compile(r"[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?", re.ASCII)
_NAME = re.compile(r"[a-z][A-Za-z0-9]{0,39}", re.ASCII)
_VALUE = re.compile(r"[A-Za-z0-9_./:-]{1,100}", re.ASCII)


def read(value: Any) -> Pattern:
    """The pattern that a plain value describes. Raises Unsound with every problem."""
    exceeded = bounds.exceeded(value)
    if exceeded is not None:
        raise Unsound([exceeded])
    problems: list[Problem] = []
    pattern = _pattern(Fields(value, "", problems, FIELDS))
    if not problems:
        problems += checking.problems(pattern)
    if problems:
        raise Unsound(problems)
    return pattern


def summary(value: Any) -> Summary:
    """What a list shows of an entry, from its head alone. Raises Unsound."""
    problems: list[Problem] = []
    fields = Fields(value, "", problems, FIELDS)
    found = Summary(
        _id(fields),
        fields.word("kind", Kind) or Kind.SIDECAR,
        _topics(fields),
        fields.text("title"),
        fields.text("summary"),
        fields.version("since"),
    )
    if problems:
        raise Unsound(problems)
    return found


def _pattern(fields: Fields) -> Pattern:
    return Pattern(
        id=_id(fields),
        kind=fields.word("kind", Kind) or Kind.SIDECAR,
        topics=_topics(fields),
        title=fields.text("title"),
        summary=fields.text("summary"),
        intent=fields.text("intent", needed=False),
        when=_texts(fields, "when"),
        when_not=_texts(fields, "whenNot"),
        alternatives=tuple(_alternatives(fields)),
        links=tuple(_links(fields)),
        sources=_strings(fields, "sources"),
        since=fields.version("since"),
        parameters=_parameters(fields),
        variants=_variants(fields),
        example=fields.mapping("example") if "example" in fields.raw else None,
        fragment=fields.mapping("fragment"),
    )


def _id(fields: Fields) -> str:
    id = fields.string("id")
    if id and not _ID.fullmatch(id):
        fields.note("id", _NO_ID, id=shown(id))
    return id


def _topics(fields: Fields) -> tuple[Topic, ...]:
    found = (fields.word("topics", Topic, value) for value in fields.list("topics"))
    return tuple(topic for topic in found if topic is not None)


def _texts(fields: Fields, key: str) -> tuple[Text, ...]:
    return tuple(fields.said(f"{key}[{i}]", value) for i, value in enumerate(fields.list(key)))


def _strings(fields: Fields, key: str) -> tuple[str, ...]:
    items = fields.list(key)
    if not all(isinstance(item, str) for item in items):
        fields.note(key, _NO_STRINGS)
    return tuple(item for item in items if isinstance(item, str))


def _each(fields: Fields, key: str, known: tuple[str, ...]) -> Iterator[Fields]:
    for index, value in enumerate(fields.list(key)):
        yield Fields(value, fields.at(f"{key}[{index}]"), fields.problems, known)


def _alternatives(fields: Fields) -> Iterator[Alternative]:
    for entry in _each(fields, "alternatives", ("instead", "pattern", "because")):
        yield Alternative(entry.text("instead"), entry.string("pattern", needed=False), entry.text("because"))


def _links(fields: Fields) -> Iterator[Link]:
    for entry in _each(fields, "links", ("title", "url")):
        url = entry.string("url")
        if url and not (url.startswith(("https://", "http://")) and url.isprintable() and " " not in url):
            entry.note("url", _NO_LINK)
        yield Link(entry.string("title"), url)


def _variants(fields: Fields) -> tuple[Variant, ...]:
    found = tuple(
        Variant(
            _name(entry, "id"),
            entry.text("title"),
            entry.version("since"),
            entry.text("because", needed=False),
        )
        for entry in _each(fields, "variants", ("id", "title", "since", "because"))
    )
    if not found:
        fields.note("variants", _NO_VARIANT)
    _different(fields, "variants", [variant.id for variant in found])
    return found


def _parameters(fields: Fields) -> tuple[Parameter, ...]:
    found = tuple(_parameter(entry) for entry in _each(fields, "parameters", _PARAMETER))
    variants = [v.get("id") for v in fields.list("variants") if isinstance(v, Mapping)]
    taken = [id for id in variants if isinstance(id, str)]
    _different(fields, "parameters", [*_TAKEN, *taken, *(parameter.name for parameter in found)])
    return found


def _parameter(entry: Fields) -> Parameter:
    kind = entry.word("type", Type) or Type.TEXT
    parameter = Parameter(
        name=_name(entry, "name"),
        type=kind,
        title=entry.text("title"),
        help=entry.text("help", needed=False),
        default=None,
        optional=entry.flag("optional"),
        minimum=entry.whole("minimum"),
        maximum=entry.whole("maximum"),
        choices=tuple(_choices(entry)) if kind is Type.CHOICE else (),
        listens=entry.flag("listens"),
        suggested=entry.word("from", Source) if "from" in entry.raw else None,
    )
    if parameter.listens and kind is not Type.PORT:
        entry.note("listens", _NO_PORT)
    return _with_default(entry, parameter)


def _with_default(entry: Fields, parameter: Parameter) -> Parameter:
    default: Value = None
    if "default" in entry.raw:
        try:
            default = values.parse(parameter, entry.raw["default"])
        except Unsound as unsound:
            for problem in unsound.problems:
                entry.note("default", problem.template, **problem.values)
    return replace(parameter, default=default)


def _choices(entry: Fields) -> Iterator[Choice]:
    for choice in _each(entry, "choices", ("value", "title")):
        value = choice.string("value")
        if value and not _VALUE.fullmatch(value):
            choice.note("value", _NO_CHOICE)
        yield Choice(value, choice.text("title"))
    if not entry.list("choices"):
        entry.note("choices", _NO_CHOICES)


def _name(entry: Fields, key: str) -> str:
    name = entry.string(key)
    if name and not _NAME.fullmatch(name) and not (key == "id" and _ID.fullmatch(name)):
        entry.note(key, _NO_NAME, name=shown(name))
    return name


def _different(fields: Fields, key: str, names: list[str]) -> None:
    for name in sorted({name for name in names if names.count(name) > 1}):
        fields.note(key, _TWICE, name=shown(name))


_NO_ID = gettext_noop("“%(id)s” may hold only lower-case letters, digits and -, at most 63 of them.")
_NO_STRINGS = gettext_noop("A list of texts has to stand here.")
_NO_LINK = gettext_noop("A link has to begin with https:// or http:// and hold no blanks.")
_NO_VARIANT = gettext_noop("A pattern needs at least one variant.")
_NO_PORT = gettext_noop("Only a parameter of type port can listen.")
_NO_CHOICE = gettext_noop("The value of a choice may hold only letters, digits, _, ., /, : and -.")
_NO_CHOICES = gettext_noop("A parameter of type choice needs its choices.")
_NO_NAME = gettext_noop("“%(name)s” is no name in camelCase, such as listenPort.")
_TWICE = gettext_noop("The name “%(name)s” is there twice; pod, main, name and ids of variants are taken.")
