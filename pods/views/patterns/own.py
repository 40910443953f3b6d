"""Patterns of one's own: listed, edited as text, exported, imported and deleted; a helper made one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from patterns.catalogue.model import Pattern
from pods.domain.composing.entry import LIMITS, EntryProblem, EntryRefused, read_entry
from pods.domain.composing.extracting import pattern_from
from pods.domain.edits import EditRefused
from pods.domain.manifest import reader
from pods.domain.messages import gettext_noop, say
from pods.models import OwnPattern, line_ends
from pods.templatetags.podwright import say as said
from pods.views.access import Request, get_design_or_404, get_own_pattern_or_404
from pods.views.patterns.pictures import picture
from pods.views.place import Place
from pods.views.saving import not_saved
from pods.views.workbench import workbench


@dataclass(frozen=True, slots=True)
class Listed:
    """A pattern in the list; `pattern` is None where its text is not sound any more."""

    own: OwnPattern
    pattern: Pattern | None
    picture: SafeString


@dataclass(frozen=True, slots=True)
class Refused:
    """A text that did not become a pattern, and what is wrong with it."""

    file: str
    problems: Sequence[EntryProblem]


@dataclass(frozen=True, slots=True)
class State:
    """What there is to say of the text of an entry: its pattern with a picture, or its problems at their lines."""

    text: str
    pattern: Pattern | None
    picture: SafeString
    problems: Sequence[EntryProblem] = ()

    @classmethod
    def of(cls, text: str) -> State:
        """The state of any text."""
        try:
            pattern = read_entry(text)
        except EntryRefused as refused:
            return cls(text, None, SafeString(""), refused.problems)
        return cls(text, pattern, picture(pattern))

    @property
    def places(self) -> Iterable[tuple[EntryProblem, str]]:
        """The problems, each with the line it is about."""
        lines = line_ends.unified(self.text).split("\n")
        return [(each, lines[each.line - 1] if each.line <= len(lines) else "") for each in self.problems]


@require_safe
@never_cache
def own_patterns(request: Request) -> HttpResponse:
    """The list, and the ways to a new one."""
    return _list(request)


@require_POST
def import_patterns(request: Request) -> HttpResponse:
    """A pattern from each file, or from the text that was pasted. What is refused does not stop the others."""
    given = [(PurePath(file.name or "").name[:200], file) for file in request.FILES.getlist("files")]
    pasted = request.POST.get("text", "")
    texts = [*given, *([("", pasted)] if pasted.strip() else ())]
    made: list[OwnPattern] = []
    refused: list[Refused] = []
    for name, source in texts:
        try:
            made.append(OwnPattern.store(request.user, _text_of(source)))
        except EntryRefused as bad:
            refused.append(Refused(name, bad.problems))
    if not texts:
        refused.append(Refused("", (EntryProblem(1, "", say(_NOTHING)),)))
    if len(made) == 1 and not refused:
        return redirect(f"{made[0].address}?imported")
    kept = line_ends.unified(pasted) if refused else ""
    return _list(request, refused=refused, made=made, text=kept)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def own_pattern(request: Request, own: str) -> HttpResponse:
    """The text of one, with its picture and problems; a text that was sent is stored if it is sound."""
    held = get_own_pattern_or_404(request, own)
    if request.method != "POST":
        return _page(request, held, State.of(held.text))
    text = line_ends.restored(request.POST.get("text", ""), held.text)
    if request.POST.get("base") != _digest(held.text):
        changed = EntryProblem(1, "", say(_CHANGED))
        return _page(request, held, State(text, None, SafeString(""), (changed,)), status=409)
    try:
        held.change(text)
    except EntryRefused as refused:
        return _page(request, held, State(text, None, SafeString(""), refused.problems), status=422)
    return redirect(f"{held.address}?saved")


@require_POST
def check_pattern(request: Request, own: str) -> HttpResponse:
    """What there is to say of a text that is being typed."""
    held = get_own_pattern_or_404(request, own)
    state = State.of(line_ends.restored(request.POST.get("text", ""), held.text))
    return render(request, "patterns/_own_state.html", {"own": held, "state": state})


@require_safe
def export_pattern(request: Request, own: str) -> HttpResponse:
    """The text as a file, byte for byte."""
    held = get_own_pattern_or_404(request, own)
    header = content_disposition_header(True, f"{held.slug}.yaml")
    return HttpResponse(
        held.text.encode(),
        headers={"Content-Type": "application/yaml", "Content-Disposition": header or "attachment"},
    )


@require_POST
def delete_pattern(request: Request, own: str) -> HttpResponse:
    """Delete one; the list offers to bring it back. Designs that it is in keep what it added."""
    held = get_own_pattern_or_404(request, own)
    held.delete()
    return _list(request, deleted=held)


@require_POST
def save_as_pattern(request: Request, design_id: int) -> HttpResponse:
    """A pattern from a helper of a design."""
    design = get_design_or_404(request, design_id)
    bench = workbench(design, Place.of(request.POST))
    at = request.POST.get("container", "")
    facts = bench.facts if not bench.stale else None
    container = next((c for c in facts.pod.containers if c.path == at), None) if facts else None
    if facts is None or container is None or bench.shown is None:
        return not_saved(request, design, 422, _("The text has nothing of that kind there any more."))
    try:
        own = OwnPattern.store(request.user, pattern_from(bench.shown.manifest, facts.pod, container))
    except EditRefused as refused:
        return not_saved(request, design, 422, said(refused.message))
    except EntryRefused as refused:
        return not_saved(request, design, 422, said(refused.problems[0].message))
    return redirect(f"{own.address}?made")


def _text_of(source: UploadedFile[bytes] | str) -> str:
    """The text of a file or of what was pasted. Raises EntryRefused for bytes that are none, or too many."""
    if isinstance(source, str):
        return line_ends.unified(source)
    try:
        return reader.decode(source.read(LIMITS.size + 1), LIMITS).text
    except reader.Unreadable as bad:
        problem = bad.problem
        raise EntryRefused((EntryProblem(problem.position.line, "", problem.message),)) from None


def _list(request: Request, **more: object) -> HttpResponse:
    found = [(own, own.pattern) for own in OwnPattern.objects.of(request.user)]
    listed = [Listed(own, each, picture(each) if each else SafeString("")) for own, each in found]
    status = 422 if more.get("refused") else 200
    return render(request, "patterns/own.html", {"listed": listed} | more, status=status)


def _page(request: Request, own: OwnPattern, state: State, status: int = 200) -> HttpResponse:
    context = {
        "own": own,
        "state": state,
        "text": line_ends.unified(state.text),
        "base": _digest(own.text),
        "saved": "saved" in request.GET,
        "made": "made" in request.GET,
        "imported": "imported" in request.GET,
    }
    return render(request, "patterns/own_pattern.html", context, status=status)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


_NOTHING = gettext_noop("Choose a file with a pattern, or paste its text.")
_CHANGED = gettext_noop(
    "Not saved: the pattern was changed in another window meanwhile. Save again to let this text replace it."
)
