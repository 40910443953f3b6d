"""An environment variable taken out."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms.editing import EditForm, Section, Subject


class RemoveEnv(EditForm):
    """A button."""

    section = Section.ENV
    title = _("Remove variable")
    icon = "×"
    order = 3

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        return [variable.path for variable in subject.container.env]

    def edit(self) -> tuple[Manifest, Message]:
        of = self.subject
        name = of.item(of.container.env).name
        after = edits.remove_env(of.manifest, of.pod, of.container, name)
        return after, say(_REMOVED, name=name, container=of.container.name)


_REMOVED = gettext_noop("Removed variable %(name)s from %(container)s")
