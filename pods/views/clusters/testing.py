"""What a cluster itself says of a connection: fragments that pages fetch, so that a dead cluster holds up no page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from pods.cluster.access import AccessRefused
from pods.cluster.identity import VERBS, Skew, greet, namespaces, rights, skew
from pods.cluster.problems import ClusterProblem
from pods.domain.severity import Severity
from pods.models import Connection, Design
from pods.models.reach import api_of
from pods.views.access import Request, get_connection_or_404


@require_safe
@never_cache
@vary_on_headers("HX-Request")
def state(request: Request, connection_id: int) -> HttpResponse:
    """Whether the cluster answers, its version, and who one is there: a line of the list."""
    connection = get_connection_or_404(request, connection_id)
    if not request.htmx:
        return redirect("cluster_test", connection.pk)
    said = _asked(lambda: _state(request, connection))
    return render(request, "clusters/_state.html", {"connection": connection} | said)


@require_safe
@never_cache
@vary_on_headers("HX-Request")
def test(request: Request, connection_id: int) -> HttpResponse:
    """The same, and what one may do in the namespace."""
    connection = get_connection_or_404(request, connection_id)
    said = _asked(lambda: _test(request, connection))
    template = "clusters/_test.html" if request.htmx else "clusters/test.html"
    return render(request, template, {"connection": connection, "verbs": VERBS} | said)


@require_safe
@never_cache
def offered_namespaces(request: Request, connection_id: int) -> HttpResponse:
    """The namespaces of the cluster to choose from; none where they may not be listed or nobody answers."""
    connection = get_connection_or_404(request, connection_id)
    said = _asked(lambda: {"namespaces": namespaces(api_of(connection))})
    return render(request, "clusters/_namespaces.html", {"connection": connection} | said)


@sensitive_variables()
def _asked(ask: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What the cluster says; or the problem."""
    try:
        return ask()
    except (AccessRefused, ClusterProblem) as problem:
        return {"problem": problem.message}


def _state(request: Request, connection: Connection) -> dict[str, Any]:
    api = api_of(connection, fresh=bool(request.GET.get("again")))
    return {"greeting": greet(api), "server": api.server, "verified": api.verified}


def _test(request: Request, connection: Connection) -> dict[str, Any]:
    said = _state(request, connection)
    skews = _skews(request, said["greeting"].version)
    return said | {"rights": rights(api_of(connection), connection.namespace), "skews": skews}


def _skews(request: Request, version: str) -> list[tuple[Skew, int]]:
    """What an older cluster means for the user's designs: once for each version, with how many are meant for it."""
    designs = Design.objects.of(request.user).kept().order_by("kubernetes").values_list("kubernetes")
    found = [(skew(version, wanted), count) for wanted, count in designs.annotate(Count("pk"))]
    return [(one, count) for one, count in found if one and one.severity is Severity.WARNING]
