"""One more field of the pod, or resource, as a file."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms import files
from pods.forms.editing import EditForm, Section, Subject
from pods.forms.files import DownwardFileFields


class AddDownwardFile(DownwardFileFields, EditForm):
    """Its path, what it tells, and its mode."""

    section = Section.FILES
    title = _("Add file")
    order = 2
    into = files.into()
    field_order = ("into",)

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        return [subject.at] if files.lists(subject, downward=True) else []

    def prepare(self) -> None:
        self.first = files.offer_sources(self, downward=True)

    def edit(self) -> tuple[Manifest, Message]:
        of, volume = self.subject, files.around(self.subject)
        after = edits.add_file(of.manifest, of.pod, volume, self.text("into") or self.first, self.chosen())
        return after, say(_ADDED, path=self.text("path"), name=volume.name)


_ADDED = gettext_noop("Added file %(path)s to volume %(name)s")
