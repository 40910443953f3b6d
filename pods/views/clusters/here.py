"""Connections that act as the machine, or the pod, that Podwright runs on."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from pods.forms.connections import ConnectionForm, MachineForm, free_name
from pods.models import Connection
from pods.models.connection import CONTEXT_LENGTH
from pods.views.access import Request
from pods.views.clusters.listing import may_act_as_machine


@require_safe
@never_cache
@vary_on_headers("HX-Request")
def here(request: Request) -> HttpResponse:
    """Which ways there are; reading them takes long enough to fetch them after the page."""
    if not may_act_as_machine(request):
        raise Http404
    return _page(request)


@require_POST
def machine(request: Request) -> HttpResponse:
    """A context of this machine's kubeconfig as a connection. Local mode only."""
    if not settings.LOCAL:
        raise Http404
    contexts = _contexts()
    form = MachineForm(request.POST, owner=request.user, contexts=contexts, auto_id="machine_%s")
    if form.is_valid():
        context = form.cleaned_data["context"]
        connection = Connection(owner=request.user, way=Connection.Way.CONTEXT, context=context)
        if form.keep(connection, context, contexts[context]):
            return redirect("cluster", connection.pk)
    return _page(request, status=422, machine=form)


@require_POST
def pod(request: Request) -> HttpResponse:
    """The service account of this pod as a connection."""
    if not (may_act_as_machine(request) and _in_a_pod()):
        raise Http404
    form = ConnectionForm(request.POST, owner=request.user, auto_id="pod_%s")
    if form.is_valid():
        connection = Connection(owner=request.user, way=Connection.Way.POD)
        if form.keep(connection, "in-cluster"):
            return redirect("cluster", connection.pk)
    return _page(request, status=422, pod=form)


def _page(request: Request, *, status: int = 200, **forms: Any) -> HttpResponse:
    ways: dict[str, Any] = {}
    contexts = _contexts() if settings.LOCAL else {}
    if contexts:
        ways["machine"] = _machine_form(request, contexts)
    if _in_a_pod():
        ways["pod"] = _pod_form(request)
    template = "clusters/_here.html" if request.htmx else "clusters/here.html"
    return render(request, template, ways | forms | {"local": settings.LOCAL}, status=status)


def _machine_form(request: Request, contexts: dict[str, str]) -> MachineForm:
    return MachineForm(owner=request.user, contexts=contexts, auto_id="machine_%s")


def _pod_form(request: Request) -> ConnectionForm:
    from pods.cluster.transport import namespace_of_the_pod

    initial = {"name": free_name(request.user, "in-cluster"), "namespace": namespace_of_the_pod()}
    return ConnectionForm(initial=initial, owner=request.user, auto_id="pod_%s")


def _contexts() -> dict[str, str]:
    """Contexts of this machine's kubeconfig and their namespaces, the current one first."""
    # The client takes half a second to load, which the start of the server need not wait for.
    from pods.cluster.transport import contexts_of_this_machine

    found = dict(contexts_of_this_machine())
    return {name: namespace for name, namespace in found.items() if len(name) <= CONTEXT_LENGTH}


def _in_a_pod() -> bool:
    from pods.cluster.transport import in_a_pod

    return in_a_pod()
