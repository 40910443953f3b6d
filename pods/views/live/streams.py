"""Streams of server-sent events: what is told to a browser as long as it looks."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from asgiref.sync import sync_to_async
from django.db import connection as database
from django.http import StreamingHttpResponse

from pods.models import Connection

HEARTBEAT = 15.0  # seconds after which a silent stream says that it still is there
PACE = 0.25  # seconds between two states; what happens meanwhile is shown together
LONGEST = 900.0  # seconds until a browser has to ask again, and is checked again
RETRY = 2000  # milliseconds a browser waits before it asks again


def stream(events: AsyncIterator[bytes]) -> StreamingHttpResponse:
    """The answer that carries events. Nothing on the way may gather or compress them."""
    if not database.in_atomic_block:
        database.close()  # it may last for long, and needs none
    headers = {
        "Cache-Control": "no-store",
        "Content-Encoding": "identity",
        "X-Accel-Buffering": "no",
    }
    return StreamingHttpResponse(events, content_type="text/event-stream", headers=headers)


def event(kind: str, data: Any, at: str = "") -> bytes:
    """One event; its data as JSON, which has no line ends. `at` is what the browser says when it asks again."""
    lines = [f"event: {kind}", f"data: {json.dumps(data, ensure_ascii=False)}"]
    if at:
        lines.insert(0, f"id: {at}")
    return ("\n".join(lines) + "\n\n").encode()


def beginning() -> bytes:
    """What every stream begins with."""
    return f"retry: {RETRY}\n\n".encode()


def heartbeat() -> bytes:
    """A comment, which browsers skip."""
    return b": still here\n\n"


async def refused(message: str) -> AsyncIterator[bytes]:
    """A stream that only says why there is none."""
    yield event("end", message)


class Watchman:
    """Ends a stream in time: when it has lasted long enough, or the connection is no longer its user's."""

    def __init__(self, connection: Connection) -> None:
        self._until = time.monotonic() + LONGEST
        self._asked = time.monotonic()
        self._may: Callable[[], Awaitable[bool]] = sync_to_async(lambda: _may(connection))

    async def lets_on(self) -> bool:
        """Whether to go on."""
        now = time.monotonic()
        if now > self._until:
            return False
        if now - self._asked < HEARTBEAT:
            return True
        self._asked = now
        return await self._may()


def _may(connection: Connection) -> bool:
    """Whether the connection is as it was when the stream began."""
    mine = Connection.objects.filter(owner_id=connection.owner_id, pk=connection.pk)
    try:
        return mine.filter(changed_at=connection.changed_at).exists()
    finally:
        if not database.in_atomic_block:
            database.close()
