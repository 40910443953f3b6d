"""The annotations of the pod."""

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


class Annotations(PairsForm):
    """One a line; those with several lines stay in the text."""

    section = Section.METADATA
    title = _("Set")
    order = 3
    on_change = True
    api: ClassVar[Mapping[str, str]] = {"entries": "ObjectMeta.annotations"}
    entries = pairs.area(_("Annotations of the pod"), placeholder="prometheus.io/scrape=true")

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        return [metadata.path(subject, "annotations", of_workload=False)]

    def said(self) -> Any:
        return metadata.said(self.subject, "annotations", of_workload=False)

    def edit(self) -> tuple[Manifest, Message]:
        of = self.subject
        after = edits.set_annotations(of.manifest, of.pod, self.wanted(), of_workload=False)
        return after, say(_SET)


_SET = gettext_noop("Set the annotations of the pod")
