"""A volume taken out, with its mounts where that is wanted."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms.choices import tick
from pods.forms.editing import EditForm, Section
from pods.templatetags.podwright import say as in_words

_SHOWN = 8  # of those that use it


class RemoveVolume(EditForm):
    """Whether what uses it goes along."""

    section = Section.VOLUME
    title = _("Remove volume")
    order = 2
    along = tick(_("Take along what uses it"))

    def prepare(self) -> None:
        users = edits.volume_users(self.subject.pod, self.subject.volume.name)
        if not users:
            del self.fields["along"]
        elif not self.is_bound:
            said = " ".join(in_words(user) for user in users[:_SHOWN])
            self.note = say(_IN_USE, users=said + (" …" if len(users) > _SHOWN else ""))

    def selects(self, manifest: Manifest) -> str | None:
        return ""

    def edit(self) -> tuple[Manifest, Message]:
        of = self.subject
        along = bool(self.cleaned_data.get("along"))
        after = edits.remove_volume(of.manifest, of.pod, of.volume.name, along=along)
        return after, say(_REMOVED, name=of.volume.name)


_IN_USE = gettext_noop("In use: %(users)s")
_REMOVED = gettext_noop("Removed volume %(name)s")
