"""What of a request happens in which thread."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Mapping
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import path
from pytest_django import Settings

from webapp.asgi import OneThread

seen: list[int] = []


def view(request: HttpRequest) -> HttpResponse:
    """Note the thread of a view."""
    seen.append(threading.get_ident())
    return HttpResponse("done")


def noting(get_response: Any) -> Any:
    """Note the thread of a middleware, on the way in and on the way out."""

    def middleware(request: HttpRequest) -> HttpResponse:
        seen.append(threading.get_ident())
        response: HttpResponse = get_response(request)
        seen.append(threading.get_ident())
        return response

    return middleware


urlpatterns = [path("seen/", view)]


@pytest.mark.urls(__name__)
def test_middleware_and_view_share_a_thread_that_is_not_that_of_the_server(settings: Settings) -> None:
    settings.MIDDLEWARE = [
        f"{__name__}.noting",
        "django.middleware.common.CommonMiddleware",
        f"{__name__}.noting",
    ]
    settings.ALLOWED_HOSTS = ["testserver"]
    seen.clear()

    assert asyncio.run(_answer("/seen/")) == b"done"

    assert len(seen) == 5
    assert len({*seen}) == 1
    assert threading.get_ident() not in seen


async def _answer(at: str) -> bytes:
    sent: list[Mapping[str, Any]] = []
    waiting = asyncio.Event()  # a browser that stays

    async def receive() -> Mapping[str, Any]:
        if waiting.is_set():
            await asyncio.Event().wait()
        waiting.set()
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(event: Any) -> None:
        sent.append(event)

    scope = {
        "type": "http",
        "method": "GET",
        "path": at,
        "query_string": b"",
        "headers": [(b"host", b"testserver")],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }
    await OneThread()(scope, receive, send)
    return b"".join(event.get("body", b"") for event in sent)
