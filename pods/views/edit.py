"""One view for every form that edits a manifest."""

from __future__ import annotations

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pods.domain.edits import EditRefused
from pods.domain.manifest.following import follow
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message
from pods.forms.editing import EditForm, Gone
from pods.forms.edits import all_forms
from pods.forms.refusals import refused_field
from pods.templatetags.podwright import say
from pods.views.access import Request, get_design_or_404
from pods.views.designer import context
from pods.views.place import Place
from pods.views.saving import not_saved, save
from pods.views.workbench import Workbench, read, workbench


@require_POST
def edit(request: Request, design_id: int, slug: str) -> HttpResponse:
    """Make the edit that a form asks for, or say at the form why not."""
    design, kind = get_design_or_404(request, design_id), all_forms().get(slug)
    if kind is None:
        raise Http404
    # The edit is made of the text that its user sees; what others have done meanwhile is merged with it.
    base = request.POST.get("base", "")
    bench = workbench(design, Place.of(request.POST), base=base)
    subject = bench.subject
    if subject is None:
        return not_saved(request, design, 422, _("The text cannot be read; mend it first."))
    try:
        form = kind(subject.to(_target(request, bench)), request.POST)
        made = _made(form)
    except Gone:
        return not_saved(request, design, 422, _("The text has nothing of that kind there any more."))
    if made is None:
        return _refused(request, bench, form)
    manifest, what = made
    return save(
        request, design, read(manifest.text, design.kubernetes), base, what, partial(_selected, bench, form)
    )


def _target(request: Request, bench: Workbench) -> str:
    """What the edit is about: a path of the text, or of an earlier one (`aim`), followed from there. Raises Gone."""
    target, aim = request.POST.get("target", ""), request.POST.get("aim", "")
    meant = bench.design.revision_of(aim) if aim not in ("", bench.head.digest) else None
    if meant is None or bench.subject is None:
        return target
    earlier = read(meant.text, bench.design.kubernetes).manifest
    return _followed(earlier, bench.current.manifest, bench.subject.pod.document, target)


def _followed(before: Manifest, after: Manifest, document: int, path: str) -> str:
    """Where a thing stands by now. Raises Gone, also where it cannot be told from others."""
    try:
        there = follow(before, after, document, path)
    except ValueError:  # that is no path
        there = None
    if there is None:
        raise Gone
    return there


def _selected(bench: Workbench, form: EditForm, stored: Manifest) -> str | None:
    """The path of what is looked at in the text that was stored; None where it stands at the same path."""
    try:
        if at := form.selects(stored):
            return at
        return _followed(bench.current.manifest, stored, form.subject.pod.document, bench.place.at)
    except Gone:
        return None


def _made(form: EditForm) -> tuple[Manifest, Message] | None:
    """The outcome; None where the form says what is wrong."""
    if not form.is_valid():
        return None
    try:
        return form.made()
    except EditRefused as refused:
        form.add_error(refused_field(form, refused), say(refused.message))
        form.ways = refused.sharing.ways if refused.sharing else ()
        return None


def _refused(request: Request, bench: Workbench, form: EditForm) -> HttpResponse:
    """The reasons for beside the form; on a page of their own, with the form, for those without scripts."""
    template = "pods/_form_errors.html" if request.htmx else "pods/edit.html"
    shown = context(bench) | {"form": form, "oob": True}
    return render(request, template, shown | {"base": request.POST.get("base", "")}, status=422)
