"""A file of a volume, made of one key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms import files
from pods.forms.editing import EditForm, Section, Subject
from pods.forms.files import KeyFileFields


class File(KeyFileFields, EditForm):
    """Its key, its path and its mode."""

    section = Section.FILES
    title = _("Set")
    order = 0
    on_change = True

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        return files.places(subject, downward=False)

    def now(self) -> dict[str, Any]:
        return files.held_key(files.here(self.subject, downward=False)) or {}

    def prepare(self) -> None:
        if self.initial:
            self.note = files.whose(self.subject)
        else:
            self.leave_to_the_text(say(_BEYOND))

    def edit(self) -> tuple[Manifest, Message]:
        of, volume = self.subject, files.around(self.subject)
        after = edits.change_file(of.manifest, of.pod, volume, of.at, self.chosen())
        return after, say(_CHANGED, path=self.text("path"), name=volume.name)


_CHANGED = gettext_noop("Changed file %(path)s of volume %(name)s")
_BEYOND = gettext_noop("This file says more than a form can hold: edit it in the text.")
