"""Envoy's configuration says host and port of an address apart; here they are brought together as `host:port`."""

from __future__ import annotations

import re
from collections.abc import Iterator

_QUOTE = r"[\"']?"
_OPEN = r"[\s{]{0,200}"  # a line's end and the indent of the next, or a brace
_ADDRESS = re.compile(
    rf"{_QUOTE}\bsocket_address{_QUOTE}:{_OPEN}(?:{_QUOTE}protocol{_QUOTE}:\s{{0,9}}\w{{1,9}}[\s,]{{1,200}})?"
    rf"{_QUOTE}address{_QUOTE}:\s{{0,9}}{_QUOTE}(?P<host>[\w.-]{{1,253}}){_QUOTE}[\s,]{{1,200}}"
    rf"{_QUOTE}port_value{_QUOTE}:\s{{0,9}}(?P<port>\d{{1,5}})\b"
)
_OF_ENDPOINT = re.compile(rf"\bendpoint{_QUOTE}:{_OPEN}{_QUOTE}address{_QUOTE}:{_OPEN}\Z")
_LONGEST_LEAD = 700


def endpoints(text: str) -> Iterator[str]:
    """The addresses that an Envoy configuration sends to, as `host:port`; not where it listens itself.

    A cluster that leads back to a listener or to the admin page of the same file is no endpoint of anybody else.
    """
    if "port_value" not in text:
        return
    sent: list[str] = []
    bound: set[str] = set()
    for match in _ADDRESS.finditer(text):
        said = f"{match['host']}:{match['port']}"
        lead = text[max(0, match.start() - _LONGEST_LEAD) : match.start()]
        if _OF_ENDPOINT.search(lead):
            sent.append(said)
        else:
            bound.add(said)
    yield from (each for each in sent if each not in bound)
