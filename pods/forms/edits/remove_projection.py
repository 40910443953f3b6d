"""A source that a projected volume no longer has."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms import projections
from pods.forms.editing import EditForm, Gone, Section, Subject
from pods.forms.files import around


class RemoveProjection(EditForm):
    """A button."""

    section = Section.SOURCES
    title = _("Remove source")
    icon = "×"
    order = 1

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        return projections.places(subject)

    def edit(self) -> tuple[Manifest, Message]:
        of = self.subject
        if of.at not in self.targets(of):
            raise Gone
        after = edits.remove_projection(of.manifest, of.pod, of.at)
        return after, say(_REMOVED, name=around(of).name)


_REMOVED = gettext_noop("Removed a source from volume %(name)s")
