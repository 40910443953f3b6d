"""One section of forms: fetched when it is opened, or a page of its own for those without scripts."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from pods.views.access import Request, get_design_or_404
from pods.views.designer import context
from pods.views.place import Place
from pods.views.workbench import workbench


@require_safe
@never_cache
@vary_on_headers("HX-Request")
def section(request: Request, design_id: int, name: str) -> HttpResponse:
    """The forms of a section, for the text that the page shows."""
    design = get_design_or_404(request, design_id)
    bench = workbench(design, Place.of(request.GET), base=request.GET.get("base"))
    fold = bench.fold(name)
    if fold is None:
        raise Http404
    template = "pods/_section.html" if request.htmx else "pods/section.html"
    return render(request, template, context(bench) | {"fold": fold})
