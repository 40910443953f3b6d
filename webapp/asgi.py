"""The application as ASGI servers run it: `uvicorn webapp.asgi:application`."""

from __future__ import annotations

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "webapp.settings")
_django = get_asgi_application()

from django.conf import settings  # noqa: E402 (settings are there only now)

from webapp.bodies import BodyLimit  # noqa: E402

application = BodyLimit(_django, settings.PODWRIGHT_MAX_BODY)
