"""Kubernetes quantities: `100m`, `1.5Gi`, `1e3`, read, compared, added and written as the API server does it.

The rules are those of apimachinery's `resource.Quantity` (FACTS D; `truth/verdicts.json`, family resources).
Values are whole billionths: nothing smaller exists, what is smaller is rounded up, away from zero.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from pods.domain.messages import Message, gettext_noop, say

_NANO = 10**9
_MILLI = 10**6
_LARGEST_BINARY = 2**63 - 1
# Beyond these no node, disk or budget follows; they only keep hostile input from costing time.
_LONGEST, _LARGEST_EXPONENT = 1000, 1000

_FORM = re.compile(r"([+-]?)([0-9]*)(?:\.([0-9]*))?([eEinumkKMGTP]*[-+]?[0-9]*)")
_EXPONENT = re.compile(r"[eE]([+-]?[0-9]+)")
_DECIMAL = {"n": -9, "u": -6, "m": -3, "": 0, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18}
_BINARY = {"Ki": 10, "Mi": 20, "Gi": 30, "Ti": 40, "Pi": 50, "Ei": 60}
_DECIMAL_SUFFIXES = {exponent: suffix for suffix, exponent in _DECIMAL.items()}
# What Go trims from both ends of the JSON text; a tab or line break stands there escaped and stays.
_BLANKS = (
    " \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)


class Format(Enum):
    """How a quantity is written; a sum keeps that of its first part that is not zero."""

    DECIMAL_SI = "DecimalSI"  # 100m, 12M
    BINARY_SI = "BinarySI"  # 12Mi
    DECIMAL_EXPONENT = "DecimalExponent"  # 12e6


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of cores, bytes or things, in billionths."""

    nano: int
    format: Format = Format.DECIMAL_SI

    def __add__(self, other: Quantity) -> Quantity:
        return Quantity(self.nano + other.nano, self.format if self.nano else other.format)

    def __str__(self) -> str:
        """The canonical form: as many digits before the suffix as needed, none behind a point."""
        whole, rest = divmod(self.nano, _NANO)
        if self.format is Format.BINARY_SI and rest == 0 and abs(whole) >= 1024:
            return _binary(whole)
        return _decimal(self.nano, self.format) if self.nano else "0"

    def rounded_up(self) -> Quantity:
        """No finer than a thousandth, as the API server keeps requests and limits (FACTS D.2)."""
        return Quantity(_away_from_zero(self.nano, _MILLI) * _MILLI, self.format)


@dataclass(frozen=True, slots=True)
class BadQuantity:
    """Why a text is no quantity, and what to write."""

    message: Message
    help: Message


ZERO = Quantity(0)


def from_json(value: object) -> Quantity | BadQuantity:
    """The quantity in a JSON value: numbers count by their text, null as 0 (the API's own reading)."""
    if value is None:
        return ZERO
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return BadQuantity(say(_NOT_A_SCALAR), say(_HELP))
    return parse(value if isinstance(value, str) else number_text(value))


def number_text(number: float) -> str:
    """A number as Go's JSON writes it, which the API server reads: an exponent below 1e-6 and from 1e21."""
    if isinstance(number, int) or (number.is_integer() and abs(number) < 1e21):
        return str(int(number))
    mantissa, mark, exponent = repr(number).partition("e")
    if not mark:
        return mantissa
    if abs(number) < 1e-6 or abs(number) >= 1e21:
        return f"{mantissa}e{int(exponent):+d}"
    digits = mantissa.replace("-", "").replace(".", "")
    return f"{'-' if number < 0 else ''}0.{'0' * (-int(exponent) - 1)}{digits}"


def parse(text: str) -> Quantity | BadQuantity:
    """The quantity a text writes, or why it writes none."""
    return _remembered(text) if len(text) <= _USUAL else _parse(text)


def _parse(text: str) -> Quantity | BadQuantity:
    trimmed = text.strip(_BLANKS)
    match = _FORM.fullmatch(trimmed) if trimmed and len(trimmed) <= _LONGEST else None
    if match is None:
        return _bad(text)
    sign, whole, fraction, suffix = match.groups("")
    scale = _scale(suffix)
    if scale is None:
        return _bad(text)
    base, exponent, form = scale
    nano = _nano(int(f"0{whole}{fraction}"), len(fraction), base, exponent)
    if form is Format.BINARY_SI:
        nano = min(nano, _LARGEST_BINARY * _NANO)
        form = Format.DECIMAL_SI if 0 < nano < _NANO else form
    return Quantity(-nano if sign == "-" else nano, form)


# A pod says the same few quantities over and over, and several questions ask for each.
_USUAL = 32
_remembered = lru_cache(maxsize=1024)(_parse)


def _scale(suffix: str) -> tuple[int, int, Format] | None:
    if suffix in _DECIMAL:
        return 10, _DECIMAL[suffix], Format.DECIMAL_SI
    if suffix in _BINARY:
        return 2, _BINARY[suffix], Format.BINARY_SI
    match = _EXPONENT.fullmatch(suffix)
    if match is None or not -(2**63) <= int(match[1]) < 2**63:
        return None
    exponent = max(-_LARGEST_EXPONENT, min(int(match[1]), _LARGEST_EXPONENT))
    return 10, exponent, Format.DECIMAL_EXPONENT


def _nano(digits: int, places: int, base: int, exponent: int) -> int:
    """digits / 10^places * base^exponent in billionths, rounded up."""
    shift = 9 - places + (exponent if base == 10 else 0)
    scaled = digits << exponent if base == 2 else digits
    return scaled * 10**shift if shift >= 0 else _away_from_zero(scaled, 10**-shift)


def _away_from_zero(value: int, unit: int) -> int:
    return -(-value // unit) if value > 0 else value // unit


def _binary(whole: int) -> str:
    suffixes = iter(_BINARY)
    suffix = ""
    while whole % 1024 == 0 and suffix != "Ei":
        whole //= 1024
        suffix = next(suffixes)
    return f"{whole}{suffix}"


def _decimal(nano: int, form: Format) -> str:
    written = str(abs(nano))
    digits = written.rstrip("0")
    exponent = len(written) - len(digits) - 9
    digits += "0" * (exponent % 3)
    exponent -= exponent % 3
    suffix = _DECIMAL_SUFFIXES.get(exponent) if form is not Format.DECIMAL_EXPONENT or exponent == 0 else None
    return f"{'-' if nano < 0 else ''}{digits}{f'e{exponent}' if suffix is None else suffix}"


_MEANT = {
    **{suffix.lower(): suffix for suffix in _BINARY},
    **{f"{suffix.lower()}b": suffix for suffix in _BINARY},
    **{suffix.lower(): suffix for suffix in ("K", "M", "G", "T", "P")},
    **dict.fromkeys(("b", "byte", "bytes", "cpu", "cpus", "core", "cores", "vcpu"), ""),
    **dict.fromkeys(("milli", "millicores", "mcpu"), "m"),
    "k": "k",
}
_BYTES = {"kb": ("k", "Ki"), "mb": ("M", "Mi"), "gb": ("G", "Gi"), "tb": ("T", "Ti"), "pb": ("P", "Pi")}
_NEARLY = re.compile(r"\s*([+-]?[0-9]+(?:[.,][0-9]+)?)\s*([A-Za-z]*)\s*")


def _bad(text: str) -> BadQuantity:
    if len(text) > _LONGEST:
        return BadQuantity(say(_TOO_LONG), say(_HELP))
    message = say(_EMPTY) if not text.strip() else say(_NO_QUANTITY, text=text)
    match = _NEARLY.fullmatch(text)
    if match is None:
        return BadQuantity(message, say(_HELP))
    number, unit = match[1].replace(",", "."), match[2]
    if unit.lower() in _BYTES:
        decimal, binary = _BYTES[unit.lower()]
        return BadQuantity(message, say(_BYTES_HELP, decimal=number + decimal, binary=number + binary))
    meant = unit if unit in _DECIMAL or unit in _BINARY else _MEANT.get(unit.lower())
    return BadQuantity(message, say(_HELP) if meant is None else say(_MEANT_HELP, meant=number + meant))


_NOT_A_SCALAR = gettext_noop("A quantity is a text or a number.")
_EMPTY = gettext_noop("The quantity is empty.")
_TOO_LONG = gettext_noop("The quantity is far too long.")
_NO_QUANTITY = gettext_noop("“%(text)s” is not a quantity.")
_HELP = gettext_noop("Write a number with a suffix Kubernetes knows, such as 500m, 2, 128Mi or 1.5Gi.")
_MEANT_HELP = gettext_noop("Write %(meant)s.")
_BYTES_HELP = gettext_noop("Write %(decimal)s (powers of 1000) or %(binary)s (powers of 1024).")
