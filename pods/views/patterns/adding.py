"""Adding a pattern to a design: the one step that shows what would happen before it does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.http import Http404, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

from patterns.catalogue.model import Pattern, Variant
from pods.domain.composing import asking
from pods.domain.composing.composed import Composed, compose, main_of
from pods.domain.edits import EditRefused
from pods.domain.edits.records import records
from pods.domain.manifest.views import Container, ContainerKind
from pods.domain.messages import Message, gettext_noop, say
from pods.forms.editing import Subject
from pods.forms.parameters import Question, answers, questions
from pods.models.own_pattern import entry
from pods.views.access import Request, get_design_or_404
from pods.views.patterns.foreseen import Foreseen, Note, foresee
from pods.views.patterns.proposals import answer
from pods.views.place import Place
from pods.views.workbench import Workbench, workbench

_RUNNING = (ContainerKind.CONTAINER, ContainerKind.SIDECAR)


@dataclass(frozen=True)
class Adding:
    """A pattern that is about to be added: what it asks, and what would come of the answers."""

    bench: Workbench
    pattern: Pattern
    main: Container | None
    mains: Sequence[Container]
    questions: Sequence[Question] = ()
    variants: Sequence[Variant] = ()
    composed: Composed | None = None
    refusal: Message | None = None
    problems: Mapping[str, Message] = field(default_factory=dict)  # by parameter

    @cached_property
    def foreseen(self) -> Foreseen | None:
        """What would come of it."""
        if self.composed is None or self.bench.shown is None:
            return None
        composed = self.composed
        return foresee(self.bench.current, composed.manifest, composed.pod, self.bench.place.view)

    @property
    def variant(self) -> str:
        """The id of the variant that would be built."""
        return self.composed.variant.id if self.composed else ""

    @property
    def wrong(self) -> Sequence[Question]:
        """The questions whose answers do not do."""
        return [question for question in self.questions if question.problem]

    @property
    def adds(self) -> Sequence[tuple[Message | str, str]]:
        """What comes into the text: kind and name."""
        if self.composed is None:
            return ()
        record = self.composed.record
        named = ((_KINDS.get(each.kind, each.kind), each.name) for each in record.named if each.added)
        return [*((_KINDS["Container"], name) for name in record.helpers), *named]

    @property
    def warned(self) -> bool:
        """Something will not work as hoped for."""
        return self.composed is not None and bool(self.composed.warnings)

    @property
    def notes(self) -> Sequence[Note]:
        """What the user should know before."""
        if self.composed is None:
            return ()
        told = self.composed
        return [
            *(Note(message, "warning") for message in told.warnings),
            *(Note(message, "info") for message in (*told.renamed, *told.reused, *told.changed)),
        ]

    @property
    def selected(self) -> str:
        """The container to look at afterwards: the one that is new, else the one that got something."""
        record = self.composed.record if self.composed else None
        return (record.helpers[0] if record.helpers else record.main) if record else ""

    @property
    def what(self) -> Message:
        """What it does, for the history."""
        title = self.pattern.title.said(get_language() or "")
        main = self.composed.record.main if self.composed else ""
        return say(_ADDED_TO, pattern=title, name=main[:200]) if main else say(_ADDED, pattern=title)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@vary_on_headers("HX-Request", "HX-Target")
def add(request: Request, design_id: int, pattern: str) -> HttpResponse:
    """Show what a pattern would make of the design, and make it so when that is what is wanted."""
    design, found = get_design_or_404(request, design_id), entry(request.user, pattern)
    if found is None:
        raise Http404
    asked = request.POST if request.method == "POST" else request.GET
    adding = _adding(workbench(design, Place.of(asked)), found, asked.dict())
    return answer(request, adding, "pods/_adding.html")


def chosen_main(subject: Subject, path: str) -> Container | None:
    """The container that a pattern would help: the one said, else the selected one, else the main one.

    A selected helper stands for the container it helps.
    """
    running = {c.path: c for c in subject.pod.of_kind(*_RUNNING) if c.name}
    said = running.get(path)
    selected = next(
        (c for at, c in running.items() if subject.at == at or subject.at.startswith(f"{at}.")), None
    )
    if said or not selected:
        return said or main_of(subject.manifest, subject.pod)
    helped = {helper: record.main for record in records(subject.pod) for helper in record.helpers}
    name = helped.get(selected.name, selected.name)
    return next((c for c in running.values() if c.name == name), main_of(subject.manifest, subject.pod))


def _adding(bench: Workbench, pattern: Pattern, asked: dict[str, str]) -> Adding:
    subject = bench.subject
    if subject is None:
        return Adding(bench, pattern, None, (), refusal=say(_UNREADABLE if bench.stale else _NO_POD))
    mains = [c for c in subject.pod.of_kind(*_RUNNING) if c.name] if pattern.example is not None else []
    main = chosen_main(subject, asked.get("main", "")) if mains else None
    minor = int(bench.design.kubernetes.partition(".")[2])
    adding = Adding(bench, pattern, main, mains, variants=asking.variants_for(pattern, minor))
    return _asked(_composed(adding, subject, asked, minor), subject, answers(pattern, asked))


def _composed(adding: Adding, subject: Subject, asked: dict[str, str], minor: int) -> Adding:
    """With the outcome, or with why there is none."""
    wanted = asked.get("variant", "")
    try:
        outcome = compose(
            subject.manifest,
            subject.pod,
            adding.pattern,
            main=adding.main,
            variant=wanted if wanted in {v.id for v in adding.variants} else "",
            values=answers(adding.pattern, asked),
            minor=minor,
        )
    except asking.ValuesRefused as refused:
        return replace(adding, problems=refused.problems)
    except EditRefused as refused:
        return replace(adding, refusal=refused.message)
    return replace(adding, composed=outcome)


def _asked(adding: Adding, subject: Subject, given: dict[str, str]) -> Adding:
    """With the questions, and what the manifest offers as answers."""
    manifest, pod, main, pattern = subject.manifest, subject.pod, adding.main, adding.pattern
    usual = asking.defaults(manifest, pod, main, pattern, given)
    offers = {p.name: asking.suggestions(manifest, pod, main, p) for p in pattern.parameters}
    return replace(adding, questions=questions(pattern, usual, given, offers, adding.problems))


_ADDED = gettext_noop("Added “%(pattern)s”")
_ADDED_TO = gettext_noop("Added “%(pattern)s” to %(name)s")
# Objects are called as the API calls them.
_KINDS = {
    "Container": say(gettext_noop("Container")),
    "Volume": say(gettext_noop("Volume")),
}
_UNREADABLE = gettext_noop("The text cannot be read; mend it first.")
_NO_POD = gettext_noop("There is no pod in this text yet to add a pattern to.")
