"""New designs: pasted, uploaded, blank, or from an example."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from pods import examples
from pods.domain.analysis import KUBERNETES, Analysis
from pods.domain.findings import Finding
from pods.domain.manifest import reader
from pods.domain.messages import Message, gettext_noop, say
from pods.forms import PasteForm
from pods.models import Design, line_ends
from pods.views.access import Request
from pods.views.home import Summary, summary_of
from pods.views.workbench import read

_LIMITS = "-limit"  # how ids of refusals for size, depth, … end: such a text is not kept at all


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a text did not become a design."""

    file: str
    line: int
    message: Message
    help: Message


@dataclass(frozen=True, slots=True)
class Starter:
    """An example as the page offers it."""

    example: examples.Example
    summary: Summary


@require_safe
def new(request: Request) -> HttpResponse:
    """The ways to begin."""
    return _page(request)


@require_POST
def paste(request: Request) -> HttpResponse:
    """A design from a pasted text. A clipboard has no line ends of its own: they are LF."""
    form = PasteForm(request.POST)
    if not form.is_valid():
        message = _NUL if request.POST.get("text") else _EMPTY
        return _page(
            request, [Refusal("", 1, say(message), say(_EMPTY_HELP))], text=request.POST.get("text", "")
        )
    text = line_ends.unified(form.cleaned_data["text"])
    analysis = read(text, KUBERNETES)
    error = analysis.manifest.error
    keep = error is None or (form.cleaned_data["anyway"] and not error.rule.endswith(_LIMITS))
    if not keep:
        return _page(request, [_refusal("", analysis)], text=text)
    return redirect("designer", _create(request, analysis, "", say(_PASTED)).pk)


@require_POST
def upload(request: Request) -> HttpResponse:
    """A design from each file. A file that cannot be read stores nothing, and does not stop the others."""
    created: list[Design] = []
    refused: list[Refusal] = []
    text = ""
    for file in request.FILES.getlist("files"):
        result, written = _from_file(request, file)
        text = text or written
        if isinstance(result, Design):
            created.append(result)
        else:
            refused.append(result)
    if not created and not refused:
        refused.append(Refusal("", 1, say(_NO_FILE), say(_NO_FILE_HELP)))
    if refused:
        return _page(request, refused, created, text=text if len(refused) == 1 and not created else "")
    return redirect("designer", created[0].pk) if len(created) == 1 else redirect("home")


def _from_file(request: Request, file: UploadedFile[bytes]) -> tuple[Design | Refusal, str]:
    """The design or why there is none, and then the text, where it is one that can be mended by hand."""
    name = PurePath(file.name or "").name[:200]
    try:
        decoded = reader.decode(file.read(settings.PODWRIGHT_LIMITS.size + 1), settings.PODWRIGHT_LIMITS)
    except reader.Unreadable as unreadable:
        problem = unreadable.problem
        return Refusal(name, problem.position.line, problem.message, problem.help), ""
    analysis = read(decoded.text, KUBERNETES)
    error = analysis.manifest.error
    if error is not None:
        return _refusal(name, analysis), "" if error.rule.endswith(_LIMITS) else decoded.text
    stem = PurePath(name).stem
    return _create(request, analysis, stem, say(_UPLOADED, file=name), decoded.encoding), ""


@require_POST
def blank(request: Request) -> HttpResponse:
    """A design with the smallest pod there is."""
    return _redirect_to_new(request, examples.BLANK, say(_BLANK))


@require_POST
def from_example(request: Request, slug: str) -> HttpResponse:
    """A design from one of the examples."""
    found = next((example for example in examples.all_examples() if example.slug == slug), None)
    if found is None:
        raise Http404
    return _redirect_to_new(request, found.text, say(_FROM_EXAMPLE, example=found.slug))


def _redirect_to_new(request: Request, text: str, what: Message) -> HttpResponse:
    return redirect("designer", _create(request, read(text, KUBERNETES), "", what).pk)


def _create(
    request: Request, analysis: Analysis, name: str, what: Message, encoding: str = "utf-8"
) -> Design:
    manifest = analysis.manifest
    named = [*(pod.name for pod in manifest.pods), *(thing.name for thing in manifest.objects), name]
    wanted = next(filter(None, named), "") or gettext("Untitled")
    broken = manifest.error is not None
    return Design.create(request.user, wanted, manifest.text, what, broken=broken, encoding=encoding)


def _refusal(file: str, analysis: Analysis) -> Refusal:
    finding: Finding = analysis.findings[0]
    return Refusal(file, finding.position.line, finding.message, finding.help)


def _page(
    request: Request, refused: Iterable[Refusal] = (), created: Iterable[Design] = (), text: str = ""
) -> HttpResponse:
    refused = list(refused)
    starters = [Starter(e, summary_of(e.text, e.digest, KUBERNETES)) for e in examples.all_examples()]
    context = {"refused": refused, "created": list(created), "text": text, "starters": starters}
    return render(request, "pods/new.html", context, status=422 if refused else 200)


_PASTED = gettext_noop("Pasted")
_UPLOADED = gettext_noop("Uploaded %(file)s")
_BLANK = gettext_noop("Begun blank")
_FROM_EXAMPLE = gettext_noop("Begun from the example %(example)s")
_EMPTY = gettext_noop("There is nothing to read yet.")
_NUL = gettext_noop("The text holds a NUL character, which no manifest may have.")
_EMPTY_HELP = gettext_noop("Paste the YAML or JSON of a pod, a workload, or several objects.")
_NO_FILE = gettext_noop("No file was chosen.")
_NO_FILE_HELP = gettext_noop("Choose one or more YAML or JSON files, or drop them on the page.")
