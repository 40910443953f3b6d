"""What a moment in a cluster looks like on a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404
from django.template.loader import get_template

from pods.cluster.live.diagnosis import Trouble
from pods.cluster.live.hub import Snapshot
from pods.cluster.live.situation import Situation
from pods.cluster.live.subject import Subject
from pods.domain.analysis import Analysis, analyse
from pods.views.access import Request, get_design_or_404
from pods.views.live.target import Lines
from pods.views.place import Place


@dataclass(frozen=True, slots=True)
class Look:
    """How somebody looks at a subject: at which of its pods, and beside which design."""

    subject: Subject
    connection: int
    uid: str = ""
    design: int | None = None
    digest: str = ""  # of the design's text
    pod: int = 0  # which pod of the design
    lines: Lines | None = None

    @classmethod
    def of(cls, request: Request, connection: int, subject: Subject) -> Look:
        """What a request says. Raises `Http404` for a design that is not its user's."""
        uid = request.GET.get("uid", "")[:64]
        wanted = request.GET.get("design", "")
        if not wanted:
            return cls(subject, connection, uid)
        if not (wanted.isascii() and wanted.isdigit() and len(wanted) < 10):
            raise Http404
        design = get_design_or_404(request, int(wanted))
        head = design.newest
        revision = head.readable or head
        number = Place.of(request.GET).pod
        analysis = analyse(revision.text, design.kubernetes, settings.PODWRIGHT_LIMITS)
        return cls(subject, connection, uid, design.pk, revision.digest, number, _lines(analysis, number))

    @property
    def key(self) -> tuple[object, ...]:
        """What tells apart what two viewers are shown."""
        return self.connection, self.uid, self.design, self.digest, self.pod

    @property
    def query(self) -> str:
        """The beginning of the query of links to the page that this is shown on, for another pod."""
        if self.design is None:
            return ""
        query = {"connection": self.connection, "namespace": self.subject.namespace, "pod": self.pod}
        return f"{urlencode(query)}&"

    def situation(self, snapshot: Snapshot) -> Situation:
        """What there is to show of a state."""
        return Situation(self.subject, snapshot, datetime.now(UTC), self.uid)

    def html(self, snapshot: Snapshot) -> str:
        """The parts of the page that depend on it, in the language that is active."""
        situation = self.situation(snapshot)
        return get_template("live/_state.html").render(
            {"look": self, "now": situation, "troubles": self._troubles(situation)}
        )

    def _troubles(self, situation: Situation) -> Sequence[tuple[Trouble, int | None]]:
        line = self.lines.line if self.lines else lambda _: None
        return [(trouble, line(trouble.spot)) for trouble in situation.troubles]


def _lines(analysis: Analysis, number: int) -> Lines | None:
    return Lines(analysis, analysis.pods[number]) if number < len(analysis.pods) else None
