"""What the editor asks while somebody types: completions, the field at a place, its help, the lines of a field.

Nothing is stored. Offsets are UTF-16 units, as browsers count them.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_cookie

from pods.domain import completion
from pods.domain.completion import Field, Offer
from pods.domain.schema import help as schema_help
from pods.domain.schema.kinds import Schema, schema
from pods.forms.api import section_of
from pods.forms.asking import CursorForm, FieldForm, PathForm
from pods.models import Design
from pods.templatetags.podwright import say
from pods.views.access import Request, get_design_or_404
from pods.views.place import Place
from pods.views.workbench import workbench


@require_POST
@never_cache
def complete(request: Request, design_id: int) -> HttpResponse:
    """What can be written at the cursor."""
    design, form = get_design_or_404(request, design_id), CursorForm(request.POST)
    if not form.is_valid():
        return _refused()
    text, at = form.cleaned_data["text"], _characters(form.cleaned_data["text"], form.cleaned_data["at"])
    found = completion.complete(text, at, _schema(design))
    if found is None:
        return JsonResponse({"offers": []})
    return JsonResponse(
        {
            "before": _units(text[found.start : at]),
            "after": _units(text[at : found.end]),
            "offers": [_offer(offer) for offer in found.offers],
        }
    )


@require_POST
@never_cache
def whereabouts(request: Request, design_id: int) -> HttpResponse:
    """The path at the cursor, and the field of the API there with its help."""
    design, form = get_design_or_404(request, design_id), CursorForm(request.POST)
    if not form.is_valid():
        return _refused()
    text, at = form.cleaned_data["text"], _characters(form.cleaned_data["text"], form.cleaned_data["at"])
    versions = _schema(design)
    found = completion.whereabouts(text, at, versions)
    if found is None:
        return JsonResponse({})
    return JsonResponse(
        {
            "document": found.document,
            "path": found.path,
            "start": _units(text[: found.start]),
            "end": _units(text[: found.end]),
            "section": _section(request, design, found.document, found.path),
            "help": render_to_string("pods/_help.html", _help(versions, found.field), request),
        }
    )


def _section(request: Request, design: Design, document: int, path: str) -> str:
    """The section with the form of the field at the cursor, of those for what is selected; "" for none."""
    bench = workbench(design, Place.of(request.GET))
    if bench.subject is None or bench.subject.place[0] != document:
        return ""
    return section_of(bench.folds, path)


@require_POST
@never_cache
def lines(request: Request, design_id: int) -> HttpResponse:
    """The lines on which something stands."""
    get_design_or_404(request, design_id)
    form = PathForm(request.POST)
    if not form.is_valid():
        return _refused()
    said = form.cleaned_data
    try:
        found = completion.lines_of(said["text"], said["document"], said["path"])
    except ValueError:
        return _refused()
    return JsonResponse({"first": found[0], "last": found[1]} if found else {})


@require_safe
@vary_on_cookie
def field_help(request: Request, design_id: int) -> HttpResponse:
    """The help for a field, by its name in the API."""
    design, form = get_design_or_404(request, design_id), FieldForm(request.GET)
    versions = _schema(design)
    field = completion.field_at(versions, form.cleaned_data["field"]) if form.is_valid() else None
    answer = render(request, "pods/_help.html", _help(versions, field))
    answer["Cache-Control"] = "private, max-age=600"
    return answer


def _help(versions: Schema, field: Field | None) -> dict[str, object]:
    """What the help is rendered from; without a field it says so."""
    if field is None or not field.name or "." not in field.owner:
        return {"help": None}
    found = schema_help.help_for(versions, field.owner, field.name, field.type)
    korean = get_language() == "ko"
    return {
        "help": found,
        "owner": field.owner.rpartition(".")[2],
        "words": found.korean if korean and found.korean else found.english,
        "missing_korean": korean and not found.korean and bool(found.english),
    }


def _offer(offer: Offer) -> dict[str, Any]:
    said = [say(offer.detail)] if offer.detail else []
    if offer.since:
        said.append(_("from Kubernetes %(version)s") % {"version": offer.since})
    return {
        "label": offer.label,
        "insert": offer.insert.text,
        "cursor": _units(offer.insert.text[: offer.insert.cursor]),
        "detail": " · ".join(said),
        "field": offer.field,
        "rank": offer.rank,
    }


def _schema(design: Design) -> Schema:
    return schema(int(design.kubernetes.partition(".")[2]))


def _refused() -> HttpResponse:
    return JsonResponse({}, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _units(text: str) -> int:
    """How many UTF-16 units a text has."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _characters(text: str, units: int) -> int:
    """The offset in characters of one in UTF-16 units."""
    if text.isascii():
        return min(units, len(text))
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "replace"))
