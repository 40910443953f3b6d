"""Fields have the types Kubernetes gives them, and only fields it knows

The API server decodes an object strictly: a value of a wrong type, a number that does not fit its field,
or a field that this version of Kubernetes does not know makes it refuse the whole object, before it looks
at anything else. YAML turns unquoted words such as yes, 1.10 or 8080 into booleans and numbers; where
text is wanted, quote them.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import Any

from pods.domain import names
from pods.domain.findings import Context, Flaw, rule
from pods.domain.manifest import paths, scalars
from pods.domain.manifest.views import Object
from pods.domain.messages import Message, gettext_noop, say
from pods.domain.schema import guesses
from pods.domain.schema.check import UNKNOWN, Departure
from pods.domain.severity import Severity

# A null entry of these lists is an entry without its required name, port or source.
_NEVER_EMPTY = frozenset(
    {
        "containers",
        "initContainers",
        "volumes",
        "env",
        "envFrom",
        "ports",
        "volumeMounts",
        "volumeDevices",
        "tolerations",
    }
)
_BITS = {"int32": 32, "int64": 64, "int-or-string": 32}


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Flaw]:
    for found, departure in context.departures:
        if departure.expected == UNKNOWN:
            yield _unknown(context, found, departure)
        elif departure.value is None:
            yield _null(found, departure)
        elif departure.expected != "quantity" or type(departure.value) not in (str, int, float):
            yield from _wrong(context, found, departure)


def _unknown(context: Context, found: Object, departure: Departure) -> Flaw:
    message = say(
        _UNKNOWN,
        field=names.shown(departure.field),
        kind=_type_name(departure.owner),
        version=context.kubernetes,
    )
    help_ = guesses.unknown_field(context.schema, departure)
    return Flaw(found.document, departure.path, message, help_, rejected_by_api=True)


def _null(found: Object, departure: Departure) -> Flaw:
    rejected = departure.expected.startswith("#") and departure.field in _NEVER_EMPTY
    severity = Severity.ERROR if rejected else Severity.WARNING
    template, help_ = (_NULL_TEXT, _NULL_TEXT_HELP) if departure.expected == "string" else (_NULL, _NULL_HELP)
    message = say(template, name=name_of(departure))
    return Flaw(found.document, departure.path, message, say(help_), rejected, severity)


def _wrong(context: Context, found: Object, departure: Departure) -> Iterator[Flaw]:
    written = context.written(found.document, departure.path)
    if not _is_reported(written):
        message, help_ = _message(departure, written), _help(departure, written)
        yield Flaw(found.document, departure.path, message, help_, rejected_by_api=True, at_value=True)


def name_of(departure: Departure) -> str:
    """What to call the value: its field, with the index or key below it, as in `ports[0]` or `data.a`."""
    steps = paths.steps(departure.path)
    count = 1
    while count < len(steps) and (isinstance(steps[-count], int) or (departure.in_map and count == 1)):
        count += 1
    name = ""
    for step in steps[-count:]:
        name = paths.join(name, step)
    return names.shown(name)


def _type_name(definition: str) -> str:
    return definition.rpartition(".")[2]


def _shown(value: Any, written: str | None) -> Message:
    if isinstance(value, dict):
        return say(_AN_OBJECT)
    if isinstance(value, list):
        return say(_A_LIST)
    if isinstance(value, str):
        return say(_A_TEXT, value=names.shown(value))
    read = json.dumps(value)
    template = _A_BOOLEAN if isinstance(value, bool) else _A_NUMBER
    if written is None or written == read:
        return say(template, value=read)
    return say(
        _READ_BOOLEAN if isinstance(value, bool) else _READ_NUMBER, value=read, written=names.shown(written)
    )


def _message(departure: Departure, written: str | None) -> Message:
    name, value = name_of(departure), _shown(departure.value, written)
    bits = _BITS.get(departure.expected)
    if bits is not None and _is_whole(departure.value):
        return say(_OUT_OF_RANGE, name=name, value=value, least=-(2 ** (bits - 1)), most=2 ** (bits - 1) - 1)
    return say(_EXPECTED.get(departure.expected[0]) or _EXPECTED[departure.expected], name=name, value=value)


def _is_whole(value: Any) -> bool:
    return not isinstance(value, bool) and isinstance(value, int | float) and value == value // 1


def _is_reported(written: str | None) -> bool:
    """The reader has said already that .inf and .nan are no numbers."""
    read = None if written is None else scalars.plain(written)
    return isinstance(read, float) and not math.isfinite(read)


def _help(departure: Departure, written: str | None) -> Message:
    value, expected = departure.value, departure.expected
    if expected == "string" and isinstance(value, bool | int | float):
        text = written if written is not None else json.dumps(value)
        return say(_QUOTE, text=json.dumps(names.shown(text), ensure_ascii=False))
    if isinstance(value, str) and guesses.is_plain(value, expected):
        return say(_UNQUOTE, text=names.shown(value))
    if expected[0] == "[" and isinstance(value, dict):
        return say(_DASHES)
    return say(_HELP.get(expected[0]) or _HELP[expected])


_UNKNOWN = gettext_noop("%(field)s is not a field of %(kind)s in Kubernetes %(version)s.")
_NULL = gettext_noop("%(name)s is empty (null).")
_NULL_HELP = gettext_noop("Fill it in, or remove the entry.")
_NULL_TEXT = gettext_noop("%(name)s is null, which Kubernetes reads as an empty text.")
_NULL_TEXT_HELP = gettext_noop('Write "" for an empty text, or quote the value if it is meant as text.')

_AN_OBJECT = gettext_noop("an object")
_A_LIST = gettext_noop("a list")
_A_TEXT = gettext_noop("the text “%(value)s”")
_A_BOOLEAN = gettext_noop("the boolean %(value)s")
_A_NUMBER = gettext_noop("the number %(value)s")
_READ_BOOLEAN = gettext_noop("%(written)s, the boolean %(value)s to Kubernetes")
_READ_NUMBER = gettext_noop("%(written)s, the number %(value)s to Kubernetes")

_OUT_OF_RANGE = gettext_noop("%(name)s must be a whole number from %(least)d to %(most)d, this is %(value)s.")
_EXPECTED = {
    "string": gettext_noop("%(name)s must be text, this is %(value)s."),
    "boolean": gettext_noop("%(name)s must be true or false, this is %(value)s."),
    "int32": gettext_noop("%(name)s must be a whole number, this is %(value)s."),
    "int64": gettext_noop("%(name)s must be a whole number, this is %(value)s."),
    "number": gettext_noop("%(name)s must be a number, this is %(value)s."),
    "int-or-string": gettext_noop("%(name)s must be a whole number or text, this is %(value)s."),
    "quantity": gettext_noop("%(name)s must be a quantity, such as 500m or 1Gi, this is %(value)s."),
    "time": gettext_noop("%(name)s must be a time, such as 2024-01-31T12:00:00Z, this is %(value)s."),
    "bytes": gettext_noop("%(name)s must be text in base64, this is %(value)s."),
    "object": gettext_noop("%(name)s must be an object, this is %(value)s."),
    "#": gettext_noop("%(name)s must be an object, this is %(value)s."),
    "{": gettext_noop("%(name)s must be an object, this is %(value)s."),
    "[": gettext_noop("%(name)s must be a list, this is %(value)s."),
}

_QUOTE = gettext_noop("Quote it: %(text)s.")
_UNQUOTE = gettext_noop("Write %(text)s without quotes.")
_DASHES = gettext_noop("Make it a list: put “- ” before each entry.")
_OBJECT_HELP = gettext_noop("Write its fields below it, each as “name: value”.")
_WHOLE_HELP = gettext_noop("Write a whole number that fits, without quotes.")
_HELP = {
    "string": gettext_noop("Write a single text here."),
    "boolean": gettext_noop("Write true or false, without quotes."),
    "int32": _WHOLE_HELP,
    "int64": _WHOLE_HELP,
    "number": gettext_noop("Write a number, without quotes."),
    "int-or-string": gettext_noop("Write a whole number, or quote the value."),
    "quantity": gettext_noop(
        "Write a number with a suffix Kubernetes knows, such as 500m, 2, 128Mi or 1.5Gi."
    ),
    "time": gettext_noop("Write date, time and zone, as in 2024-01-31T12:00:00Z."),
    "bytes": gettext_noop("Encode the value in base64; in a Secret, plain text goes under stringData."),
    "object": _OBJECT_HELP,
    "#": _OBJECT_HELP,
    "{": _OBJECT_HELP,
    "[": gettext_noop("Make it a list: one line with “- ” for each entry."),
}
