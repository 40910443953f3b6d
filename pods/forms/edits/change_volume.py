"""Another content for a volume."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms.editing import EditForm, Section, Subject
from pods.forms.volumes import FIELDS, SOURCES, VolumeFields, held, too_old


class ChangeVolume(VolumeFields, EditForm):
    """Its source and what that needs."""

    section = Section.VOLUME
    title = _("Change")
    order = 1
    source = forms.ChoiceField(
        label=_("Source"), choices=SOURCES, widget=forms.Select(attrs={"data-choice": ""})
    )
    field_order = ("source", *FIELDS)

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        return [v.path for v in subject.pod.volumes if v.path == subject.at and not v.claim_template]

    def now(self) -> dict[str, Any]:
        volume = self.subject.volume
        return held(volume.source, volume.spec) or {}

    def prepare(self) -> None:
        volume = self.subject.volume
        if not self.initial:
            known = volume.source in dict(SOURCES)
            self.leave_to_the_text(say(_MORE if known else _OTHER, source=volume.source))
        elif not self.is_bound:
            self.note = too_old(self.subject, volume.source)

    def edit(self) -> tuple[Manifest, Message]:
        of, after = self.subject, self.subject.manifest
        if self.changed_data:  # a volume that says no source at all stays like that
            after = edits.change_volume(of.manifest, of.pod, of.volume.name, self.chosen())
        return after, say(_CHANGED, name=of.volume.name)


_CHANGED = gettext_noop("Changed volume %(name)s")
_MORE = gettext_noop("This %(source)s says more than a form can hold: edit it in the text.")
_OTHER = gettext_noop("There is no form for %(source)s: edit it in the text.")
