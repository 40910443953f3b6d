"""One more port of a Service."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from pods.domain.edits.object_fields import add_service_port
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms.editing import EditForm, Section, Subject
from pods.forms.objects import ServicePortFields, is_a


class AddServicePort(ServicePortFields, EditForm):
    """What it says."""

    section = Section.SERVICE_PORTS
    title = _("Add port")
    order = 10

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        return [subject.at] if is_a(subject, "Service") else []

    def now(self) -> dict[str, Any]:
        return {"protocol": "TCP"}

    def edit(self) -> tuple[Manifest, Message]:
        of, port = self.subject, self.service_port()
        after = add_service_port(of.manifest, of.a("Service"), port)
        return after, say(_ADDED, port=port.port, name=of.a("Service").name)


_ADDED = gettext_noop("Added port %(port)d to the Service %(name)s")
