"""Which design, connection or own pattern a request means, and whether its user may see it."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django_htmx.middleware import HtmxDetails

from pods.models import ApplyRun, Connection, Design, OwnPattern


class Request(HttpRequest):
    """A request as it comes out of the middleware: somebody's, and perhaps htmx's."""

    user: User
    htmx: HtmxDetails


def get_design_or_404(request: Request, design_id: int, *, deleted: bool = False) -> Design:
    """The user's own design with its text; somebody else's does not exist for them.

    With `deleted`, one that was deleted is found too.
    """
    mine = Design.objects.of(request.user).with_head()
    return get_object_or_404(mine if deleted else mine.kept(), pk=design_id)


def get_connection_or_404(request: Request, connection_id: int) -> Connection:
    """The user's own connection; somebody else's does not exist for them."""
    return get_object_or_404(Connection.objects.of(request.user), pk=connection_id)


def connection_of(request: Request, run: ApplyRun) -> Connection | None:
    """The user's own connection through which something was done, or another of theirs to the same cluster.

    None where there is none: it may have been done from the command line, or the connection was deleted since, or
    leads to another cluster now.
    """
    mine = [one for one in Connection.objects.of(request.user) if one.place == run.server]
    return next((one for one in mine if one.pk == run.connection_id), mine[0] if mine else None)


def get_own_pattern_or_404(request: Request, id: str) -> OwnPattern:
    """The user's own pattern; somebody else's does not exist for them."""
    return get_object_or_404(OwnPattern.objects.of(request.user), slug=id)
