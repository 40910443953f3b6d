"""A mount of a container: another volume, path or way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms.editing import EditForm, Section, Subject
from pods.forms.mounts import MountFields, held, offer_volumes


class Mount(MountFields, EditForm):
    """What the mount says; a raw device has a volume and a path only."""

    section = Section.MOUNTS
    title = _("Set")
    on_change = True

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        return [mount.path for mount in subject.container.mounts]

    def now(self) -> dict[str, Any]:
        mount = self.subject.item(self.subject.container.mounts)
        return held(mount, self.subject.manifest.value(self.subject.pod.document, mount.path))

    def prepare(self) -> None:
        mount = self.subject.item(self.subject.container.mounts)
        offer_volumes(self, mount.volume)
        if mount.device:
            for name in ("sub_path", "expand", "read_only"):
                del self.fields[name]

    def edit(self) -> tuple[Manifest, Message]:
        of, spec = self.subject, self.chosen()
        mount = of.item(of.container.mounts)
        after = edits.change_mount(of.manifest, of.pod, of.container, mount, spec)
        return after, say(_CHANGED, volume=spec.volume, container=of.container.name)


_CHANGED = gettext_noop("Changed how %(container)s mounts volume %(volume)s")
