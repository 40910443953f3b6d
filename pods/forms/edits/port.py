"""A port of a container; what calls it by its name follows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms.editing import EditForm, Section, Subject
from pods.forms.ports import PortFields, held


class Port(PortFields, EditForm):
    """What the port says."""

    section = Section.PORTS
    title = _("Set")
    on_change = True

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        return [port.path for port in subject.container.ports]

    def now(self) -> dict[str, Any]:
        return held(self.subject.item(self.subject.container.ports))

    def edit(self) -> tuple[Manifest, Message]:
        of, spec = self.subject, self.chosen()
        port = of.item(of.container.ports)
        after = edits.change_port(of.manifest, of.pod, of.container, port, spec)
        return after, say(_CHANGED, number=spec.number, container=of.container.name)


_CHANGED = gettext_noop("Changed port %(number)s of %(container)s")
