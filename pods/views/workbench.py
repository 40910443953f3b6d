"""Everything the designer shows of one design, from its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from pods.domain.analysis import Analysis, analyse
from pods.domain.diagram import Drawing, all_views, draw
from pods.domain.diagram.views.view import View
from pods.domain.facts import PodFacts
from pods.domain.findings import Finding
from pods.domain.manifest.limits import Limits
from pods.domain.manifest.views import Object
from pods.domain.messages import Message
from pods.domain.roles import Assignment
from pods.domain.severity import Severity
from pods.forms import edits
from pods.forms.editing import Subject, place_of
from pods.models import Design, Revision, line_ends
from pods.templatetags.podwright import say
from pods.views.details import (
    ContainerDetails,
    Details,
    ObjectDetails,
    VolumeDetails,
    details,
    object_details,
)
from pods.views.outline import Lines, Outline, Section, lines_of, objects_beside, other_objects
from pods.views.patterns.added import Added, added
from pods.views.place import Place

MOST_FINDINGS = 200
LONGEST_KEPT = 200_000  # characters of a text whose analysis is kept for the next request


def read(text: str, kubernetes: str) -> Analysis:
    """The analysis of a text within the limits of this installation; those of the last few texts are kept."""
    if len(text) > LONGEST_KEPT:
        return analyse(text, kubernetes, settings.PODWRIGHT_LIMITS)
    return _kept(text, kubernetes, settings.PODWRIGHT_LIMITS)


@lru_cache(maxsize=16)
def _kept(text: str, kubernetes: str, limits: Limits) -> Analysis:
    return analyse(text, kubernetes, limits)


@dataclass(frozen=True)
class Workbench:
    """A design at a place. While the text cannot be read, `shown` is the last one that could."""

    design: Design
    head: Revision
    place: Place
    current: Analysis
    shown: Analysis | None

    @property
    def text(self) -> str:
        """The text as editors hold it: every line ends with LF."""
        return line_ends.unified(self.head.text)

    @property
    def stale(self) -> bool:
        """The picture shows an earlier text than the one that stands in the editor."""
        return self.shown is not self.current

    @cached_property
    def facts(self) -> PodFacts | None:
        """The pod that is looked at; the first one where the place names none that exists."""
        pods = self.shown.pods if self.shown else ()
        return pods[self.pod] if pods else None

    @property
    def pod(self) -> int:
        """Which pod of the stream is looked at, from 0."""
        return self.place.pod if self.shown and self.place.pod < len(self.shown.pods) else 0

    @property
    def pods(self) -> Sequence[tuple[PodFacts, Lines]]:
        """The pods of the text that is shown, and where they stand."""
        of = self.shown
        return [(each, lines_of(of, each.pod.document, each.pod.path)) for each in of.pods] if of else []

    @cached_property
    def outline(self) -> Outline | None:
        """The outline of the pod."""
        return Outline(self.shown, self.facts) if self.shown and self.facts else None

    @cached_property
    def objects(self) -> Section | None:
        """The other objects of the stream."""
        return other_objects(self.shown) if self.shown else None

    @cached_property
    def selected(self) -> Details | None:
        """The container, volume or other object that is selected."""
        if self.shown and self._object:
            return object_details(self.shown.manifest, self._object)
        found = self.outline.find(self.place.at) if self.outline and self.place.at else None
        return details(self.facts, found) if self.facts and found else None

    @property
    def _object(self) -> Object | None:
        """The object beside the pod that is selected."""
        beside = objects_beside(self.shown) if self.shown and self.place.at else ()
        return next((each for each in beside if place_of(each) == self.place.at), None)

    @property
    def subject(self) -> Subject | None:
        """What forms can change; None while the text cannot be read."""
        return None if self.stale else self.subject_shown

    @cached_property
    def subject_shown(self) -> Subject | None:
        """What forms show: the pod, at what is selected, in the last text that could be read."""
        if self.shown is None or self.facts is None:
            return None
        found = self.outline.find(self.place.at) if self.outline and self.place.at else None
        thing = None if found is None else found.container if isinstance(found, Assignment) else found.volume
        pod = self.facts.pod
        at = thing.path if thing else place_of(self._object) if self._object else pod.path
        return Subject(self.shown.manifest, pod, self.design.kubernetes, at, self.place.reveal)

    @cached_property
    def folds(self) -> Sequence[edits.Fold]:
        """The forms for what is selected, or for the pod itself."""
        if self.subject_shown is None:
            return ()
        kinds = {ContainerDetails: edits.CONTAINER, VolumeDetails: edits.VOLUME, ObjectDetails: edits.OBJECT}
        return edits.folds(self.subject_shown, kinds.get(type(self.selected), edits.POD))

    @cached_property
    def new_folds(self) -> Sequence[edits.Fold]:
        """The forms that add something to the pod."""
        if self.subject_shown is None:
            return ()
        return edits.new_folds(self.subject_shown.to(self.subject_shown.pod.path))

    def fold(self, name: str) -> edits.Fold | None:
        """A section of forms by its name."""
        return next((fold for fold in (*self.folds, *self.new_folds) if fold.name == name), None)

    @cached_property
    def added(self) -> Sequence[Added]:
        """The patterns that were added to the pod."""
        return (
            tuple(added(self.design.owner_id, self.facts.pod, self.design.kubernetes)) if self.facts else ()
        )

    @property
    def added_here(self) -> Sequence[Added]:
        """Those that brought or help the container that is selected."""
        here = (
            self.selected.assignment.container.name if isinstance(self.selected, ContainerDetails) else None
        )
        return [each for each in self.added if here and each.concerns(here)]

    @cached_property
    def drawing(self) -> Drawing | None:
        """The picture."""
        if self.facts is None or self.shown is None:
            return None
        return draw(self.facts, self.place.view, words=say, findings=self.shown.findings)

    @property
    def svg(self) -> SafeString:
        """The picture's markup, in which every name is escaped already."""
        return mark_safe(self.drawing.svg if self.drawing else "")  # noqa: S308 (pods.domain.diagram.svg escapes)

    @property
    def views(self) -> Sequence[View]:
        """The views there are, in the order they are offered."""
        return tuple(all_views().values())

    @property
    def findings(self) -> Sequence[Finding]:
        """What is wrong with the text in the editor, as far as it is listed."""
        return self.current.findings[:MOST_FINDINGS]

    @property
    def more_findings(self) -> int:
        """How many findings are not listed."""
        return max(0, len(self.current.findings) - MOST_FINDINGS)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many findings there are of each severity."""
        severities = [finding.severity for finding in self.current.findings]
        return {severity.value: severities.count(severity) for severity in Severity}

    @property
    def error(self) -> Finding | None:
        """Why the text cannot be read."""
        return self.current.findings[0] if self.current.manifest.error else None

    @property
    def undone(self) -> Message | None:
        """What undo would take back."""
        return self.head.state.event if self.head.state.parent_id else None

    @property
    def redone(self) -> Message | None:
        """What redo would do again."""
        return self.head.ahead.event if self.head.ahead else None

    @property
    def event(self) -> Message:
        """The last thing that happened to the text."""
        return self.head.event


def workbench(
    design: Design, place: Place, analysis: Analysis | None = None, base: str | None = None
) -> Workbench:
    """The workbench of a design; `analysis` is that of its newest text where it is known already.

    With the digest of a `base` it is that of the text which somebody sees who has not got the newest one yet.
    """
    head = (
        design.revision_of(str(base)) if base not in (None, design.newest.digest) else None
    ) or design.newest
    current = analysis or read(head.text, design.kubernetes)
    if current.manifest.error is None:
        shown: Analysis | None = current
    else:
        shown = read(head.readable.text, design.kubernetes) if head.readable else None
    return Workbench(design, head, place, current, shown)
