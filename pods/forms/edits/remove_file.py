"""A file that a volume no longer lists."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms import files
from pods.forms.editing import EditForm, Gone, Section, Subject


class RemoveFile(EditForm):
    """A button."""

    section = Section.FILES
    title = _("Remove file")
    icon = "×"
    order = 1

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        return [*files.places(subject, downward=False), *files.places(subject, downward=True)]

    def edit(self) -> tuple[Manifest, Message]:
        of = self.subject
        if of.at not in self.targets(of):
            raise Gone
        path = paths.value_at(of.manifest.value(of.pod.document, of.at), "path")
        after = edits.remove_file(of.manifest, of.pod, of.at)
        return after, say(_REMOVED, path=str(path or ""), name=files.around(of).name)


_REMOVED = gettext_noop("Removed file %(path)s from volume %(name)s")
