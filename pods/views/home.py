"""The home page: a user's designs as cards with their small pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.cache import caches
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from pods import examples
from pods.domain.diagram import draw
from pods.forms import ORDERS, SearchForm
from pods.models import ApplyRun, Design, Revision
from pods.views.access import Request
from pods.views.workbench import read

PAGE_SIZE = 24
_FORMAT = 3  # counted up when small pictures change their look, so that kept ones are not shown any more


@dataclass(frozen=True, slots=True)
class Summary:
    """What a card says of a text."""

    svg: SafeString
    kind: str
    pods: int
    containers: int
    volumes: int


@dataclass(frozen=True, slots=True)
class Card:
    """A design on the home page; one that was `applied` says whether the cluster still has it so."""

    design: Design
    summary: Summary
    applied: bool = False


@require_safe
@never_cache
@vary_on_headers("HX-Request")
def home(request: Request) -> HttpResponse:
    """The page, or its cards alone while somebody searches."""
    form = SearchForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    mine = Design.objects.of(request.user)
    sort, query = wanted.get("sort") or "changed", wanted.get("q") or ""
    found = mine.kept().with_head().select_related("head__readable").filter(name__icontains=query)
    page = Paginator(found.order_by(*ORDERS[sort]), PAGE_SIZE).get_page(wanted.get("page"))
    undo = request.GET.get("deleted", "")
    context = {
        "cards": list(_cards(page)),
        "page": page,
        "query": query,
        "sort": sort,
        "sorts": SearchForm.SORTS,
        "any": bool(query) or page.paginator.count > 0,
        "deleted": mine.filter(pk=int(undo)).exclude(deleted_at=None).first() if _is_id(undo) else None,
        "example": examples.all_examples()[0],
    }
    return render(request, "pods/_cards.html" if request.htmx else "pods/home.html", context)


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


def _cards(page: Page[Design]) -> Iterator[Card]:
    applied = set(ApplyRun.objects.applies().filter(design__in=list(page)).values_list("design", flat=True))
    for design in page:
        yield Card(design, summary(design.newest, design.kubernetes), design.pk in applied)


def summary(revision: Revision, kubernetes: str) -> Summary:
    """What there is to say of a text in small, kept by its content."""
    shown = revision.shown
    if shown is None:
        return Summary(mark_safe(""), "", 0, 0, 0)
    return summary_of(shown.text, shown.digest, kubernetes)


def summary_of(text: str, digest: str, kubernetes: str) -> Summary:
    """The same for a text that is no revision."""
    kept = caches["thumbnails"]
    key = f"{_FORMAT}-{digest}"
    found = kept.get(key)
    if found is None:
        found = _summary(text, kubernetes)
        kept.set(key, found)
    svg, *rest = found
    return Summary(mark_safe(svg), *rest)  # noqa: S308 (pods.domain.diagram.svg escapes)


def _summary(text: str, kubernetes: str) -> tuple[str, str, int, int, int]:
    pods = read(text, kubernetes).pods
    if not pods:
        return "", "", 0, 0, 0
    first = pods[0]
    containers = sum(len(facts.pod.containers) for facts in pods)
    volumes = sum(len(facts.volumes) for facts in pods)
    return draw(first).thumbnail, first.pod.kind, len(pods), containers, volumes
