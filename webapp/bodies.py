"""Request bodies that are too large: read and thrown away, so that memory stays small and the answer arrives."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]
Application = Callable[[dict[str, Any], Receive, Send], Awaitable[None]]

# A browser that is cut off while it still sends shows an error of its own instead of our sentence.
_FACTOR_READ_TO_THE_END = 16


class BodyLimit:
    """Hands on requests whose body is within the limit; of others only a `Content-Length` that tells the size.

    The middleware `request_size` answers those: it knows the visitor's language.
    """

    def __init__(self, application: Application, limit: int) -> None:
        self.application = application
        self.limit = limit

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD"):
            await self.application(scope, receive, send)
            return
        body, size = await self._read(receive)
        if size > self.limit:
            scope = _with_length(scope, size)
        await self.application(scope, _Replay(body, receive), send)

    async def _read(self, receive: Receive) -> tuple[bytes, int]:
        """The body, or nothing where it is too large, and how many bytes came."""
        chunks: list[bytes] = []
        size = 0
        while size <= self.limit * _FACTOR_READ_TO_THE_END:
            event = await receive()
            if event["type"] != "http.request":
                break
            size += len(event["body"])
            chunks.append(event["body"])
            if size > self.limit:
                chunks.clear()
            if not event.get("more_body"):
                break
        return b"".join(chunks), size


class _Replay:
    """A `receive` that gives the body that has been read, then whatever comes after it."""

    def __init__(self, body: bytes, receive: Receive) -> None:
        self.body: bytes | None = body
        self.receive = receive

    async def __call__(self) -> Mapping[str, Any]:
        if self.body is None:
            return await self.receive()
        body, self.body = self.body, None
        return {"type": "http.request", "body": body, "more_body": False}


def _with_length(scope: dict[str, Any], size: int) -> dict[str, Any]:
    headers = [(name, value) for name, value in scope["headers"] if name != b"content-length"]
    return {**scope, "headers": [*headers, (b"content-length", str(size).encode())]}
