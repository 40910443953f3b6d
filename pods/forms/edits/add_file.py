"""One more key of a ConfigMap or Secret as a file."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms import files
from pods.forms.editing import EditForm, Section, Subject
from pods.forms.files import KeyFileFields


class AddFile(KeyFileFields, EditForm):
    """Its key, its path and its mode; the first one ends that all keys become files."""

    section = Section.FILES
    title = _("Add file")
    order = 2
    into = files.into()
    field_order = ("into",)

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        return [subject.at] if files.lists(subject, downward=False) else []

    def prepare(self) -> None:
        self.first = files.offer_sources(self, downward=False)
        if not any(files.lists(self.subject, downward=False).values()):
            self.note = say(_ALL)

    def edit(self) -> tuple[Manifest, Message]:
        of, volume = self.subject, files.around(self.subject)
        after = edits.add_file(of.manifest, of.pod, volume, self.text("into") or self.first, self.chosen())
        return after, say(_ADDED, path=self.text("path"), name=volume.name)


_ADDED = gettext_noop("Added file %(path)s to volume %(name)s")
_ALL = gettext_noop("Every key is a file now; with a first one here, only those that stand here are.")
