"""Taking what somebody else set in the cluster into the design, as an edit of its text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pods.cluster.access import AccessRefused
from pods.domain.edits import EditRefused
from pods.domain.edits.put import put
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms.applying import TakeForm
from pods.models import Design
from pods.models.design import Conflict as Changed
from pods.models.reach import api_of
from pods.templatetags.podwright import say as translated
from pods.views.access import Request, get_design_or_404
from pods.views.applying.target import Where, where
from pods.views.saving import not_saved
from pods.views.workbench import read

if TYPE_CHECKING:
    from pods.cluster.apply.plan import Conflict
    from pods.cluster.apply.wanted import Wanted


@require_POST
def take(request: Request, design_id: int) -> HttpResponse:
    """Write the live value of the fields in conflict into the design. The values are read anew, never sent."""
    from pods.cluster.problems import ClusterProblem

    design = get_design_or_404(request, design_id)
    form = TakeForm(request.user, request.POST)
    if not form.is_valid():
        return not_saved(request, design, 422, _("Choose a connection and a namespace first."))
    place = where(form)
    try:
        what = _taken(request, design, form, place)
    except (AccessRefused, ClusterProblem, EditRefused) as problem:
        return not_saved(request, design, 422, translated(problem.message))
    except Changed:
        sentence = _("The text was changed since you looked; look again at what would happen now.")
        return not_saved(request, design, 409, sentence)
    if what is None:
        return not_saved(request, design, 422, _("Nobody else manages that any more; look again."))
    return redirect(f"{reverse('apply', args=[design.pk])}{place.query}")


def _taken(request: Request, design: Design, form: TakeForm, place: Where) -> Message | None:
    """The words for the history, once the text is stored; None where nothing is in conflict there."""
    manifest = read(design.newest.text, design.kubernetes).manifest
    key, path = form.cleaned_data["key"], form.cleaned_data["path"]
    one, conflicts = _conflicts(manifest, key, place)
    chosen = [conflict for conflict in conflicts if path in ("", conflict.path)]
    if one is None or not chosen:
        return None
    for conflict in chosen:
        manifest = put(manifest, one.document, _joined(one.path, conflict.path), conflict.theirs)
    what = _words(chosen)
    design.save_text(manifest.text, form.cleaned_data["base"], what, author_id=request.user.pk, broken=False)
    return what


def _conflicts(manifest: Manifest, key: str, place: Where) -> tuple[Wanted | None, Sequence[Conflict]]:
    from pods.cluster.apply.plan import Choices, Trial
    from pods.cluster.apply.wanted import wanted

    one = next((each for each in wanted(manifest) if each.key == key), None)
    if one is None:
        return None, ()
    step = Trial(api_of(place.connection), place.namespace, Choices()).step(one)
    # A field that the text has at another place than the cluster (stringData) cannot be written back.
    return one, [conflict for conflict in step.conflicts if conflict.path and conflict.theirs is not None]


def _joined(path: str, inside: str) -> str:
    for step in paths.steps(inside):
        path = paths.join(path, step)
    return path


def _words(chosen: Sequence[Conflict]) -> Message:
    fields = ", ".join(dict.fromkeys(conflict.path.rpartition(".")[2] for conflict in chosen))
    managers = ", ".join(dict.fromkeys(conflict.manager for conflict in chosen))
    return say(_TOOK, fields=_cut(fields), managers=_cut(managers))


def _cut(text: str) -> str:
    return text if len(text) <= 100 else f"{text[:99]}…"


_TOOK = gettext_noop("Took %(fields)s from the cluster (%(managers)s)")
