"""The labels of the pod; selectors that find it by them follow where that is wanted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms import metadata, pairs
from pods.forms.choices import tick
from pods.forms.editing import Section, Subject
from pods.forms.pairs import PairsForm


class Labels(PairsForm):
    """One a line."""

    section = Section.METADATA
    title = _("Set labels")
    order = 2
    api: ClassVar[Mapping[str, str]] = {"entries": "ObjectMeta.labels"}
    entries = pairs.area(_("Labels of the pod"), placeholder="app=web")
    along = tick(_("Selectors that find the pod by them follow"))

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        return [metadata.path(subject, "labels", of_workload=False)]

    def said(self) -> Any:
        return metadata.said(self.subject, "labels", of_workload=False)

    def now(self) -> dict[str, Any]:
        return {**super().now(), "along": True}

    def prepare(self) -> None:
        super().prepare()
        if "along" in self.fields and not edits.selecting(self.subject.manifest, self.subject.pod):
            del self.fields["along"]

    def edit(self) -> tuple[Manifest, Message]:
        of, along = self.subject, bool(self.cleaned_data.get("along"))
        return edits.set_labels(of.manifest, of.pod, self.wanted(), along=along), say(_SET)


_SET = gettext_noop("Set the labels of the pod")
