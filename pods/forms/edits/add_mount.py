"""Another mount of a container."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms.editing import EditForm, Section, Subject
from pods.forms.mounts import MountFields, offer_volumes


class AddMount(MountFields, EditForm):
    """What the mount says."""

    section = Section.MOUNTS
    title = _("Add mount")
    order = 10

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        return [subject.at] if subject.pod.volumes else []

    def prepare(self) -> None:
        offer_volumes(self)

    def edit(self) -> tuple[Manifest, Message]:
        of, spec = self.subject, self.chosen()
        after = edits.add_mount(of.manifest, of.pod, of.container, spec)
        return after, say(_ADDED, volume=spec.volume, container=of.container.name)


_ADDED = gettext_noop("Mounted volume %(volume)s in %(container)s")
