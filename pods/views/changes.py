"""Changes to a design: its text, name, version and roles; copies, deletion and its undoing."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pods.domain import edits
from pods.domain.edits.roles import override_role
from pods.domain.messages import gettext_noop, say
from pods.domain.roles import Role
from pods.forms import NameForm, RoleForm, TextForm, VersionForm
from pods.forms.history import TypedForm
from pods.models import Design, line_ends
from pods.templatetags import podwright
from pods.views.access import Request, get_design_or_404
from pods.views.designer import context
from pods.views.place import Place
from pods.views.saving import not_saved, save, save_typed, to_designer
from pods.views.workbench import read, workbench


@require_POST
def text(request: Request, design_id: int) -> HttpResponse:
    """Save what stands in the editor, and answer with everything that follows from it."""
    design = get_design_or_404(request, design_id)
    form = TypedForm(request.POST)
    if not form.is_valid():
        return not_saved(
            request, design, 422, _("The text holds a NUL character and was not saved. Delete it.")
        )
    # Browsers unify line ends; the text that this one was made from knows what they were.
    base = design.revision_of(form.cleaned_data["base"])
    written = line_ends.restored(form.cleaned_data["text"], (base or design.newest).text)
    limit = settings.PODWRIGHT_LIMITS.size
    if len(written.encode("utf-8", "surrogatepass")) > limit:
        sentence = _("The text was not saved: it is larger than %(limit)s.") % {
            "limit": filesizeformat(limit)
        }
        return not_saved(request, design, 413, sentence)
    analysis, digest = read(written, design.kubernetes), base.digest if base else ""
    if form.cleaned_data["over"]:  # a version of its own, whatever was typed just before
        return save(request, design, analysis, digest, say(_KEPT))
    return save_typed(request, design, analysis, digest, say(_EDITED), form.cleaned_data["window"])


@require_POST
def role(request: Request, design_id: int) -> HttpResponse:
    """Override the role of a container, in the text itself."""
    design, place = get_design_or_404(request, design_id), Place.of(request.POST)
    form = RoleForm(request.POST)
    bench = workbench(design, place, base=request.POST.get("base", ""))
    container = next(
        (c for c in bench.facts.pod.containers if c.path == form.data.get("container"))
        if bench.facts
        else iter(()),
        None,
    )
    if bench.stale or bench.facts is None or container is None or not form.is_valid():
        return not_saved(
            request, design, 422, _("The role was not set: this text has no such container any more.")
        )
    wanted = form.cleaned_data["role"]
    try:
        manifest = override_role(
            bench.current.manifest, bench.facts.pod, container, Role(wanted) if wanted else None
        )
    except edits.EditRefused as refused:
        return not_saved(request, design, 422, podwright.say(refused.message))
    what = (
        say(_ROLE, container=container.name[:200], role=wanted)
        if wanted
        else say(_NO_ROLE, container=container.name[:200])
    )
    return save(request, design, read(manifest.text, design.kubernetes), form.cleaned_data["base"], what)


@require_POST
def name(request: Request, design_id: int) -> HttpResponse:
    """Rename the design."""
    design = get_design_or_404(request, design_id)
    form = NameForm(request.POST)
    if form.is_valid():
        design.name = form.cleaned_data["name"]
        design.save(update_fields=("name",))
    if not request.htmx:
        return to_designer(request, design)
    return render(request, "pods/_name.html", {"design": design}, status=200 if form.is_valid() else 422)


@require_POST
def version(request: Request, design_id: int) -> HttpResponse:
    """Choose the version of Kubernetes the design is judged by."""
    design = get_design_or_404(request, design_id)
    form = VersionForm(request.POST)
    if form.is_valid():
        design.kubernetes = form.cleaned_data["kubernetes"]
        design.save(update_fields=("kubernetes",))
    if not request.htmx:
        return to_designer(request, design)
    return render(request, "pods/_workbench.html", context(workbench(design, Place.of(request.POST))))


@require_POST
def copy(request: Request, design_id: int) -> HttpResponse:
    """A second design with the same text, or with the one that could not be saved over somebody else's."""
    design = get_design_or_404(request, design_id)
    head = design.newest
    form = TextForm(request.POST)
    given = form.cleaned_data["text"] if form.is_valid() else ""
    written = line_ends.restored(given, head.text) if given else head.text
    broken = read(written, design.kubernetes).manifest.error is not None
    what = say(_COPIED, name=design.name)
    made = Design.create(
        request.user,
        _("%(name)s copy") % {"name": design.name},
        written,
        what,
        broken=broken,
        encoding=head.encoding,
        kubernetes=design.kubernetes,
    )
    return redirect("designer", made.pk)


@require_POST
def delete(request: Request, design_id: int) -> HttpResponse:
    """Delete the design; it is kept aside, so that this can be undone."""
    design = get_design_or_404(request, design_id)
    design.deleted_at = timezone.now()
    design.save(update_fields=("deleted_at",))
    return redirect(f"{reverse('home')}?deleted={design.pk}")


@require_POST
def restore(request: Request, design_id: int) -> HttpResponse:
    """Undo a deletion."""
    design = get_design_or_404(request, design_id, deleted=True)
    design.deleted_at = None
    design.save(update_fields=("deleted_at",))
    return redirect("home")


_EDITED = gettext_noop("Edited the text")
_KEPT = gettext_noop("Kept this text where another window had changed the same lines")
_ROLE = gettext_noop("Set the role of %(container)s to %(role)s")
_NO_ROLE = gettext_noop("Took back the role of %(container)s")
_COPIED = gettext_noop("Copied from %(name)s")
