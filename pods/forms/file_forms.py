"""The forms of files that volumes list: one that is there, and one more, whatever fields a file has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.edits.file_items import DownwardFile, KeyFile
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms import files
from pods.forms.editing import EditForm, Section, Subject


class FileForm(EditForm):
    """A file of a volume; `downward` for one that tells a field of the pod or a resource."""

    section = Section.FILES
    downward: ClassVar[bool]

    def chosen(self) -> KeyFile | DownwardFile:
        """The file as the fields say it."""
        raise NotImplementedError


class ChangeFile(FileForm):
    """A file that is there."""

    title = _("Set")
    order = 0
    on_change = True

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        return files.places(subject, downward=cls.downward)

    def now(self) -> dict[str, Any]:
        held = files.held_downward if self.downward else files.held_key
        return held(files.here(self.subject, downward=self.downward)) or {}

    def prepare(self) -> None:
        if not self.initial:
            self.leave_to_the_text(say(_BEYOND))
            return
        self.note = files.whose(self.subject)
        files.offer_keys(self, [paths.parent(paths.parent(self.subject.at))])

    def edit(self) -> tuple[Manifest, Message]:
        of, volume = self.subject, files.around(self.subject)
        after = edits.change_file(of.manifest, of.pod, volume, of.at, self.chosen())
        return after, say(_CHANGED, path=self.text("path"), name=volume.name)


class AddFile(FileForm):
    """One more file, in one of the lists of the volume."""

    title = _("Add file")
    order = 2
    into = files.into()
    field_order = ("into",)

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        return [subject.at] if files.lists(subject, downward=cls.downward) else []

    def prepare(self) -> None:
        self.first = files.offer_sources(self, downward=self.downward)
        files.offer_keys(self, list(files.lists(self.subject, downward=self.downward)))

    def edit(self) -> tuple[Manifest, Message]:
        of, volume = self.subject, files.around(self.subject)
        after = edits.add_file(of.manifest, of.pod, volume, self.text("into") or self.first, self.chosen())
        return after, say(_ADDED, path=self.text("path"), name=volume.name)


_CHANGED = gettext_noop("Changed file %(path)s of volume %(name)s")
_BEYOND = gettext_noop("This file says more than a form can hold: edit it in the text.")
_ADDED = gettext_noop("Added file %(path)s to volume %(name)s")
