"""The past of a design: its revisions in order, what each one changed, names for some of them, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from pods.domain.differences import Difference, compare, count
from pods.domain.messages import gettext_noop, say
from pods.forms.history import HistoryForm, VersionNameForm
from pods.models import Revision
from pods.views.access import Request, get_design_or_404

_ON_A_PAGE = 30
_MOST_ROWS_OF_ALL = 20_000


@dataclass(frozen=True)
class Entry:
    """A revision in the list, with the lines it added and removed; None for the first one, which has no predecessor."""

    revision: Revision
    lines: tuple[int, int] | None


@dataclass(frozen=True)
class Comparison:
    """What differs between two revisions, older first."""

    old: Revision
    new: Revision
    difference: Difference


@require_safe
@never_cache
def history(request: Request, design_id: int) -> HttpResponse:
    """Every revision, newest first."""
    design = get_design_or_404(request, design_id)
    form = HistoryForm(request.GET)
    named = form.is_valid() and form.cleaned_data["named"]
    revisions = design.revisions.select_related("author").order_by("-number")
    page = Paginator(revisions.exclude(name="") if named else revisions, _ON_A_PAGE).get_page(
        form.cleaned_data.get("page") or 1
    )
    shown = {"design": design, "page": page, "entries": _entries(page), "named": named}
    return render(request, "pods/history.html", shown)


@require_safe
@never_cache
def revision(request: Request, design_id: int, number: int) -> HttpResponse:
    """One revision beside its predecessor, or beside the newest one."""
    design = get_design_or_404(request, design_id)
    one = get_object_or_404(design.revisions.select_related("author", "parent"), number=number)
    form = HistoryForm(request.GET)
    settled = form.cleaned_data if form.is_valid() else {}
    newest = settled.get("beside") == "newest" and one != design.newest
    comparison = _comparison(one, design.newest if newest else one.parent, whole=bool(settled.get("all")))
    shown = {"design": design, "revision": one, "comparison": comparison, "beside_newest": newest}
    if comparison is None:
        shown["first"] = compare("", one.text)
    return render(request, "pods/revision.html", shown)


@require_POST
def name_version(request: Request, design_id: int, number: int) -> HttpResponse:
    """Give a revision a name, or take it away by an empty one."""
    design = get_design_or_404(request, design_id)
    one = get_object_or_404(design.revisions, number=number)
    form = VersionNameForm(request.POST)
    if form.is_valid():
        one.name = form.cleaned_data["name"]
        one.window = ""  # what has a name is not typed over
        one.save(update_fields=("name", "window"))
    return redirect("revision", design.pk, number)


@require_POST
def restore_version(request: Request, design_id: int, number: int) -> HttpResponse:
    """Make the text of a revision the newest one again; what came after it stays in the history."""
    design = get_design_or_404(request, design_id)
    one = get_object_or_404(design.revisions, number=number)
    what = say(_RESTORED_NAMED, name=one.name) if one.name else say(_RESTORED, when=_time(one))
    design.save_text(
        one.text, None, what, author_id=request.user.pk, broken=one.broken, encoding=one.encoding
    )
    return redirect("designer", design.pk)


def _entries(page: Page[Revision]) -> Sequence[Entry]:
    """The revisions of a page. Each is compared with the one before it, which mostly stands next in the list."""
    listed = list(page)
    entries = []
    for one, following in zip_longest(listed, listed[1:]):
        before = following if following and following.pk == one.parent_id else one.parent
        entries.append(Entry(one, count(before.text, one.text) if before else None))
    return entries


def _time(one: Revision) -> str:
    return f"{one.saved:%Y-%m-%d %H:%M} UTC"


def _comparison(one: Revision, other: Revision | None, *, whole: bool) -> Comparison | None:
    if other is None:
        return None
    old, new = sorted((one, other), key=lambda each: each.number)
    most = {"most": _MOST_ROWS_OF_ALL} if whole else {}
    return Comparison(old, new, compare(old.text, new.text, **most))


_RESTORED = gettext_noop("Restored the version of %(when)s")
_RESTORED_NAMED = gettext_noop("Restored the version “%(name)s”")
