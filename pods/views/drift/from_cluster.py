"""A new design from what runs in a cluster: the list to pick from, and what is picked as a clean manifest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from pods.cluster.access import AccessRefused
from pods.domain.analysis import KUBERNETES
from pods.domain.diagram.type import visible
from pods.domain.messages import gettext_noop, say
from pods.forms.applying import TargetForm
from pods.models import Connection, Design
from pods.models.reach import api_of
from pods.templatetags.podwright import say as translated
from pods.views.access import Request
from pods.views.applying.target import Where, where
from pods.views.workbench import read

if TYPE_CHECKING:
    from pods.cluster.gathering import Gathered


@require_safe
@never_cache
def page(request: Request) -> HttpResponse:
    """The page; what runs there comes into it afterwards."""
    return render(request, "drift/from_cluster.html", _around(request, _form(request)))


@require_safe
@never_cache
@vary_on_headers("HX-Request")
def running(request: Request) -> HttpResponse:
    """What runs in the namespace; on the page for those without scripts."""
    from pods.cluster.problems import ClusterProblem
    from pods.cluster.running import listed

    around = _around(request, _form(request))
    place = around["where"]
    if place is None:
        return render(request, "drift/from_cluster.html", around, status=422)
    try:
        said: dict[str, Any] = {"listing": listed(api_of(place.connection), place.namespace)}
    except (AccessRefused, ClusterProblem) as problem:
        said = {"unreachable": problem.message}
    template = "drift/_running.html" if request.htmx else "drift/from_cluster.html"
    return render(request, template, around | said)


@require_POST
def take(request: Request) -> HttpResponse:
    """A design of what was picked."""
    from pods.cluster.problems import ClusterProblem

    form = TargetForm(request.user, request.POST)
    around = _around(request, form)
    place = around["where"]
    if place is None:
        return render(request, "drift/from_cluster.html", around, status=422)
    try:
        gathered = _gathered(request, place)
    except (AccessRefused, ClusterProblem) as problem:
        return _refused(request, around, translated(problem.message))
    if not gathered.objects:
        return _refused(request, around, _("Pick at least one workload or pod."))
    return _made(request, around, place, gathered)


def _gathered(request: Request, place: Where) -> Gathered:
    from pods.cluster.gathering import MOST, Picked, Wish, gather

    picked = [one for key in request.POST.getlist("pick")[:MOST] if (one := Picked.of(key)) is not None]
    wish = Wish(others="others" in request.POST, secrets="secrets" in request.POST)
    return gather(api_of(place.connection), place.namespace, picked, wish)


def _made(request: Request, around: dict[str, Any], place: Where, gathered: Gathered) -> HttpResponse:
    from pods.cluster.readable import text_of

    notes = [f"# {visible(translated(note))}\n" for note in gathered.notes]
    analysis = read("".join(notes) + text_of(gathered.objects), KUBERNETES)
    if analysis.manifest.error is not None:
        return _refused(request, around, translated(analysis.manifest.error.message))
    titles = ", ".join(f"{thing.kind} {thing.name}" for thing in analysis.manifest.objects)
    titles = titles if len(titles) <= 200 else f"{titles[:199]}…"
    what = say(_TAKEN, cluster=place.connection.name, namespace=place.namespace, objects=titles)
    name = next(thing.name for thing in analysis.manifest.objects)
    return redirect("designer", Design.create(request.user, name, analysis.manifest.text, what).pk)


def _form(request: Request) -> TargetForm:
    said: dict[str, Any] = {
        key: request.GET[key] for key in ("connection", "namespace") if key in request.GET
    }
    mine = Connection.objects.of(request.user)
    if "connection" not in said and (first := mine.first()) is not None:
        said = {"connection": first.pk, "namespace": first.namespace}
    return TargetForm(request.user, said)


def _around(request: Request, form: TargetForm) -> dict[str, Any]:
    place = where(form) if form.is_valid() else None
    return {
        "form": form,
        "where": place,
        "connections": Connection.objects.of(request.user),
        "picked": request.POST.getlist("pick"),
    }


def _refused(request: Request, around: dict[str, Any], problem: str) -> HttpResponse:
    return render(request, "drift/from_cluster.html", around | {"problem": problem}, status=422)


_TAKEN = gettext_noop("Taken from cluster %(cluster)s, namespace %(namespace)s: %(objects)s")
