"""A container one place further up in its list."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms.editing import EditForm, Section, Subject


class MoveContainerUp(EditForm):
    """A button."""

    section = Section.IDENTITY
    title = _("Move up")
    icon = "↑"
    order = 2

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        return [subject.at] if subject.container.index > 0 else []

    def selects(self, manifest: Manifest) -> str | None:
        return self.selects_container(manifest, self.subject.container.name)

    def edit(self) -> tuple[Manifest, Message]:
        of = self.subject
        after = edits.move_container(of.manifest, of.pod, of.container, to=of.container.index - 1)
        return after, say(_MOVED, name=of.container.name)


_MOVED = gettext_noop("Moved container %(name)s up")
