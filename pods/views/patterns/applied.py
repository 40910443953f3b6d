"""The patterns that a pod keeps a record of: their list, and the step that takes one out or builds it another way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.http import Http404, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

from patterns.catalogue.model import Pattern, Variant
from pods.domain.composing.removing import take_out as taken_out
from pods.domain.composing.switching import switch_variant
from pods.domain.edits import EditRefused
from pods.domain.edits.records import Record, records
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Pod
from pods.domain.messages import Message, gettext_noop, say
from pods.models.own_pattern import entry
from pods.views.access import Request, get_design_or_404
from pods.views.patterns.foreseen import Foreseen, Note, foresee
from pods.views.patterns.proposals import answer
from pods.views.place import Place
from pods.views.workbench import Workbench, workbench

_PART = "pods/_proposal.html"


@dataclass(frozen=True)
class Proposal:
    """A change of a pattern that is there: what it is called, and what would come of it."""

    bench: Workbench
    record: Record
    pattern: Pattern | None
    variant: Variant | None  # to build it as; None to take it out
    manifest: Manifest | None = None
    pod: Pod | None = None
    kept: Sequence[Message] = ()  # stays although it came with the pattern, or is said of it
    refusal: Message | None = None

    @cached_property
    def foreseen(self) -> Foreseen | None:
        """What would come of it."""
        if self.manifest is None or self.pod is None:
            return None
        return foresee(self.bench.current, self.manifest, self.pod, self.bench.place.view)

    @property
    def notes(self) -> Sequence[Note]:
        """What the user should know before."""
        return [Note(message, "info") for message in self.kept]

    @property
    def title(self) -> str:
        """The pattern's title, or its id where the catalogue has it no more."""
        return self.pattern.title.said(get_language() or "") if self.pattern else self.record.id

    @property
    def what(self) -> Message:
        """What it does, for the history."""
        if self.variant is None:
            return say(_TAKEN_OUT, pattern=self.title[:200])
        return say(_SWITCHED, pattern=self.title[:200], variant=self.variant.title.said(get_language() or ""))

    @property
    def selected(self) -> str:
        """The container to look at afterwards: the helper that is built anew, else the one that it helped."""
        return self.record.helpers[0] if self.variant and self.record.helpers else self.record.main


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@vary_on_headers("HX-Request", "HX-Target")
def take_out(request: Request, design_id: int, number: int) -> HttpResponse:
    """Take a pattern out, as its record says; show first what goes and what stays."""
    proposal = _proposal(request, design_id, number)
    if proposal.pod is None:
        return answer(request, proposal, _PART)
    try:
        out = taken_out(proposal.bench.current.manifest, proposal.pod, proposal.record)
    except EditRefused as refused:
        return answer(request, replace(proposal, pod=None, refusal=refused.message), _PART)
    return answer(request, replace(proposal, manifest=out.manifest, pod=out.pod, kept=out.kept), _PART)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@vary_on_headers("HX-Request", "HX-Target")
def switch(request: Request, design_id: int, number: int, variant: str) -> HttpResponse:
    """Build a pattern another way: native or classic; show first what changes."""
    proposal = _proposal(request, design_id, number)
    pattern = proposal.pattern
    chosen = pattern.variant(variant) if pattern else None
    if pattern is None or chosen is None:
        raise Http404
    proposal = replace(proposal, variant=chosen)
    if proposal.pod is None:
        return answer(request, proposal, _PART)
    minor = int(proposal.bench.design.kubernetes.partition(".")[2])
    manifest, pod = proposal.bench.current.manifest, proposal.pod
    try:
        composed = switch_variant(manifest, pod, proposal.record, pattern, chosen.id, minor=minor)
    except EditRefused as refused:
        return answer(request, replace(proposal, pod=None, refusal=refused.message), _PART)
    built = replace(proposal, manifest=composed.manifest, pod=composed.pod, kept=composed.notes)
    return answer(request, built, _PART)


def _proposal(request: Request, design_id: int, number: int) -> Proposal:
    """What is about to happen to the pattern of that number; its `pod` is the one as it is now."""
    asked = request.POST if request.method == "POST" else request.GET
    bench = workbench(get_design_or_404(request, design_id), Place.of(asked))
    facts = bench.facts
    found = records(facts.pod) if facts else ()
    if facts is None or number >= len(found):
        raise Http404
    proposal = Proposal(bench, found[number], entry(request.user, found[number].id), None)
    if bench.stale:
        return replace(proposal, refusal=say(_UNREADABLE))
    return replace(proposal, pod=facts.pod)


_TAKEN_OUT = gettext_noop("Took out “%(pattern)s”")
_SWITCHED = gettext_noop("Built “%(pattern)s” as: %(variant)s")
_UNREADABLE = gettext_noop("The text cannot be read; mend it first.")
