"""How a new text is stored and answered, also when another window was faster."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from pods.domain.analysis import Analysis
from pods.domain.differences import compare, merge
from pods.domain.messages import Message, gettext_noop, say
from pods.models import Design, Revision
from pods.models.design import Conflict, Unstorable
from pods.views.access import Request
from pods.views.designer import context
from pods.views.place import Place
from pods.views.workbench import read, workbench

_TRIES = 3  # to merge with texts that others save in the same moment


def save(request: Request, design: Design, analysis: Analysis, base: str, what: Message) -> HttpResponse:
    """Store a text that was made by an edit, and put it into the editor."""
    text, broken = analysis.manifest.text, analysis.manifest.error is not None
    try:
        design.save_text(text, base, what, author_id=request.user.pk, broken=broken)
    except Conflict:
        return not_saved(request, design, 409, _changed_elsewhere(), text=text)
    except Unstorable:
        return unstorable(request, design)
    return saved(request, design, analysis, replace_text=True)


def save_typed(
    request: Request, design: Design, text: str, base: Revision | None, what: Message, window: str
) -> HttpResponse:
    """Store what was typed onto `base`, merged with what others have done to it since; ask where that touches."""
    analysis = read(text, design.kubernetes)
    broken = analysis.manifest.error is not None
    digest = base.digest if base else ""
    try:
        design.save_text(text, digest, what, author_id=request.user.pk, broken=broken, window=window)
    except Conflict:
        merged = _save_merged(request, design, analysis, base)
        return (
            saved(request, design, merged, replace_text=True) if merged else touching(request, design, text)
        )
    except Unstorable:
        return unstorable(request, design)
    return saved(request, design, analysis, replace_text=False)


def saved(request: Request, design: Design, analysis: Analysis, *, replace_text: bool) -> HttpResponse:
    """The designer as it is now."""
    if not request.htmx:
        return to_designer(request, design)
    bench = workbench(design, Place.of(request.POST), analysis)
    return render(
        request, "pods/_workbench.html", context(bench) | {"fresh": True, "replace_text": replace_text}
    )


def touching(request: Request, design: Design, text: str) -> HttpResponse:
    """Show both texts, of which the newest one was not seen, and ask; nothing is stored."""
    theirs = Design.objects.with_head().get(pk=design.pk).newest
    shown = {"theirs": theirs, "difference": compare(theirs.text, text)}
    return not_saved(request, design, 409, _changed_elsewhere(), text, **shown)


def unstorable(request: Request, design: Design) -> HttpResponse:
    """Refuse what no database keeps."""
    return not_saved(request, design, 422, _("The text holds a character that cannot be saved. Delete it."))


def not_saved(
    request: Request, design: Design, status: int, sentence: str, text: str | None = None, **more: object
) -> HttpResponse:
    """Say what was refused; the text stays in the editor, or on the page for those without scripts."""
    template = "pods/_not_saved.html" if request.htmx else "pods/not_saved.html"
    kept = request.POST.get("text", "") if text is None else text
    shown = {"design": design, "problem": sentence, "conflict": status == 409, "text": kept, "oob": True}
    return render(request, template, shown | more, status=status)


def to_designer(request: Request, design: Design) -> HttpResponse:
    """Back to where the form was sent from."""
    return redirect(f"{reverse('designer', args=[design.pk])}{Place.of(request.POST).query()}")


def _save_merged(request: Request, design: Design, mine: Analysis, base: Revision | None) -> Analysis | None:
    """Store the text with the others' changes; None when they touch, or leave a text that cannot be read."""
    for _try in range(_TRIES):
        theirs = Design.objects.with_head().get(pk=design.pk).newest
        text = merge(base.text, mine.manifest.text, theirs.text) if base else None
        if text is None:
            return None
        merged = read(text, design.kubernetes)
        broken = merged.manifest.error is not None
        if broken and mine.manifest.error is None and not theirs.broken:
            return None
        try:
            design.save_text(text, theirs.digest, say(_MERGED), author_id=request.user.pk, broken=broken)
        except Conflict:
            continue
        return merged
    return None


def _changed_elsewhere() -> str:
    return _("Not saved: the text was changed elsewhere, in another window or by somebody else.")


_MERGED = gettext_noop("Edited the text, merged with what was changed meanwhile")
