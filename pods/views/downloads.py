"""A design as files: the text byte for byte, and its pictures."""

from __future__ import annotations

import re

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from pods.domain.diagram import outputs
from pods.models import Design
from pods.templatetags.podwright import say
from pods.views.access import Request, get_design_or_404
from pods.views.place import Place
from pods.views.workbench import workbench

_TYPES = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}
_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\u200b-\u200f\u2028-\u202e\u2066-\u2069]+')


@require_safe
def download(request: Request, design_id: int) -> HttpResponse:
    """The text as it was uploaded and edited since, every byte."""
    design = get_design_or_404(request, design_id)
    kind = "json" if design.newest.text.lstrip("\ufeff \t\r\n").startswith(("{", "[")) else "yaml"
    return _file(design, design.newest.content, f"application/{kind}", kind)


@require_safe
def picture(request: Request, design_id: int, form: str) -> HttpResponse:
    """The picture of the pod that is looked at, as a file of its own."""
    design = get_design_or_404(request, design_id)
    bench = workbench(design, Place.of(request.GET))
    if form not in _TYPES or bench.facts is None:
        raise Http404
    return _file(design, outputs.render(bench.facts, bench.place.view, form, words=say), _TYPES[form], form)


def _file(design: Design, content: bytes, media_type: str, ending: str) -> HttpResponse:
    header = content_disposition_header(True, f"{file_name(design.name)}.{ending}")
    return HttpResponse(
        content, headers={"Content-Type": media_type, "Content-Disposition": header or "attachment"}
    )


def file_name(name: str) -> str:
    """A name that no file system, shell or browser reads as anything but a name."""
    return _UNSAFE.sub("-", name).strip(" .-")[:100] or "design"
