"""Bodies that are too large, at the level of ASGI: nothing of them reaches the application."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

from webapp.bodies import BodyLimit

LIMIT = 10


def served(chunks: Sequence[bytes], headers: Sequence[tuple[bytes, bytes]] = (), method: str = "POST") -> Any:
    """What the application behind the limit got: the length it was told, the body, and how many chunks were read."""
    got: dict[str, Any] = {}
    events = [
        {"type": "http.request", "body": chunk, "more_body": n < len(chunks)}
        for n, chunk in enumerate(chunks, 1)
    ]
    left = list(events)

    async def receive() -> Any:
        return left.pop(0) if left else {"type": "http.disconnect"}

    async def send(event: Any) -> None:
        raise AssertionError

    async def application(scope: Any, receive: Any, send: Any) -> None:
        first = await receive()
        got["body"] = first["body"]
        got["length"] = dict(scope["headers"]).get(b"content-length")
        got["then"] = (await receive())["type"]

    scope: Any = {"type": "http", "method": method, "headers": list(headers)}
    asyncio.run(BodyLimit(application, LIMIT)(scope, receive, send))
    return got | {"read": len(events) - len(left)}


@pytest.mark.parametrize("chunks", [[b""], [b"12345"], [b"12345", b"67890"], [b"1"] * 10])
def test_a_body_within_the_limit_arrives_in_one_piece(chunks: list[bytes]) -> None:
    got = served(chunks, [(b"content-length", b"7")])
    assert got["body"] == b"".join(chunks)
    assert got["length"] == b"7"
    assert got["then"] == "http.disconnect"


@pytest.mark.parametrize("headers", [[], [(b"content-length", b"3")]])
def test_a_body_that_is_too_large_arrives_as_its_length_alone(headers: list[tuple[bytes, bytes]]) -> None:
    got = served([b"12345"] * 5, headers)
    assert got["body"] == b""
    assert got["length"] == b"25"
    assert got["read"] == 5  # to the end: a browser that is cut off shows an error of its own


def test_an_endless_body_is_not_read_to_its_end() -> None:
    got = served([b"1234567890"] * 1000)
    assert got["body"] == b""
    assert got["read"] < 20
