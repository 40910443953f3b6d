"""A value as someone typed it into a field or on a command line, turned into what its field's type asks for."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import Any, NoReturn

from pods.domain.edits.refusal import EditRefused
from pods.domain.manifest import scalars
from pods.domain.messages import gettext_noop, say
from pods.domain.names import shown
from pods.domain.schema.check import FITS

_TEXTS = frozenset({"string", "time", "bytes"})


def value_of(text: str, expected: str, old: Any = None) -> Any:
    """The plain value that a typed text means in a field of a type (`schema.kinds`); `old` is the value there now.

    Text stays text, even where it looks like a number; lists and objects are written as JSON; where the type is not
    known, the text is read as kubectl reads a plain scalar. Raises EditRefused when the text does not fit.
    """
    if not _is_unicode(text):
        raise EditRefused(say(_NO_TEXT))
    if expected in _TEXTS:
        return text if FITS[expected](text) else _misfit(text, expected)
    if expected[0] in "[{#" or expected == "object":
        return _structure(text, expected)
    return _READINGS[expected](text, old) if expected in _READINGS else _unknown(text)


def _structure(text: str, expected: str) -> Any:
    value = _json(text)
    wanted = list if expected[0] == "[" else dict
    return value if isinstance(value, wanted) else _misfit(text, "[" if wanted is list else "{")


def _boolean(text: str, _old: Any) -> Any:
    value = scalars.plain(text)
    return value if isinstance(value, bool) else _misfit(text, "boolean")


def _whole(expected: str) -> Callable[[str, Any], Any]:
    def read(text: str, _old: Any) -> Any:
        value = scalars.plain(text)
        return value if FITS[expected](value) else _misfit(text, expected)

    return read


def _quantity(text: str, old: Any) -> Any:
    value = _number_or_text(text)
    if not FITS["quantity"](text):
        _misfit(text, "quantity")
    return text if isinstance(old, str) else value


def _number_or_text(text: str) -> Any:
    """A number only where writing it down gives the same text again."""
    value = scalars.plain(text)
    return value if type(value) is int and str(value) == text else text


def _int_or_string(text: str, _old: Any) -> Any:
    value = _number_or_text(text)
    return value if FITS["int-or-string"](value) else text


def _number(text: str, _old: Any) -> Any:
    value = scalars.plain(text)
    return value if FITS["number"](value) and math.isfinite(value) else _misfit(text, "number")  # type: ignore[arg-type]


def _unknown(text: str) -> Any:
    structure = _json(text) if text[:1] in ("{", "[") else None
    if isinstance(structure, dict | list):
        return structure
    value = scalars.plain(text)
    return text if isinstance(value, float) and not math.isfinite(value) else value


def _json(text: str) -> Any:
    try:
        value = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        return None
    return value if _is_unicode(json.dumps(value, ensure_ascii=False)) else None


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _is_unicode(text: str) -> bool:
    return not any("\ud800" <= c <= "\udfff" for c in text)


def _misfit(text: str, expected: str) -> NoReturn:
    raise EditRefused(say(_WANTED[expected], value=shown(text)))


_READINGS: dict[str, Callable[[str, Any], Any]] = {
    "boolean": _boolean,
    "int32": _whole("int32"),
    "int64": _whole("int64"),
    "number": _number,
    "int-or-string": _int_or_string,
    "quantity": _quantity,
}
_NO_TEXT = gettext_noop("The value holds bytes that are no text; give it as UTF-8.")
_INTEGER = gettext_noop("The field takes a whole number that fits; “%(value)s” is none.")
_WANTED = {
    "boolean": gettext_noop("The field takes true or false; “%(value)s” is neither."),
    "int32": _INTEGER,
    "int64": _INTEGER,
    "number": gettext_noop("The field takes a number; “%(value)s” is none."),
    "quantity": gettext_noop("The field takes a quantity such as 500m, 2 or 1.5Gi; “%(value)s” is none."),
    "time": gettext_noop("The field takes a time such as 2024-01-31T12:00:00Z; “%(value)s” is none."),
    "bytes": gettext_noop(
        "The field takes base64; “%(value)s” is none. In a Secret, stringData takes plain text."
    ),
    "[": gettext_noop('The field is a list; write it as JSON, like ["a", "b"], not as “%(value)s”.'),
    "{": gettext_noop('The field is an object; write it as JSON, like {"a": "b"}, not as “%(value)s”.'),
}
