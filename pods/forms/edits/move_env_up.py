"""An environment variable one place further up."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms.editing import EditForm, Section, Subject


class MoveEnvUp(EditForm):
    """A button."""

    section = Section.ENV
    title = _("Move up")
    icon = "↑"
    order = 1

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        return [variable.path for variable in subject.container.env[1:]]

    def edit(self) -> tuple[Manifest, Message]:
        of = self.subject
        variable = of.item(of.container.env)
        to = of.container.env.index(variable) - 1
        after = edits.move_env(of.manifest, of.pod, of.container, variable.name, to)
        return after, say(_MOVED, name=variable.name, container=of.container.name)


_MOVED = gettext_noop("Moved variable %(name)s of %(container)s up")
