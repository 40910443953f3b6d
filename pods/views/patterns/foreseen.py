"""What a change would make of a design, shown before it is made: picture, differences and findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.safestring import SafeString, mark_safe

from pods.domain.analysis import Analysis
from pods.domain.diagram import Drawing, draw
from pods.domain.differences import Difference, compare
from pods.domain.facts import PodFacts
from pods.domain.findings import Finding
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Pod
from pods.domain.messages import Message
from pods.domain.severity import Severity
from pods.models import line_ends
from pods.models.revision import digest
from pods.templatetags.podwright import say
from pods.views.workbench import read

_MOST = 40  # findings listed
_ORDER = tuple(Severity)


@dataclass(frozen=True, slots=True)
class Expected:
    """A finding after the change; `is_new` when the text does not have it yet."""

    finding: Finding
    is_new: bool


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know before the change is made: worth a warning, or good to know."""

    message: Message
    severity: str


@dataclass(frozen=True)
class Foreseen:
    """A design before and after a change."""

    before: Analysis
    after: Analysis
    at: tuple[int, str]  # document and path of the pod, after the change
    view: str

    @cached_property
    def facts(self) -> PodFacts | None:
        """The pod after the change."""
        return next((f for f in self.after.pods if (f.pod.document, f.pod.path) == self.at), None)

    @cached_property
    def drawing(self) -> Drawing | None:
        """The picture after the change."""
        if self.facts is None:
            return None
        return draw(self.facts, self.view, words=say, prefix="foreseen", findings=self.after.findings)

    @property
    def digest(self) -> str:
        """What tells the text after the change from others."""
        return digest(self.after.manifest.text)

    @property
    def svg(self) -> SafeString:
        """Its markup, in which every name is escaped already."""
        return mark_safe(self.drawing.svg if self.drawing else "")  # noqa: S308 (pods.domain.diagram.svg escapes)

    @property
    def added(self) -> str:
        """The paths of containers that are new, for scripts that mark them."""
        before = {container.name for facts in self.before.pods for container in facts.pod.containers}
        new = self.facts.pod.containers if self.facts else ()
        return " ".join(container.path for container in new if container.name not in before)

    @cached_property
    def difference(self) -> Difference:
        """What changes in the text."""
        before, after = self.before.manifest.text, self.after.manifest.text
        return compare(line_ends.unified(before), line_ends.unified(after))

    @cached_property
    def expected(self) -> Sequence[Expected]:
        """The findings after the change, new ones first, the worst of them at the top."""
        known = Counter(map(_same, self.before.findings))
        found = []
        for finding in self.after.findings:
            known[_same(finding)] -= 1
            found.append(Expected(finding, known[_same(finding)] < 0))
        return sorted(found, key=lambda each: (not each.is_new, _ORDER.index(each.finding.severity)))

    @property
    def listed(self) -> Sequence[Expected]:
        """Those that are listed."""
        return self.expected[:_MOST]

    @property
    def more(self) -> int:
        """How many are not."""
        return max(0, len(self.expected) - _MOST)

    @property
    def new(self) -> int:
        """How many findings the change brings."""
        return sum(each.is_new for each in self.expected)

    @property
    def gone(self) -> int:
        """How many findings the change mends."""
        return len(self.before.findings) - (len(self.after.findings) - self.new)


def foresee(before: Analysis, manifest: Manifest, pod: Pod, view: str) -> Foreseen:
    """A design with another text, and which of its pods is looked at there."""
    return Foreseen(before, read(manifest.text, before.kubernetes), (pod.document, pod.path), view)


def _same(finding: Finding) -> tuple[str, str]:
    """What tells a finding from others, wherever it stands by then."""
    return finding.rule, str(finding.message)
