"""One connection: what it is, its settings, new credentials for it, and its end."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from pods.cluster import offer
from pods.cluster.access import AccessRefused
from pods.cluster.offer import Offer
from pods.forms.connections import ConnectionForm, KubeconfigForm, ReplacementForm, SettingsForm
from pods.models import Connection
from pods.models.connection import seal
from pods.views.access import Request, get_connection_or_404
from pods.views.clusters import adding


@require_safe
@never_cache
def cluster(request: Request, connection_id: int) -> HttpResponse:
    """The connection; the page tests it."""
    connection = get_connection_or_404(request, connection_id)
    return page(request, connection, _settings_form(request, connection))


@require_POST
@sensitive_variables()
def edit(request: Request, connection_id: int) -> HttpResponse:
    """Another name or namespace, or whether to verify the server."""
    connection = get_connection_or_404(request, connection_id)
    form = _settings_form(request, connection, request.POST)
    try:
        if form.is_valid() and _store(connection, form):
            return redirect("cluster", connection.pk)
    except AccessRefused as refused:
        return page(request, connection, form, status=422, refused=refused.message)
    connection.refresh_from_db()
    return page(request, connection, form, status=422)


@require_POST
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
def kubeconfig(request: Request, connection_id: int) -> HttpResponse:
    """The contexts of a kubeconfig to take new credentials from. Nothing is stored yet."""
    connection = _stored_or_404(request, connection_id)
    found = adding.offered(request)
    form = _settings_form(request, connection)
    if not isinstance(found, Offer):
        asked, refused = found
        return page(request, connection, form, status=422, kubeconfig=asked, refused=refused)
    if not found.usable:
        return page(request, connection, form, status=422, unusable=found.contexts)
    initial = {"context": found.first, "skip": not connection.verify}
    try:
        return adding.choices(request, found, ReplacementForm(initial=initial), connection)
    except AccessRefused as refused_here:
        return page(request, connection, form, status=422, refused=refused_here.message)


@require_POST
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
def credentials(request: Request, connection_id: int) -> HttpResponse:
    """The chosen context's credentials in place of those there were."""
    connection = _stored_or_404(request, connection_id)
    form = ReplacementForm(request.POST)
    try:
        found = offer.opened(request.POST.get("sealed", ""), seal(), request.user.pk)
        if not form.is_valid():
            return adding.choices(request, found, form, connection, status=422)
        connection.keep(adding.chosen(found, form))
        connection.save()
    except AccessRefused as refused:
        settings = _settings_form(request, connection)
        return page(request, connection, settings, status=422, refused=refused.message)
    return redirect("cluster", connection.pk)


@require_POST
def delete(request: Request, connection_id: int) -> HttpResponse:
    """The connection and its credentials gone. What was applied through it stays in the cluster."""
    get_connection_or_404(request, connection_id).delete()
    return redirect("clusters")


def page(
    request: Request, connection: Connection, form: ConnectionForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    """The page of a connection, with what was wrong with something that was sent."""
    context = {"connection": connection, "form": form, "kubeconfig": KubeconfigForm()}
    return render(request, "clusters/cluster.html", context | more, status=status)


def _settings_form(request: Request, connection: Connection, data: Any = None) -> ConnectionForm:
    initial = {
        "name": connection.name,
        "namespace": connection.namespace,
        "skip": not connection.verify,
    }
    # Whether a context of this machine or the pod's account verify the server is written where they are.
    made = SettingsForm if connection.way == Connection.Way.STORED else ConnectionForm
    return made(data, initial=initial, owner=request.user, connection=connection)


def _store(connection: Connection, form: ConnectionForm) -> bool:
    verify = not form.cleaned_data.get("skip", not connection.verify)
    if verify != connection.verify:
        connection.keep(replace(connection.access(), verify=verify))
    return form.keep(connection)


def _stored_or_404(request: Request, connection_id: int) -> Connection:
    connection = get_connection_or_404(request, connection_id)
    if connection.way != Connection.Way.STORED:
        raise Http404
    return connection
