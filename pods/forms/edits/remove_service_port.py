"""A port of a Service taken out."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from pods.domain.edits.object_fields import remove_service_port
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms.editing import EditForm, Section, Subject
from pods.forms.service_ports import index_of, places


class RemoveServicePort(EditForm):
    """A button."""

    section = Section.SERVICE_PORTS
    title = _("Remove port")
    icon = "×"
    order = 1

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        return places(subject)

    def edit(self) -> tuple[Manifest, Message]:
        of = self.subject
        after = remove_service_port(of.manifest, of.a("Service"), index_of(of))
        return after, say(_REMOVED, name=of.a("Service").name)


_REMOVED = gettext_noop("Removed a port of the Service %(name)s")
