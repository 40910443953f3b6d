"""Deleting what was applied: what exactly, and whether it is gone. Nothing is deleted that was not ticked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_headers

from pods.cluster.access import AccessRefused
from pods.models import ApplyRun
from pods.models.deeds import doing, gone
from pods.models.noting import NotBegun
from pods.models.reach import api_of
from pods.templatetags.podwright import say as translated
from pods.views.access import Request, get_design_or_404
from pods.views.applying.target import Where
from pods.views.drift.places import Ground, ground, once_applied

if TYPE_CHECKING:
    from pods.cluster.removal import Removed, Standing

_MOST = 500  # objects that are asked about at once


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def delete(request: Request, design_id: int) -> HttpResponse:
    """The page that asks; and the end of what was ticked there."""
    around = ground(request, get_design_or_404(request, design_id))
    if request.method != "POST":
        return render(request, "drift/delete.html", around.shown() | {"left": "left" in request.GET})
    return _deleted(request, around)


@require_safe
@never_cache
@vary_on_headers("HX-Request")
def standing(request: Request, design_id: int) -> HttpResponse:
    """What of the design is in the cluster."""
    from pods.cluster.problems import ClusterProblem

    around = ground(request, get_design_or_404(request, design_id))
    if around.where is None:
        return render(request, "drift/delete.html", around.shown(), status=422)
    try:
        said: dict[str, Any] = _shown(_found(around))
    except (AccessRefused, ClusterProblem) as problem:
        said = {"unreachable": problem.message}
    template = "drift/_standing.html" if request.htmx else "drift/delete.html"
    return render(request, template, around.shown() | {"left": "left" in request.GET} | said)


@require_safe
@never_cache
@vary_on_headers("HX-Request")
def state(request: Request, design_id: int) -> HttpResponse:
    """Whether what was deleted is gone."""
    from pods.cluster.problems import ClusterProblem
    from pods.cluster.removal import look_again

    around = ground(request, get_design_or_404(request, design_id))
    keys = request.GET.getlist("object")[:_MOST]
    said: dict[str, Any] = {}
    if around.where is None:
        return render(request, "drift/delete.html", around.shown(), status=422)
    try:
        removed = look_again(api_of(around.where.connection), keys)
        gone(
            around.design,
            around.where.target,
            [one.known for one in removed if one.end in ("gone", "replaced")],
        )
        said = {"removed": removed, "keys": []}
    except (AccessRefused, ClusterProblem) as problem:
        said = {"unreachable": problem.message, "keys": keys, "removed": ()}
    template = "drift/_removed.html" if request.htmx else "drift/deleted.html"
    return render(request, template, around.shown() | said)


def _deleted(request: Request, around: Ground) -> HttpResponse:
    from pods.cluster.problems import ClusterProblem

    chosen = frozenset(request.POST.getlist("object")[:_MOST])
    if around.where is None or not chosen:
        return _refused(request, around, _("Tick what to delete."))
    try:
        found = [
            one for one in _found(around)["standing"] if one.uid and not one.forbidden and one.key in chosen
        ]
        if len(found) < len(chosen):
            return _refused(request, around, _("Something of it is not there any more; look again."), 409)
        removed = _removed(request, around, around.where, found)
    except NotBegun as refused:
        return _refused(request, around, translated(refused.message), 409)
    except (AccessRefused, ClusterProblem) as problem:
        return _refused(request, around, translated(problem.message))
    return render(request, "drift/deleted.html", around.shown() | {"removed": removed, "keys": []})


def _removed(request: Request, around: Ground, where: Where, found: Sequence[Standing]) -> Sequence[Removed]:
    """Delete them; each stands in the log as soon as its end was asked for."""
    from pods.cluster.removal import remove

    removed: list[Removed] = []
    api, objects = api_of(where.connection), [one.known for one in found]
    with doing(ApplyRun.Deed.DELETE, around.design, request.user.pk, where.target, objects) as done:
        for place, one in enumerate(remove(api, found)):
            done.went(place, one.end, problem=one.problem.message if one.problem else None)
            removed.append(one)
    return removed


def _found(around: Ground) -> dict[str, Any]:
    from pods.cluster.apply.wanted import wanted
    from pods.cluster.removal import Known, standing

    assert around.where is not None
    namespace = around.where.namespace
    mine = [Known.of(one, namespace) for one in wanted(around.manifest) if one.name]
    here = {(one.kind, one.name, one.namespace) for one in mine}
    left = [
        one
        for one in once_applied(around.design, around.where)
        if (one.kind, one.name, one.namespace) not in here
    ]
    found = standing(api_of(around.where.connection), [*mine, *left])
    # What belongs to no namespace is listed without the one that was asked for.
    gone = {one.key for each in left for one in (each, replace(each, namespace=""))}
    gone -= {one.key for each in mine for one in (each, replace(each, namespace=""))}
    # What the design no longer holds is shown only where it is still what an apply left.
    return {"standing": [one for one in found if one.known.key not in gone or one.applied], "orphans": gone}


def _shown(found: dict[str, Any]) -> dict[str, Any]:
    listed: list[Standing] = found["standing"]
    deletable = [one for one in listed if one.uid and not one.forbidden]
    return {"standing": listed, "orphans": found["orphans"], "deletable": deletable}


def _refused(request: Request, around: Ground, problem: str, status: int = 422) -> HttpResponse:
    return render(request, "drift/delete.html", around.shown() | {"problem": problem}, status=status)
