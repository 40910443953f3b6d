"""Another port of a container."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms.editing import EditForm, Section
from pods.forms.ports import PortFields


class AddPort(PortFields, EditForm):
    """What the port says."""

    section = Section.PORTS
    title = _("Add port")
    order = 10

    def now(self) -> dict[str, Any]:
        return {"protocol": "TCP"}

    def edit(self) -> tuple[Manifest, Message]:
        of, spec = self.subject, self.chosen()
        after = edits.add_port(of.manifest, of.pod, of.container, spec)
        return after, say(_ADDED, number=spec.number, container=of.container.name)


_ADDED = gettext_noop("Added port %(number)s to %(container)s")
