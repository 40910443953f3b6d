"""A page for each pattern: what it is for, its questions with a picture and a text that follow the answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_headers

from patterns.catalogue import shipped
from patterns.catalogue.finding import images
from patterns.catalogue.model import Alternative, Pattern, Variant
from pods.domain.analysis import KUBERNETES, Analysis
from pods.domain.composing import asking
from pods.domain.composing.composed import Composed
from pods.domain.composing.fresh import start
from pods.domain.diagram import Drawing, draw
from pods.domain.edits import EditRefused
from pods.domain.messages import Message, gettext_noop, say
from pods.forms import VERSIONS
from pods.forms.parameters import Question, answers, questions
from pods.models import Design
from pods.models.own_pattern import entry
from pods.templatetags.podwright import say as said
from pods.views.access import Request, get_design_or_404
from pods.views.patterns.pictures import WORKLOAD
from pods.views.workbench import read

_MOST_DESIGNS = 200


@dataclass(frozen=True)
class Trial:
    """A pattern in a new workload of its own, for the answers as they are."""

    pattern: Pattern
    workload: str
    kubernetes: str
    questions: Sequence[Question] = ()
    composed: Composed | None = None
    refusal: Message | None = None
    problems: Mapping[str, Message] = field(default_factory=dict)

    @property
    def wrong(self) -> Sequence[Question]:
        """The questions whose answers do not do."""
        return [question for question in self.questions if question.problem]

    @property
    def variants(self) -> Sequence[Variant]:
        """The ways it can be built for that version of Kubernetes."""
        return asking.variants_for(self.pattern, _minor(self.kubernetes))

    @property
    def variant(self) -> str:
        """The way it is built."""
        return self.composed.variant.id if self.composed else ""

    @property
    def text(self) -> str:
        """The manifest."""
        return self.composed.manifest.text if self.composed else ""

    @cached_property
    def analysis(self) -> Analysis:
        """What there is to say of it."""
        return read(self.text, self.kubernetes)

    @cached_property
    def drawing(self) -> Drawing | None:
        """Its picture."""
        pods = self.analysis.pods
        return draw(pods[0], words=said, findings=self.analysis.findings) if pods else None

    @property
    def svg(self) -> SafeString:
        """The picture's markup, in which every name is escaped already."""
        return mark_safe(self.drawing.svg if self.drawing else "")  # noqa: S308 (pods.domain.diagram.svg escapes)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@vary_on_headers("HX-Request", "HX-Target")
def pattern(request: Request, pattern: str) -> HttpResponse:
    """The page; the questions, or what follows from the answers, alone. A new design, when that is what is wanted."""
    asked = request.POST if request.method == "POST" else request.GET
    trial = _trial(_entry_or_404(request, pattern), asked.dict())
    begins = request.method == "POST" and "begin" in asked
    if begins and trial.composed is not None:
        return _begun(request, trial)
    template = "patterns/pattern.html"
    if request.htmx:
        live = request.htmx.target == "outcome"
        template = "patterns/_outcome_live.html" if live else "patterns/_trial.html"
    answer = render(request, template, _context(request, trial), status=422 if begins else 200)
    if begins and request.htmx:
        answer["HX-Reswap"] = "outerHTML"  # the button itself swaps nothing
    return answer


def _begun(request: Request, trial: Trial) -> HttpResponse:
    """On to a new design with the pattern in it."""
    title = trial.pattern.title.said(get_language() or "")
    what = say(_BEGUN, pattern=title[:200])
    made = Design.create(request.user, trial.workload, trial.text, what, kubernetes=trial.kubernetes)
    address = reverse("designer", args=[made.pk])
    return HttpResponse(headers={"HX-Redirect": address}) if request.htmx else redirect(address)


@require_safe
def to_design(request: Request, pattern: str) -> HttpResponse:
    """On to the step that adds the pattern to one of the user's designs."""
    found, wanted = _entry_or_404(request, pattern), request.GET.get("design", "")
    if not (wanted.isascii() and wanted.isdigit() and len(wanted) < 19):
        raise Http404
    design = get_design_or_404(request, int(wanted))
    return redirect("add_pattern", design.pk, found.id)


def _entry_or_404(request: Request, id: str) -> Pattern:
    found = entry(request.user, id)
    if found is None:
        raise Http404
    return found


def _context(request: Request, trial: Trial) -> dict[str, object]:
    mine = Design.objects.of(request.user).kept().order_by("-changed_at")
    return {
        "it": trial,
        "pattern": trial.pattern,
        "images": images(trial.pattern),
        "alternatives": [_linked(each) for each in trial.pattern.alternatives],
        "designs": mine.only("name")[:_MOST_DESIGNS],
        "versions": VERSIONS,
        "is_own": trial.pattern is not shipped.pattern(trial.pattern.id),
    }


def _linked(alternative: Alternative) -> tuple[Alternative, Pattern | None]:
    """An alternative with the entry it names, where there is one."""
    return alternative, shipped.pattern(alternative.pattern) if alternative.pattern else None


def _trial(found: Pattern, asked: dict[str, str]) -> Trial:
    version = asked.get("kubernetes", "")
    trial = Trial(
        found,
        asked.get("workload", WORKLOAD).strip()[:100],
        version if version in VERSIONS else KUBERNETES,
    )
    trial = _tried(trial, asked)
    given = answers(found, asked)
    usual = {parameter.name: parameter.default for parameter in found.parameters}
    return replace(trial, questions=questions(found, usual, given, {}, trial.problems))


def _tried(trial: Trial, asked: dict[str, str]) -> Trial:
    """With the outcome, or with why there is none."""
    wanted = asked.get("variant", "")
    try:
        composed = start(
            None,
            trial.pattern,
            trial.workload,
            variant=wanted if wanted in {v.id for v in trial.variants} else "",
            given=answers(trial.pattern, asked),
            minor=_minor(trial.kubernetes),
        )
    except asking.ValuesRefused as refused:
        return replace(trial, problems=refused.problems)
    except EditRefused as refused:
        return replace(trial, refusal=refused.message)
    return replace(trial, composed=composed)


def _minor(version: str) -> int:
    return int(version.partition(".")[2])


_BEGUN = gettext_noop("Begun from the pattern “%(pattern)s”")
