"""The application as ASGI servers run it: `uvicorn webapp.asgi:application`."""

from __future__ import annotations

import os
from typing import Any
from wsgiref.headers import Headers

import django
from asgiref.sync import sync_to_async
from django.conf import settings
from django.core.handlers.asgi import ASGIHandler
from django.http import HttpRequest
from servestatic import ServeStaticASGI

from webapp.bodies import BodyLimit

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "webapp.settings")


class OneThread(ASGIHandler):
    """Django's handler; each request goes from the first middleware to its view and back in one thread.

    Every middleware and view here is synchronous. Django would change back to the event loop and to the thread again
    between them, since much of its own middleware can do either.
    """

    def load_middleware(self, is_async: bool = False) -> None:
        """As the base class does for a server that knows no event loop."""
        super().load_middleware(is_async=False)

    async def get_response_async(self, request: HttpRequest) -> Any:
        """The answer, made in the thread of the request."""
        return await sync_to_async(self.get_response, thread_sensitive=True)(request)


def _as_they_are(headers: Headers, path: str, url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"


django.setup(set_prefix=False)
# Static files are for everybody, and none of Django's business.
application = ServeStaticASGI(
    BodyLimit(OneThread(), settings.PODWRIGHT_MAX_BODY),
    root=settings.STATIC_ROOT,
    prefix=settings.STATIC_URL,
    allow_all_origins=False,
    autorefresh=settings.DEBUG,
    max_age=0 if settings.DEBUG else 60,
    add_headers_function=_as_they_are,
)
