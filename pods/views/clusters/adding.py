"""New connections from a kubeconfig: first its contexts, then the one that is chosen."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from pods.cluster import offer
from pods.cluster.access import Access, AccessRefused
from pods.cluster.offer import Offer
from pods.domain.messages import Message
from pods.forms.connections import ChoiceForm, KubeconfigForm, ReplacementForm
from pods.models import Connection
from pods.models.connection import reachable, seal
from pods.views.access import Request
from pods.views.clusters import listing


@require_POST
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
def kubeconfig(request: Request) -> HttpResponse:
    """The contexts of a kubeconfig to choose from. Nothing is stored yet."""
    found = offered(request)
    if not isinstance(found, Offer):
        form, refused = found
        return listing.page(request, status=422, kubeconfig=form, refused=refused)
    if not found.usable:
        return listing.page(request, status=422, unusable=found.contexts)
    try:
        return choices(request, found, ChoiceForm(initial={"context": found.first}, owner=request.user))
    except AccessRefused as refused_here:
        return listing.page(request, status=422, refused=refused_here.message)


@require_POST
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
def add(request: Request) -> HttpResponse:
    """The chosen context as a connection."""
    form = ChoiceForm(request.POST, owner=request.user)
    try:
        found = offer.opened(request.POST.get("sealed", ""), seal(), request.user.pk)
        if form.is_valid():
            connection = Connection(owner=request.user)
            connection.keep(chosen(found, form))
            context = found.chosen(form.cleaned_data["context"])
            if form.keep(connection, context.name, context.namespace):
                return redirect("cluster", connection.pk)
        return choices(request, found, form, status=422)
    except AccessRefused as refused:
        return listing.page(request, status=422, refused=refused.message)


def offered(request: Request) -> Offer | tuple[KubeconfigForm, Message | None]:
    """What the sent kubeconfig offers; or the form with its errors, or an empty one and the reason beside it."""
    form = KubeconfigForm(request.POST, request.FILES)
    if not form.is_valid():
        return form, None
    try:
        return offer.read(form.cleaned_data["text"], reachable())
    except AccessRefused as refused:
        return KubeconfigForm(), refused.message


def chosen(found: Offer, form: ChoiceForm | ReplacementForm) -> Access:
    """The credentials of the chosen context, verified or not as the form says. Raises `AccessRefused`."""
    access = found.chosen(form.cleaned_data["context"]).access
    assert access is not None
    return replace(access, verify=not form.cleaned_data["skip"])


def choices(
    request: Request,
    found: Offer,
    form: ChoiceForm | ReplacementForm,
    connection: Connection | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """The page that lists the contexts, for a new connection or to give new credentials to one."""
    context = {
        "offer": found,
        "form": form,
        "connection": connection,
        "sealed": found.close(seal(), request.user.pk),
        "chosen": form["context"].value() or found.first,
    }
    return render(request, "clusters/contexts.html", context, status=status)
