"""Applying, its results while they come, rolling it back, and the log of all that was done in clusters."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from pods.domain.differences import lines_of
from pods.forms.applying import ChoicesForm
from pods.forms.history import HistoryForm
from pods.models import ApplyRun, ApplyStep, Design
from pods.models.applying import begin, begin_undoing, carry_out, in_background, take_back
from pods.models.noting import NotBegun
from pods.models.reach import api_of
from pods.templatetags.podwright import say
from pods.views.access import Request, connection_of, get_design_or_404
from pods.views.applying.looking import ground
from pods.views.applying.shown import Quoted, quoted
from pods.views.applying.target import choices, where

_ON_A_PAGE = 30


@require_POST
def start(request: Request, design_id: int) -> HttpResponse:
    """Begin to apply what was looked at; from then on the run has a page of its own."""
    design = get_design_or_404(request, design_id)
    form = ChoicesForm(request.user, request.POST)
    around = ground(request, design, form)
    problem = _problem(design, form, around)
    if problem:
        return render(request, "apply/page.html", around | {"problem": problem}, status=409)
    place = where(form)
    try:
        run = begin(design, design.newest, request.user.pk, place.target, choices(form))
    except NotBegun as refused:
        return render(request, "apply/page.html", around | {"problem": say(refused.message)}, status=409)
    in_background(carry_out(run, partial(api_of, place.connection)))
    return redirect("apply_run", design.pk, run.number)


def _problem(design: Design, form: ChoicesForm, around: dict[str, Any]) -> str:
    """Why it cannot be begun; empty where it can."""
    if around["where"] is None or not around["objects"]:
        return _("Choose a connection and a namespace first.")
    if form.cleaned_data["base"] != design.newest.digest:
        return _("The text was changed since you looked; look again at what would happen now.")
    if form.unanswered:
        return _("Decide first about every object that asks for it, and confirm what is taken over.")
    return ""


@require_safe
@never_cache
@vary_on_headers("HX-Request")
def run(request: Request, design_id: int, number: int) -> HttpResponse:
    """One apply: what became of each object, while it runs and afterwards."""
    design, one = _found(request, design_id, number)
    shown = _shown(request, design, one)
    return render(request, "apply/_run.html" if request.htmx else "apply/run.html", shown)


@require_POST
def roll_back(request: Request, design_id: int, number: int) -> HttpResponse:
    """Take back what this apply did."""
    design, one = _found(request, design_id, number)
    connection = connection_of(request, one)
    if connection is None:
        raise Http404
    try:
        rollback = begin_undoing(one, connection, request.user.pk)
    except NotBegun as refused:
        shown = _shown(request, design, one) | {"problem": say(refused.message)}
        return render(request, "apply/run.html", shown, status=409)
    in_background(take_back(rollback, partial(api_of, connection)))
    return redirect("apply_run", design.pk, rollback.number)


@require_safe
@never_cache
def log(request: Request, design_id: int) -> HttpResponse:
    """Everything that was done in clusters with the design, newest first."""
    design = get_design_or_404(request, design_id)
    ApplyRun.objects.settle()
    form = HistoryForm(request.GET)
    runs = design.runs.select_related("user", "revision").prefetch_related("steps").order_by("-number")
    number = form.cleaned_data.get("page") if form.is_valid() else 1
    return render(
        request,
        "apply/log.html",
        {"design": design, "page": Paginator(runs, _ON_A_PAGE).get_page(number or 1)},
    )


def _found(request: Request, design_id: int, number: int) -> tuple[Design, ApplyRun]:
    design = get_design_or_404(request, design_id)
    ApplyRun.objects.settle()
    runs = design.runs.select_related("user", "revision", "connection", "takes_back")
    runs = runs.prefetch_related("steps", "rollbacks__user")
    return design, get_object_or_404(runs, number=number)


def _shown(request: Request, design: Design, one: ApplyRun) -> dict[str, Any]:
    """What the page of a run shows; lines of the text can be led to while it still is the newest one."""
    return {
        "design": design,
        "run": one,
        "connection": connection_of(request, one),
        "steps": _steps(one),
        "newest": one.revision_id is not None and one.revision_id == design.newest.pk,
    }


def _steps(one: ApplyRun) -> list[tuple[ApplyStep, list[Quoted]]]:
    """The objects, each with the lines of the applied text that were refused."""
    lines = lines_of(one.revision.text) if one.revision else []
    return [
        (
            step,
            [quoted([] if step.kind == "Secret" else lines, line, words) for line, words in step.complaints],
        )
        for step in one.steps.all()
    ]
