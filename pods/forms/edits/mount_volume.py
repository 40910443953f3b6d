"""A mount of the volume that is looked at, in a container that is chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.edits import MountSpec
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms.choices import tick
from pods.forms.editing import EditForm, Section, Subject, optional_text
from pods.forms.needed import NEEDED


class MountVolume(EditForm):
    """Where, and for whom."""

    section = Section.MOUNTED
    title = _("Mount")
    api: ClassVar[Mapping[str, str]] = {"path": "VolumeMount.mountPath", "read_only": "VolumeMount.readOnly"}
    container = forms.ChoiceField(label=_("In container"))
    path = optional_text(_("Path"), placeholder="/var/log/app", **NEEDED)
    read_only = tick(_("Read only"))

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        there = any(volume.path == subject.at for volume in subject.pod.volumes)
        return [subject.at] if there and subject.pod.containers else []

    def prepare(self) -> None:
        field = self.fields["container"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(each.path, each.name) for each in self.subject.pod.containers]

    def now(self) -> dict[str, Any]:
        """The first container that does not mount it yet."""
        named = self.subject.volume.name
        free = (c for c in self.subject.pod.containers if all(mount.volume != named for mount in c.mounts))
        first = next(free, None)
        return {"container": first.path} if first else {}

    def edit(self) -> tuple[Manifest, Message]:
        of, said = self.subject, self.cleaned_data
        container = of.to(said["container"]).container
        spec = MountSpec(of.volume.name, said["path"], read_only=said["read_only"])
        after = edits.add_mount(of.manifest, of.pod, container, spec)
        return after, say(_ADDED, volume=spec.volume, container=container.name)


_ADDED = gettext_noop("Mounted volume %(volume)s in %(container)s")
