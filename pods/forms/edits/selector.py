"""The labels by which the workload knows its pods."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.edits.workload import selector_path
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms import pairs
from pods.forms.editing import Section, Subject
from pods.forms.needed import NEEDED
from pods.forms.pairs import PairsForm


class Selector(PairsForm):
    """One a line; the pod gets those it does not have."""

    section = Section.WORKLOAD
    title = _("Set selector")
    order = 2
    api: ClassVar[Mapping[str, str]] = {"entries": "LabelSelector.matchLabels"}
    entries = pairs.area(_("Labels that select its pods"), placeholder="app=web", **NEEDED)

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        return [subject.pod.path] if selector_path(subject.manifest, subject.pod) else []

    def said(self) -> Any:
        of = self.subject
        return of.manifest.value(of.pod.document, selector_path(of.manifest, of.pod))

    def edit(self) -> tuple[Manifest, Message]:
        of = self.subject
        return edits.set_selector(of.manifest, of.pod, self.wanted()), say(_SET)


_SET = gettext_noop("Set the selector of the workload")
