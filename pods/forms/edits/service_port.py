"""A port of a Service."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from pods.domain.edits.object_fields import change_service_port
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms.editing import EditForm, Section, Subject
from pods.forms.objects import ServicePortFields
from pods.forms.service_ports import entry_at, index_of, places


class ServicePort(ServicePortFields, EditForm):
    """What it says."""

    section = Section.SERVICE_PORTS
    title = _("Set")
    on_change = True

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        return places(subject)

    def now(self) -> dict[str, Any]:
        entry = entry_at(self.subject)
        return {
            "port": entry.get("port"),
            "to_port": entry.get("targetPort") or "",
            "name": entry.get("name") or "",
            "protocol": entry.get("protocol") or "TCP",
        }

    def edit(self) -> tuple[Manifest, Message]:
        of, index = self.subject, index_of(self.subject)
        after = change_service_port(of.manifest, of.a("Service"), index, self.service_port())
        return after, say(_SET, name=of.a("Service").name)


_SET = gettext_noop("Changed a port of the Service %(name)s")
