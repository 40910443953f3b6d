"""A port that a container no longer declares."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms.editing import EditForm, Section, Subject


class RemovePort(EditForm):
    """A button."""

    section = Section.PORTS
    title = _("Remove port")
    icon = "×"
    order = 1

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        return [port.path for port in subject.container.ports]

    def edit(self) -> tuple[Manifest, Message]:
        of = self.subject
        port = of.item(of.container.ports)
        after = edits.remove_port(of.manifest, of.pod, of.container, port)
        return after, say(_REMOVED, number=port.number, container=of.container.name)


_REMOVED = gettext_noop("Removed port %(number)s from %(container)s")
