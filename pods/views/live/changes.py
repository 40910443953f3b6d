"""The stream that keeps a live page up to date."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from django.http import HttpResponseBase
from django.utils.translation import get_language, gettext, override
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_safe

from pods.cluster.access import AccessRefused
from pods.cluster.live.hub import Full
from pods.cluster.live.watched import look
from pods.models import Connection
from pods.models.reach import api_of
from pods.templatetags.podwright import say
from pods.views.access import Request, get_connection_or_404
from pods.views.live.showing import Look
from pods.views.live.streams import HEARTBEAT, PACE, Watchman, beginning, event, heartbeat, refused, stream
from pods.views.live.target import subject_or_404

if TYPE_CHECKING:
    from pods.cluster.api import Api


@require_safe
@sensitive_variables()
def changes(request: Request, connection_id: int, namespace: str, kind: str, name: str) -> HttpResponseBase:
    """The state of a pod or workload, whole at first and after each change."""
    connection = get_connection_or_404(request, connection_id)
    wanted = Look.of(request, connection.pk, subject_or_404(namespace, kind, name))
    try:
        api = api_of(connection)
    except AccessRefused as problem:
        return stream(refused(say(problem.message)))
    return stream(_states(api, connection, wanted, get_language() or "en"))


@sensitive_variables()
async def _states(api: Api, connection: Connection, wanted: Look, language: str) -> AsyncIterator[bytes]:
    yield beginning()
    try:
        viewing = look(api, (connection.pk, connection.changed_at), wanted.subject)
    except Full:
        with override(language):
            yield event("end", full())
        return
    with viewing:
        watchman, topic = Watchman(connection), viewing.feed.topic
        number, told = 0, ""
        while await watchman.lets_on() and not topic.ended:
            newer = await topic.newer(number, HEARTBEAT)
            snapshot = newer or topic.snapshot
            number = snapshot.number
            # Some troubles come with time alone, such as a pod that should have been gone.
            key = (language, int(time.time() // HEARTBEAT), *wanted.key)
            with override(language):
                html = topic.once(snapshot, key, wanted.html) if number else ""
            yield event("state", html) if html != told else heartbeat()
            told = html
            if wanted.situation(snapshot).over:
                yield event("end", "")
                return
            await asyncio.sleep(PACE)


def full() -> str:
    """Why somebody has to wait."""
    return gettext(
        "This server watches as much as it can just now; close other live pages, or try again later."
    )
