"""A container one place further down in its list."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.edits.containers import LISTS
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms.editing import EditForm, Section, Subject


class MoveContainerDown(EditForm):
    """A button."""

    section = Section.IDENTITY
    title = _("Move down")
    icon = "↓"
    order = 3

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        after = subject.container.index + 1
        kinds = LISTS[subject.container.kind]
        same = [c for c in subject.pod.containers if LISTS[c.kind] == kinds]
        return [subject.at] if any(c.index == after for c in same) else []

    def selects(self, manifest: Manifest) -> str | None:
        return self.selects_container(manifest, self.subject.container.name)

    def edit(self) -> tuple[Manifest, Message]:
        of = self.subject
        after = edits.move_container(of.manifest, of.pod, of.container, to=of.container.index + 1)
        return after, say(_MOVED, name=of.container.name)


_MOVED = gettext_noop("Moved container %(name)s down")
