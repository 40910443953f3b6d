"""A mount taken out; the volume stays."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms.editing import EditForm, Section, Subject


class RemoveMount(EditForm):
    """A button."""

    section = Section.MOUNTS
    title = _("Remove mount")
    icon = "×"
    order = 1

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        return [mount.path for mount in subject.container.mounts]

    def edit(self) -> tuple[Manifest, Message]:
        of = self.subject
        mount = of.item(of.container.mounts)
        after = edits.remove_mount(of.manifest, of.pod, of.container, mount)
        return after, say(_REMOVED, volume=mount.volume, container=of.container.name)


_REMOVED = gettext_noop("Took the mount of volume %(volume)s from %(container)s")
