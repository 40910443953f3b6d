"""The page for applying a design, and the look at what it would change. Only the look asks the cluster."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from pods.cluster.access import AccessRefused
from pods.domain.messages import Message
from pods.forms.applying import ChoicesForm, TargetForm
from pods.models import Design
from pods.models.reach import api_of
from pods.views.access import Request, get_design_or_404
from pods.views.applying.shown import ShownPlan, shown
from pods.views.applying.target import Where, choices, remember, target_form, where
from pods.views.workbench import read


@require_safe
@never_cache
def page(request: Request, design_id: int) -> HttpResponse:
    """The page; what the cluster says comes into it afterwards."""
    design = get_design_or_404(request, design_id)
    return render(request, "apply/page.html", ground(request, design, target_form(request, design)))


@require_safe
@never_cache
@vary_on_headers("HX-Request")
def plan(request: Request, design_id: int) -> HttpResponse:
    """What applying would change, with what was decided so far; on the page for those without scripts."""
    design = get_design_or_404(request, design_id)
    form = ChoicesForm(request.user, request.GET)
    around = ground(request, design, form)
    if around["where"] is None or not around["objects"]:
        return render(request, "apply/page.html", around, status=422)
    remember(request, design, around["where"])
    template = "apply/_plan.html" if request.htmx else "apply/page.html"
    return render(request, template, around | looked(design, form, around["where"]))


def ground(request: Request, design: Design, form: TargetForm) -> dict[str, Any]:
    """What the page shows without asking the cluster."""
    analysis = read(design.newest.text, design.kubernetes)
    mine = form.fields["connection"].queryset.all()  # type: ignore[attr-defined]
    return {
        "design": design,
        "newest": True,
        "form": form,
        "connections": mine,
        "where": where(form) if form.is_bound and form.is_valid() else None,
        "error": analysis.manifest.error,
        "objects": len(analysis.manifest.objects),
        "rejected": [finding for finding in analysis.findings if finding.rejected_by_api],
        "runs": design.runs.order_by("-number")[:3],
    }


def looked(design: Design, form: ChoicesForm, place: Where) -> dict[str, ShownPlan | Message]:
    """The plan, or what stands in the way of one."""
    from pods.cluster.apply.plan import dry_run
    from pods.cluster.apply.wanted import wanted
    from pods.cluster.problems import ClusterProblem

    manifest, decided = read(design.newest.text, design.kubernetes).manifest, choices(form)
    try:
        found = dry_run(api_of(place.connection), wanted(manifest), place.namespace, decided)
    except (AccessRefused, ClusterProblem) as problem:
        return {"unreachable": problem.message}
    return {"plan": shown(design, place, found, manifest, decided)}
