"""What differs live from a design, taken into it or left, and in a word on its card. Only fragments ask the cluster."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from pods.cluster.access import AccessRefused
from pods.domain.edits import EditRefused
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.models import ApplyRun, Design
from pods.models.design import Conflict, Unstorable
from pods.models.reach import api_of
from pods.templatetags.podwright import say as translated
from pods.views.access import Request, get_connection_or_404, get_design_or_404
from pods.views.applying.target import Where, remember
from pods.views.drift.places import Ground, ground, last_place, once_applied, read

if TYPE_CHECKING:
    from pods.cluster.drift import Drift

KEPT = 20  # seconds that a word on a card is kept
_MOST_SHOWN = 50  # designs of one connection
_MOST = 1000  # fields that one form may name


@require_safe
@never_cache
def page(request: Request, design_id: int) -> HttpResponse:
    """The page; what the cluster says comes into it afterwards."""
    around = ground(request, get_design_or_404(request, design_id))
    return render(request, "drift/page.html", around.shown())


@require_safe
@never_cache
@vary_on_headers("HX-Request")
def look(request: Request, design_id: int) -> HttpResponse:
    """Every field that differs, and who set it."""
    around = ground(request, get_design_or_404(request, design_id))
    if around.where is None:
        return render(request, "drift/page.html", around.shown(), status=422)
    remember(request, around.design, around.where)
    template = "drift/_drift.html" if request.htmx else "drift/page.html"
    return render(request, template, around.shown() | _looked(around.design, around.manifest, around.where))


@require_POST
def pull(request: Request, design_id: int) -> HttpResponse:
    """Take the chosen fields, as they are live now, into the design as one edit. Values are read anew, never sent."""
    from pods.cluster.problems import ClusterProblem

    around = ground(request, get_design_or_404(request, design_id))
    chosen = frozenset(request.POST.getlist("field")[:_MOST])
    if around.where is None or not chosen or around.manifest.error is not None:
        return _refused(request, around, _("Choose what to take into the design."))
    try:
        found = _drift(around.design, around.manifest, around.where)
        manifest, what = _pulled(around.manifest, found, chosen, around.where)
        base = request.POST.get("base", "")
        around.design.save_text(manifest.text, base, what, author_id=request.user.pk, broken=False)
    except (AccessRefused, ClusterProblem, EditRefused) as problem:
        return _refused(request, around, translated(problem.message))
    except _Changed:
        return _refused(request, around, _("The cluster has changed since you looked; look again."), 409)
    except (Conflict, Unstorable):
        return _refused(request, around, _("The text was changed since you looked; look again."), 409)
    return redirect(f"{reverse('drift', args=[design_id])}{around.where.query}")


@require_safe
@never_cache
def badge(request: Request, design_id: int) -> HttpResponse:
    """In a word whether a design is in step with where it was applied last; the word is kept some seconds."""
    design = get_design_or_404(request, design_id)
    place = last_place(design)
    said: dict[str, Any] = {}
    if place is not None:
        at = f"{place.connection.pk}-{place.connection.changed_at}-{place.namespace}".replace(" ", "_")
        key = f"drift-{design.pk}-{design.newest.digest}-{at}"
        said = cache.get_or_set(key, lambda: _word(design, place), KEPT) or {}
    return render(request, "drift/_badge.html", {"design": design, "where": place} | said)


@require_safe
@never_cache
def deployed(request: Request, connection_id: int) -> HttpResponse:
    """The designs that were applied through a connection last; each says by itself whether it is in step."""
    connection = get_connection_or_404(request, connection_id)
    applied = ApplyRun.objects.applies().filter(connection=connection)
    mine = Design.objects.of(request.user).kept().filter(runs__in=applied).distinct()
    places = ((design, last_place(design)) for design in mine.order_by("name")[:_MOST_SHOWN])
    here = [design for design, place in places if place is not None and place.connection == connection]
    return render(request, "drift/_deployed.html", {"connection": connection, "designs": here})


def _word(design: Design, place: Where) -> dict[str, Any]:
    from pods.cluster.problems import ClusterProblem

    manifest = read(design.newest)
    if manifest.error is not None:
        return {"problem": manifest.error.message}
    try:
        found = _drift(design, manifest, place)
    except (AccessRefused, ClusterProblem) as problem:
        return {"problem": problem.message}
    return {"count": found.count, "absent": found.absent, "unsure": found.unsure}


def _looked(design: Design, manifest: Manifest, place: Where) -> dict[str, Any]:
    from pods.cluster.problems import ClusterProblem

    if manifest.error is not None:
        return {"unreachable": manifest.error.message}
    try:
        return {"drift": _drift(design, manifest, place)}
    except (AccessRefused, ClusterProblem) as problem:
        return {"unreachable": problem.message}


def _drift(design: Design, manifest: Manifest, place: Where) -> Drift:
    from pods.cluster.apply.wanted import wanted
    from pods.cluster.drift import drift

    return drift(api_of(place.connection), wanted(manifest), place.namespace, once_applied(design, place))


class _Changed(Exception):
    """A field that was chosen is not so any more."""


def _pulled(
    manifest: Manifest, found: Drift, chosen: frozenset[str], place: Where
) -> tuple[Manifest, Message]:
    from pods.cluster.drift import pull

    paths: list[str] = []
    for one in found.objects:
        fields = [each for each in one.fields if f"{one.wanted.key}|{each.id}" in chosen and not each.secret]
        paths += [each.path for each in fields]
        manifest = pull(manifest, one.wanted, fields)
    if len(paths) < len(chosen):
        raise _Changed
    words = say(
        _TOOK,
        fields=_cut(", ".join(path.rpartition(".")[2] for path in paths)),
        cluster=place.connection.name,
    )
    return manifest, words


def _cut(text: str) -> str:
    return text if len(text) <= 100 else f"{text[:99]}…"


def _refused(request: Request, around: Ground, problem: str, status: int = 422) -> HttpResponse:
    return render(request, "drift/page.html", around.shown() | {"problem": problem}, status=status)


_TOOK = gettext_noop("Took %(fields)s from the cluster %(cluster)s")
