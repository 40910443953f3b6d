"""The annotations of the workload itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms import metadata, pairs
from pods.forms.editing import Section, Subject
from pods.forms.pairs import PairsForm


class WorkloadAnnotations(PairsForm):
    """Beside those of its pods."""

    section = Section.METADATA
    title = _("Set")
    order = 4
    on_change = True
    api: ClassVar[Mapping[str, str]] = {"entries": "ObjectMeta.annotations"}
    entries = pairs.area(_("Annotations of the workload"), placeholder="")

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        at = metadata.path(subject, "annotations", of_workload=True)
        return [at] if subject.pod.template else []

    def said(self) -> Any:
        return metadata.said(self.subject, "annotations", of_workload=True)

    def edit(self) -> tuple[Manifest, Message]:
        of = self.subject
        after = edits.set_annotations(of.manifest, of.pod, self.wanted(), of_workload=True)
        return after, say(_SET)


_SET = gettext_noop("Set the annotations of the workload")
