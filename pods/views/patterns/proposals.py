"""The step that changes a design by a pattern: shown first, carried out only if the outcome is what was shown."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from typing import Protocol

from django.http import HttpResponse
from django.shortcuts import render

from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message
from pods.views.access import Request
from pods.views.designer import context
from pods.views.patterns.foreseen import Foreseen
from pods.views.saving import save
from pods.views.workbench import Workbench


class Step(Protocol):
    """A change of a design, and what would come of it."""

    @property
    def bench(self) -> Workbench:
        """The design as it is."""

    @property
    def foreseen(self) -> Foreseen | None:
        """The design as it would be; None where the change cannot be made."""

    @property
    def selected(self) -> str:
        """The name of the container to look at afterwards."""

    @property
    def what(self) -> Message:
        """What it does, for the history."""


def answer(request: Request, step: Step, part: str) -> HttpResponse:
    """One revision where that is wanted and was shown before; otherwise what would happen, by the template `part`."""
    wanted = request.method == "POST" and "show" not in request.POST
    foreseen = step.foreseen
    if not wanted or foreseen is None:
        return _shown(request, step, part, HTTPStatus.UNPROCESSABLE_ENTITY if wanted else HTTPStatus.OK)
    if request.POST.get("seen", "") != foreseen.digest:
        return _shown(request, step, part, HTTPStatus.CONFLICT)
    selects = partial(_container, foreseen.at, step.selected)
    return save(request, step.bench.design, foreseen.after, step.bench.head.digest, step.what, selects)


def _shown(request: Request, step: Step, part: str, status: HTTPStatus) -> HttpResponse:
    """What would happen: on a page of its own, in the designer's dialog, or alone while questions are answered."""
    # A page of its own asks htmx for parts of itself, too.
    dialog = bool(request.htmx) and "page" not in request.GET
    shown = {"it": step, "part": part, "dialog": dialog, "outdated": status == HTTPStatus.CONFLICT}
    template = "pods/proposal.html"
    if request.htmx:
        template = "pods/_foreseen_live.html" if request.htmx.target == "foreseen" else part
    answer = render(request, template, context(step.bench) | shown, status=status)
    if request.htmx and status != HTTPStatus.OK:
        answer["HX-Reswap"] = "outerHTML"  # success has nothing to show at that place
    return answer


def _container(at: tuple[int, str], name: str, stored: Manifest) -> str:
    """The path of a container of the pod at `at`; "" where there is none of that name."""
    containers = (c for pod in stored.pods if (pod.document, pod.path) == at for c in pod.containers)
    return next((container.path for container in containers if container.name == name), "")
