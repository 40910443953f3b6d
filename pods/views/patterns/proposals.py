"""Carrying out what was shown before: one revision, or the same question again where the text has changed."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from pods.domain.messages import Message
from pods.views.access import Request
from pods.views.patterns.foreseen import Foreseen
from pods.views.place import Place
from pods.views.saving import save
from pods.views.workbench import Workbench


def carries_out(request: Request) -> bool:
    """It shall happen; otherwise it is only looked at."""
    return request.method == "POST" and "show" not in request.POST


def in_dialog(request: Request) -> bool:
    """It is shown in the designer's dialog, not on a page of its own (which asks htmx for parts of itself, too)."""
    return bool(request.htmx) and "page" not in request.GET


def was_seen(request: Request, foreseen: Foreseen) -> bool:
    """The very text that would be stored is the one that was shown before."""
    return request.POST.get("seen", "") == foreseen.digest


def shown_again(
    request: Request, template: str, shown: dict[str, Any], refused: bool, outdated: bool
) -> HttpResponse:
    """What would happen; as a refusal where it shall happen and cannot, or is not what was shown before."""
    status = (
        HTTPStatus.CONFLICT if outdated else HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    )
    answer = render(request, template, shown, status=status)
    if request.htmx and status != HTTPStatus.OK:
        answer["HX-Reswap"] = "outerHTML"  # success has nothing to show at that place
    return answer


def accepted(
    request: Request, bench: Workbench, foreseen: Foreseen, selected: str, what: Message
) -> HttpResponse:
    """Store the text that was shown, and look at the container of that name in it."""
    containers = foreseen.facts.pod.containers if foreseen.facts else ()
    at = next((c.path for c in containers if c.name == selected), "")
    moved = request.POST.copy()
    moved["at"] = at
    request.POST = moved  # type: ignore[assignment]  # Django hands a copy on in the same way
    answer = save(request, bench.design, foreseen.after, bench.head.digest, what)
    if request.htmx and answer.status_code == HTTPStatus.OK:
        place = Place.of(request.POST)
        answer["HX-Replace-Url"] = f"{reverse('designer', args=[bench.design.pk])}{place.query()}"
    return answer
