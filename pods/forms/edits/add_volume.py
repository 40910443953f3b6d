"""A new volume, of the sources that need no more than one word."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms.editing import EditForm, Section, optional_text
from pods.forms.needed import NEEDED
from pods.forms.volumes import FIELDS, SOURCES, VolumeFields, too_old


class AddVolume(VolumeFields, EditForm):
    """Name and source of the new volume."""

    section = Section.NEW
    title = _("Add volume")
    noun = _("volume")
    order = 1
    api: ClassVar[Mapping[str, str]] = {**VolumeFields.api, "name": "Volume.name"}
    name = optional_text(_("Name"), placeholder="shared-logs", **NEEDED)
    source = forms.ChoiceField(
        label=_("Source"), choices=SOURCES, widget=forms.Select(attrs={"data-choice": ""})
    )
    field_order = ("name", "source", *FIELDS)

    def now(self) -> dict[str, Any]:
        return {"source": "emptyDir"}

    def prepare(self) -> None:
        self.note = too_old(self.subject, "image")

    def selects(self, manifest: Manifest) -> str | None:
        volume = self.subject.on(manifest).pod.volume(self.text("name"))
        return volume.path if volume else None

    def edit(self) -> tuple[Manifest, Message]:
        of, name = self.subject, self.text("name")
        after = edits.add_volume(of.manifest, of.pod, name, self.chosen())
        return after, say(_ADDED, name=name)


_ADDED = gettext_noop("Added volume %(name)s")
