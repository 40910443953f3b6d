"""What the API server takes for a value: anything else is refused here, with what to write instead."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable

from pods.domain import names
from pods.domain.edits.refusal import EditRefused
from pods.domain.messages import Message, gettext_noop, say

LARGEST_PORT = 65535
LARGEST_INT32 = 2**31 - 1


def sound(fault: Message | None) -> None:
    """Refuse what the checks of `names` find."""
    if fault is not None:
        raise EditRefused(fault)


def whole(field: str, number: int, least: int, most: int = LARGEST_INT32) -> None:
    """A whole number within its bounds."""
    if not least <= number <= most:
        raise EditRefused(say(_RANGE, field=field, number=number, least=least, most=most))


def one_of(field: str, value: str, allowed: Iterable[str]) -> None:
    """One of the few words a field knows."""
    if value not in allowed:
        raise EditRefused(say(_WORD, field=field, value=names.shown(value), allowed=", ".join(allowed)))


def filled(field: str, value: str) -> None:
    """A field that cannot be empty."""
    if not value:
        raise EditRefused(say(_EMPTY, field=field))


def address(field: str, value: str) -> None:
    """An IP address of either family."""
    try:
        ipaddress.ip_address(value)
    except ValueError:
        raise EditRefused(say(_ADDRESS, field=field, value=names.shown(value))) from None


def different(field: str, values: Iterable[str]) -> None:
    """Values that may each stand there once."""
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise EditRefused(say(_TWICE, field=field, value=names.shown(value)))
        seen.add(value)


_RANGE = gettext_noop("%(field)s must be from %(least)d to %(most)d, this is %(number)d.")
_WORD = gettext_noop("“%(value)s” is no value of %(field)s; choose one of %(allowed)s.")
_EMPTY = gettext_noop("%(field)s cannot be empty; write a value.")
_ADDRESS = gettext_noop(
    "“%(value)s” in %(field)s is no IP address; write one such as 10.9.8.7 or 2001:db8::1."
)
_TWICE = gettext_noop("%(field)s names “%(value)s” twice; remove one of the two.")
