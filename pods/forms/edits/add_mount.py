"""Another mount of a container."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms.editing import EditForm, Section
from pods.forms.mounts import MountFields, offer_volumes


class AddMount(MountFields, EditForm):
    """What the mount says."""

    section = Section.MOUNTS
    title = _("Add mount")
    order = 10

    def prepare(self) -> None:
        if self.subject.pod.volumes:
            offer_volumes(self)
        else:
            self.leave_to_the_text(say(_NO_VOLUME))

    def edit(self) -> tuple[Manifest, Message]:
        of, spec = self.subject, self.chosen()
        after = edits.add_mount(of.manifest, of.pod, of.container, spec)
        return after, say(_ADDED, volume=spec.volume, container=of.container.name)


_NO_VOLUME = gettext_noop(
    "The pod has no volume yet. Add one with “volume” in the outline, then mount it here."
)
_ADDED = gettext_noop("Mounted volume %(volume)s in %(container)s")
