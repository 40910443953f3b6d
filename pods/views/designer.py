"""The designer: a design's picture, outline, text and problems on one page."""

from __future__ import annotations

import secrets

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from pods.forms import VERSIONS
from pods.views.access import Request, get_design_or_404
from pods.views.place import Place
from pods.views.workbench import Workbench, workbench

# What an htmx request may ask for alone, by the id of its target; without one it gets every panel.
_PANELS = {"picture": "pods/_picture.html", "inspector": "pods/_inspector.html"}


@require_safe
@never_cache
@vary_on_headers("HX-Request", "HX-Target")
def designer(request: Request, design_id: int) -> HttpResponse:
    """The page, or the panels of it that changed."""
    design = get_design_or_404(request, design_id)
    bench = workbench(design, Place.of(request.GET))
    if request.htmx:
        return render(request, _PANELS.get(request.htmx.target or "", "pods/_workbench.html"), context(bench))
    design.end_burst()  # this window builds on the text as it is now
    return render(
        request, "pods/designer.html", context(bench) | {"versions": VERSIONS, "window": new_window()}
    )


def new_window() -> str:
    """What tells the windows of browsers apart."""
    return secrets.token_hex(8)


def context(bench: Workbench) -> dict[str, object]:
    """What templates of the designer are given."""
    return {"bench": bench, "design": bench.design, "place": bench.place}
