"""Addresses within the API, and what is asked behind their question mark; without the client, which is heavy."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

Query = Mapping[str, str | int | bool | None]


def path_of(*parts: str) -> str:
    """A path of the API from its parts, each quoted: `path_of("api", "v1", "namespaces", name)`."""
    return "".join(f"/{quote(part, safe='')}" for part in parts)
