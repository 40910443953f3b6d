"""Restarting and scaling the workloads of a design where they run: a fragment of the live page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from pods.cluster.access import AccessRefused
from pods.domain.edits import EditRefused
from pods.domain.edits.put import put
from pods.domain.manifest import paths
from pods.domain.messages import Message, gettext_noop, say
from pods.models import ApplyRun
from pods.models.deeds import Done, doing
from pods.models.design import Conflict, Unstorable
from pods.models.noting import NotBegun
from pods.models.reach import api_of
from pods.templatetags.podwright import say as translated
from pods.views.access import Request, get_design_or_404
from pods.views.drift.places import Ground, ground

if TYPE_CHECKING:
    from pods.cluster.apply.wanted import Wanted
    from pods.cluster.tending import Tended


@require_safe
@never_cache
def controls(request: Request, design_id: int) -> HttpResponse:
    """What can be restarted and scaled."""
    return _answer(request, ground(request, get_design_or_404(request, design_id)))


@require_POST
def restart(request: Request, design_id: int) -> HttpResponse:
    """Restart a workload, or make a bare pod anew."""
    return _done(request, design_id, _restarted)


@require_POST
def scale(request: Request, design_id: int) -> HttpResponse:
    """Set the number of replicas in the cluster; the design keeps its own."""
    return _done(request, design_id, _scaled)


@require_POST
def take_scale(request: Request, design_id: int) -> HttpResponse:
    """Take the number of replicas that is live into the design."""
    from pods.cluster.problems import ClusterProblem

    around = ground(request, get_design_or_404(request, design_id))
    one = _meant(request, around)
    if around.where is None or one is None:
        return _answer(request, around, problem=_("The design has no such workload any more; look again."))
    try:
        live = _tended(around, one)
        if live.replicas is None:
            return _answer(
                request, around, problem=_("The design has no such workload any more; look again.")
            )
        path = paths.join(paths.join(one.path, "spec"), "replicas")
        manifest = put(around.manifest, one.document, path, live.replicas)
        what = say(_TOOK, replicas=live.replicas, title=one.title, cluster=around.where.connection.name)
        base = request.POST.get("base", "")
        around.design.save_text(manifest.text, base, what, author_id=request.user.pk, broken=False)
    except (AccessRefused, ClusterProblem, EditRefused) as problem:
        return _answer(request, around, problem=translated(problem.message))
    except (Conflict, Unstorable):
        return _answer(request, around, problem=_("The text was changed since you looked; look again."))
    return redirect(f"{reverse('live_controls', args=[design_id])}{around.where.query}")


def _done(request: Request, design_id: int, act: Any) -> HttpResponse:
    from pods.cluster.problems import ClusterProblem

    around = ground(request, get_design_or_404(request, design_id))
    one = _meant(request, around)
    if around.where is None or one is None:
        return _answer(request, around, problem=_("The design has no such workload any more; look again."))
    try:
        said: Message = act(request, around, one)
    except (AccessRefused, ClusterProblem, NotBegun) as problem:
        return _answer(request, around, problem=translated(problem.message))
    except ValueError:
        return _answer(request, around, problem=_("Give a whole number from 0 to 1000."))
    return _answer(request, around, done=translated(said))


def _restarted(request: Request, around: Ground, one: Wanted) -> Message:
    from pods.cluster.problems import ClusterProblem, Kind
    from pods.cluster.tending import make_anew, restart

    assert around.where is not None
    found, api = _tended(around, one), api_of(around.where.connection)
    how = found.restart
    if how is None or how.refused:
        raise ClusterProblem(
            Kind.INVALID, (how.refused if how else None) or say(_NO_RESTART, title=one.title)
        )
    with _noted(request, around, one, ApplyRun.Deed.RESTART) as done:
        if how.anew:
            make_anew(api, found.resource, found.namespace, found.live)
        else:
            now = datetime.now(UTC).isoformat(timespec="seconds")
            restart(api, found.resource, found.namespace, found.name, now)
        done.went(0, "recreated" if how.anew else "restarted")
    return say(_MADE_ANEW if how.anew else _RESTARTED, title=one.title)


def _scaled(request: Request, around: Ground, one: Wanted) -> Message:
    from pods.cluster.tending import MOST_REPLICAS, scale

    assert around.where is not None
    said = request.POST.get("replicas", "")
    replicas = int(said) if said.isascii() and said.isdigit() and len(said) < 6 else -1
    if not 0 <= replicas <= MOST_REPLICAS:
        raise ValueError
    found, api = _tended(around, one), api_of(around.where.connection)
    with _noted(request, around, one, ApplyRun.Deed.SCALE) as done:
        now = scale(api, found.resource, found.namespace, found.name, replicas)
        done.went(0, "scaled", changes=[("spec.replicas", str(found.replicas), str(now))])
    return say(_SCALED, title=one.title, replicas=now)


def _noted(
    request: Request, around: Ground, one: Wanted, deed: ApplyRun.Deed
) -> AbstractContextManager[Done]:
    from pods.cluster.removal import Known

    assert around.where is not None
    known = Known.of(one, around.where.namespace)
    return doing(deed, around.design, request.user.pk, around.where.target, [known])


def _answer(request: Request, around: Ground, **said: str) -> HttpResponse:
    from pods.cluster.problems import ClusterProblem

    shown: dict[str, Any] = around.shown() | said
    try:
        shown["tended"] = list(_workloads(around))
    except (AccessRefused, ClusterProblem) as problem:
        shown["unreachable"] = problem.message
    template = "live/_tending.html" if request.htmx else "live/tending.html"
    return render(request, template, shown, status=422 if said.get("problem") else 200)


def _workloads(around: Ground) -> Iterator[tuple[Wanted, Tended, int | None]]:
    """Every workload that runs, as it is live, and the number of replicas that the design says."""
    from pods.cluster.apply.wanted import wanted
    from pods.cluster.problems import ClusterProblem, Kind

    holders = {(pod.document, pod.name) for pod in around.manifest.pods}
    for one in wanted(around.manifest) if around.where else ():
        if (one.document, one.name) not in holders or not one.name:
            continue
        try:
            live = _tended(around, one)
        except ClusterProblem as problem:
            if problem.kind in (Kind.NOT_FOUND, Kind.FORBIDDEN):
                continue
            raise
        if live.restart or live.replicas is not None:
            yield one, live, paths.value_at(one.value, "spec.replicas")


def _tended(around: Ground, one: Wanted) -> Tended:
    from pods.cluster.tending import tended

    assert around.where is not None
    namespace = one.namespace or around.where.namespace
    return tended(api_of(around.where.connection), one.api_version, one.kind, namespace, one.name)


def _meant(request: Request, around: Ground) -> Wanted | None:
    from pods.cluster.apply.wanted import wanted

    key = request.POST.get("key", "")
    return next((one for one in wanted(around.manifest) if one.key == key), None)


_RESTARTED = gettext_noop("%(title)s is restarting: its pods are replaced one after the other.")
_MADE_ANEW = gettext_noop("%(title)s was deleted and made anew.")
_SCALED = gettext_noop("%(title)s now asks for %(replicas)d replicas.")
_NO_RESTART = gettext_noop("%(title)s cannot be restarted: something else makes its pods.")
_TOOK = gettext_noop("Took %(replicas)d replicas of %(title)s from the cluster %(cluster)s")
