"""The page of all connections, and the ways to add one."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pods.forms.connections import KubeconfigForm
from pods.models import Connection
from pods.views.access import Request


@require_safe
@never_cache
def clusters(request: Request) -> HttpResponse:
    """Every connection of the user; what needs the clusters themselves is fetched by the page."""
    return page(request)


def page(request: Request, *, status: int = 200, **more: Any) -> HttpResponse:
    """The page, with what was wrong with something that was sent."""
    context = {
        "connections": Connection.objects.of(request.user),
        "kubeconfig": KubeconfigForm(),
        "as_machine": may_act_as_machine(request),
    }
    return render(request, "clusters/clusters.html", context | more, status=status)


def may_act_as_machine(request: Request) -> bool:
    """Whether the user may connect as the machine or the pod that Podwright runs on: in server mode, staff only."""
    return settings.LOCAL or request.user.is_staff
