"""The list of patterns in the designer, those that suit the chosen container first."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from patterns.catalogue import finding, shipped
from patterns.catalogue.model import Kind, Pattern
from pods.domain.composing.fitting import fitting
from pods.models.own_pattern import entries
from pods.views.access import Request, get_design_or_404
from pods.views.designer import context
from pods.views.patterns.adding import chosen_main
from pods.views.place import Place
from pods.views.workbench import workbench

_MOST_FITTING = 6


@require_safe
@never_cache
@vary_on_headers("HX-Request", "HX-Target")
def palette(request: Request, design_id: int) -> HttpResponse:
    """The patterns there are, those that suit the chosen container first."""
    bench = workbench(get_design_or_404(request, design_id), Place.of(request.GET))
    words = request.GET.get("q", "")[: finding.LONGEST]
    mine = tuple(entries(request.user))
    found = finding.found((*mine, *shipped.patterns()), words)
    subject = bench.subject
    main = chosen_main(subject, request.GET.get("main", "")) if subject else None
    suiting = fitting(subject.manifest, subject.pod, main, found) if subject and main else []
    shown = {
        "words": words,
        "main": main,
        "fitting": suiting[:_MOST_FITTING],
        "kinds": list(by_kind(found)),
        "mine": {pattern.id for pattern in mine},
        "found": found,
    }
    whole = "pods/_palette.html" if request.htmx else "pods/palette.html"
    partly = request.htmx and request.htmx.target == "palette-list"
    return render(request, "pods/_palette_list.html" if partly else whole, context(bench) | shown)


def by_kind(patterns: Iterable[Pattern]) -> Iterable[tuple[Kind, list[Pattern]]]:
    """The patterns of each kind that has any."""
    held = list(patterns)
    for kind in Kind:
        of_kind = [pattern for pattern in held if pattern.kind is kind]
        if of_kind:
            yield kind, of_kind
