"""What the ports of containers, Services, probes and hooks have in common: numbers, protocols (FACTS G.1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeGuard

from pods.domain import names
from pods.domain.messages import Message, gettext_noop, say

_PROTOCOLS = ("TCP", "UDP", "SCTP")
_MOST = 65535

Wrong = tuple[str, Message, Message]  # field or path below what is looked at, message, help


def out_of_range(number: Any) -> TypeGuard[int]:
    """A whole number that no port has; what is no 32-bit number at all, the rule `schema` reports."""
    return type(number) is int and abs(number) < 2**31 and not 1 <= number <= _MOST


def range_of(field: str, number: int) -> Wrong:
    """A number that is out of range, or 0 for one that is missing."""
    return field, say(_RANGE, field=field, number=number), say(RANGE_HELP)


def protocol(port: Mapping[str, Any]) -> Iterator[Wrong]:
    """A protocol that there is not."""
    said = port.get("protocol")
    if isinstance(said, str) and said and said not in _PROTOCOLS:
        yield "protocol", say(_PROTOCOL, protocol=names.shown(said)), say(_PROTOCOL_HELP)


_RANGE = gettext_noop("%(field)s must be from 1 to 65535, this is %(number)d.")
RANGE_HELP = gettext_noop("Write a number from 1 to 65535.")
_PROTOCOL = gettext_noop("“%(protocol)s” is no protocol of a port.")
_PROTOCOL_HELP = gettext_noop("Write TCP, UDP or SCTP in capitals.")
