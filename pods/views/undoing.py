"""Undo and redo: steps back and forth in what was done to a design."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pods.forms.history import BaseForm
from pods.models import Design, Revision
from pods.models.design import Conflict
from pods.views.access import Request, get_design_or_404
from pods.views.saving import not_saved, saved
from pods.views.workbench import read


@require_POST
def undo(request: Request, design_id: int) -> HttpResponse:
    """Take back the last thing that was done."""
    return _step(request, design_id, Design.undo)


@require_POST
def redo(request: Request, design_id: int) -> HttpResponse:
    """Do again what was undone last."""
    return _step(request, design_id, Design.redo)


def _step(request: Request, design_id: int, step: Callable[..., Revision]) -> HttpResponse:
    design = get_design_or_404(request, design_id)
    form = BaseForm(request.POST)
    base = form.cleaned_data["base"] if form.is_valid() else ""
    try:
        head = step(design, base, author_id=request.user.pk)
    except Conflict:
        sentence = _("Nothing was undone or redone: the text was changed elsewhere meanwhile.")
        return not_saved(request, design, 409, sentence)
    return saved(request, design, read(head.text, design.kubernetes), replace_text=True)
