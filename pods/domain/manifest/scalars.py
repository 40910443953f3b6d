"""Scalars read as Kubernetes reads them: kubectl's YAML 1.1 dialect (sigs.k8s.io/yaml over go-yaml 2).

PyYAML reads many of them otherwise (`12:30:45`, `0o12`, `1e3`, `y`, `08`, dates); `truth/scalars.json` holds what a
real kubectl made of 65 spellings.
"""

from __future__ import annotations

import base64
import binascii
import math
import re

Json = None | bool | int | float | str

_WORDS: dict[str, Json] = {
    **dict.fromkeys(("y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE"), True),
    **dict.fromkeys(("n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE"), False),
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), math.nan),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), math.inf),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), -math.inf),
}
_LETTERS = frozenset("yYnNtTfFoO~")
_NUMERIC = frozenset("+-0123456789.")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_BASED = re.compile(r"([-+]?)0(?:[xX]([0-9a-fA-F]+)|[bB]([01]+)|[oO]?([0-7]+))\Z")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_INT64_MIN, _UINT64_MAX = -(2**63), 2**64 - 1
# Longer digit strings overflow to infinity or are no number at all; not converting them keeps hostile input cheap.
_LONGEST_NUMBER = 400

TAG_PREFIX = "tag:yaml.org,2002:"


class BadScalar(ValueError):
    """A scalar that kubectl refuses to read under its tag."""


def plain(text: str) -> Json:
    """The value of a plain (unquoted, untagged) scalar. Infinities and NaN come back as floats."""
    if not text:
        return None
    first = text[0]
    if first in _NUMERIC:
        return _number(text)
    if first in _LETTERS:
        return _WORDS.get(text, text)
    return text


def tagged(tag: str, text: str) -> Json:
    """The value of a scalar with a core tag (`str`, `int`, …); raises BadScalar where the text does not fit it."""
    if tag in ("str", "merge"):  # away from a key, << is but text
        return text
    if tag == "binary":
        return _binary(text)
    value = plain(text)
    if tag == "float" and type(value) is int:
        return value
    fits = {"int": int, "float": float, "bool": bool, "null": type(None), "timestamp": str}[tag]
    if type(value) is not fits:
        raise BadScalar(text)
    return value


def _binary(text: str) -> str:
    try:
        return base64.b64decode("".join(text.split()), validate=True).decode("utf-8", "replace")
    except (binascii.Error, ValueError) as error:
        raise BadScalar(text) from error


def _number(text: str) -> Json:
    if text in _WORDS:
        return _WORDS[text]
    if len(text) > _LONGEST_NUMBER:
        return text
    if text[0] == ".":
        return _float(text, text)
    digits = text.replace("_", "")
    whole = _whole(digits)
    if (
        whole is not None
        and _INT64_MIN <= whole <= _UINT64_MAX
        and not (whole > 2**63 - 1 and digits[0] == "+")
    ):
        return whole
    return _float(digits, text)


def _whole(digits: str) -> int | None:
    if _DECIMAL.match(digits):
        return int(digits)
    based = _BASED.match(digits)
    if based is None:
        return None
    sign, hexadecimal, binary, octal = based.groups()
    base, body = (16, hexadecimal) if hexadecimal else (2, binary) if binary else (8, octal)
    return int(sign + body, base)


def _float(digits: str, text: str) -> Json:
    """A float, whole when JSON would write it without a fraction; out of range it stays text, as in Go."""
    if not _FLOAT.match(digits):
        return text
    value = float(digits)
    if math.isinf(value):
        return text
    return int(value) if value.is_integer() and abs(value) < 1e21 else value
