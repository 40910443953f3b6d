"""How a new text is stored and answered, also when another window was faster."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from pods.domain.analysis import Analysis
from pods.domain.differences import compare, merge
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.models import Design, Revision
from pods.models.design import Conflict, Unstorable
from pods.views.access import Request
from pods.views.designer import context
from pods.views.place import Place
from pods.views.workbench import read, workbench

_TRIES = 3  # to merge with texts that others save in the same moment


def save(
    request: Request,
    design: Design,
    analysis: Analysis,
    base: str,
    what: Message,
    selects: Callable[[Manifest], str | None] = lambda stored: None,
) -> HttpResponse:
    """Store a text that was made by an edit of `base`, merged with what others have done, and put it into the editor.

    `selects` gives the path of what is looked at in the text that is stored, where that is another than before;
    the address follows.
    """
    try:
        kept = store(request, design, analysis, base, what)
    except Conflict:
        return touching(request, design, analysis.manifest.text, made=True)
    except Unstorable:
        return unstorable(request, design)
    _move(request, selects(kept.manifest))
    answer = saved(request, design, kept, replace_text=True)
    if request.htmx:
        answer["HX-Replace-Url"] = _address(request, design)
    return answer


def save_typed(
    request: Request, design: Design, analysis: Analysis, base: str, what: Message, window: str
) -> HttpResponse:
    """Store what was typed onto `base`, merged with what others have done to it since; ask where that touches."""
    text = analysis.manifest.text
    try:
        kept = store(request, design, analysis, base, what, window=window)
    except Conflict:
        return touching(request, design, text)
    except Unstorable:
        return unstorable(request, design)
    return saved(request, design, kept, replace_text=kept.manifest.text != text)


def store(
    request: Request,
    design: Design,
    mine: Analysis,
    base: str,
    what: Message,
    *,
    window: str | None = None,
) -> Analysis:
    """Store a text that was made from the one with the digest `base`, and return what was stored.

    That is the text together with what others have done to `base` since. Raises Conflict where the two touch, or
    Unstorable, and then nothing has changed.
    """
    author, broken = request.user.pk, mine.manifest.error is not None
    try:
        design.save_text(mine.manifest.text, base, what, author_id=author, broken=broken, window=window)
        return mine
    except Conflict:
        seen = design.revision_of(base)
        if seen is None:
            raise
    typed = say(_MERGED) if window is not None else what
    for _try in range(_TRIES):
        theirs = Design.objects.with_head().get(pk=design.pk).newest
        merged = _merged(design, seen, mine, theirs)
        broken = merged.manifest.error is not None
        with suppress(Conflict):
            design.save_text(merged.manifest.text, theirs.digest, typed, author_id=author, broken=broken)
            return merged
    raise Conflict


def saved(request: Request, design: Design, analysis: Analysis, *, replace_text: bool) -> HttpResponse:
    """The designer as it is now."""
    if not request.htmx:
        return to_designer(request, design)
    bench = workbench(design, Place.of(request.POST), analysis)
    return render(
        request, "pods/_workbench.html", context(bench) | {"fresh": True, "replace_text": replace_text}
    )


def touching(request: Request, design: Design, text: str, *, made: bool = False) -> HttpResponse:
    """Show both texts, of which the newest one was not seen, and ask; nothing is stored.

    A text that was `made` by an edit is not the one in the editor, so that it has to be sent back from here.
    """
    theirs = Design.objects.with_head().get(pk=design.pk).newest
    shown = {"theirs": theirs, "difference": compare(theirs.text, text), "made": made}
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
    return redirect(_address(request, design))


def _address(request: Request, design: Design) -> str:
    """The designer at the place that the form was sent from."""
    return f"{reverse('designer', args=[design.pk])}{Place.of(request.POST).query()}"


def _move(request: Request, at: str | None) -> None:
    """Let the answer be for another place than the one that the request names."""
    if at is not None:
        moved = request.POST.copy()
        moved["at"] = at
        request.POST = moved  # type: ignore[assignment]  # Django hands a copy on in the same way


def _merged(design: Design, seen: Revision, mine: Analysis, theirs: Revision) -> Analysis:
    """The text with the others' changes. Raises Conflict where they touch, or make what neither of the two is."""
    text = merge(seen.text, mine.manifest.text, theirs.text)
    if text is None:
        raise Conflict
    merged = read(text, design.kubernetes)
    if merged.manifest.error is not None:
        if mine.manifest.error is None and not theirs.broken:
            raise Conflict
    elif _doubled(merged) > max(_doubled(mine), _doubled(read(theirs.text, design.kubernetes))):
        raise Conflict
    return merged


def _doubled(analysis: Analysis) -> int:
    """How many keys stand twice: of these Kubernetes takes the last one and drops the other, without a word."""
    return sum(problem.rule == "duplicate-key" for problem in analysis.manifest.problems)


def _changed_elsewhere() -> str:
    return _("Not saved: the text was changed elsewhere, in another window or by somebody else.")


_MERGED = gettext_noop("Edited the text, merged with what was changed meanwhile")
