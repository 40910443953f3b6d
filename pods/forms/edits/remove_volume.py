"""A volume taken out, with its mounts where that is wanted."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms.editing import EditForm, Section


class RemoveVolume(EditForm):
    """Whether what uses it goes along."""

    section = Section.VOLUME
    title = _("Remove volume")
    order = 2
    along = forms.BooleanField(label=_("Take along the mounts and variables that use it"), required=False)

    def selects(self, manifest: Manifest) -> str | None:
        return ""

    def edit(self) -> tuple[Manifest, Message]:
        of = self.subject
        along = self.cleaned_data["along"]
        after = edits.remove_volume(of.manifest, of.pod, of.volume.name, along=along)
        return after, say(_REMOVED, name=of.volume.name)


_REMOVED = gettext_noop("Removed volume %(name)s")
