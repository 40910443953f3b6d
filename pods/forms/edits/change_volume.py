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
from pods.forms.volumes import FIELDS, SOURCES, VolumeFields, held


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
        return [volume.path for volume in subject.pod.volumes if volume.path == subject.at]

    def now(self) -> dict[str, Any]:
        volume = self.subject.volume
        return held(volume.source, volume.spec) or {}

    def prepare(self) -> None:
        volume = self.subject.volume
        if volume.claim_template or not self.initial:
            self.leave_to_the_text(say(_MORE, source=volume.source))

    def edit(self) -> tuple[Manifest, Message]:
        of = self.subject
        after = edits.change_volume(of.manifest, of.pod, of.volume.name, self.chosen())
        return after, say(_CHANGED, name=of.volume.name)


_CHANGED = gettext_noop("Changed volume %(name)s")
_MORE = gettext_noop("This %(source)s says more than a form can hold: edit it in the text.")
