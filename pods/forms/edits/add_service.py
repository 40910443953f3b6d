"""A Service in front of the pod, found by its labels."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.edits import ServicePort
from pods.domain.edits.objects import SERVICE_TYPES
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms.editing import EditForm, Section, optional_text, same_choices
from pods.forms.needed import NEEDED
from pods.forms.objects import free_name, place_of_new


class AddService(EditForm):
    """Its name and type, and which of the containers' ports it offers."""

    section = Section.NEW
    title = _("Add Service")
    noun = _("Service")
    order = 4
    api: ClassVar[Mapping[str, str]] = {
        "name": "ObjectMeta.name",
        "type": "ServiceSpec.type",
        "offered": "ServiceSpec.ports",
        "port": "ServicePort.port",
    }
    name = optional_text(_("Name"), placeholder="web", **NEEDED)
    type = forms.ChoiceField(label=_("Type"), choices=same_choices(*SERVICE_TYPES))
    offered = forms.MultipleChoiceField(
        label=_("Ports of the containers"), required=False, widget=forms.CheckboxSelectMultiple
    )
    port = forms.IntegerField(label=_("Another port"), required=False, min_value=1, max_value=65535)

    def now(self) -> dict[str, Any]:
        return {
            "name": free_name(self.subject, "Service"),
            "type": "ClusterIP",
            "offered": list(self.offer()),
        }

    def prepare(self) -> None:
        offer, field = self.offer(), self.fields["offered"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(key, _label(port)) for key, port in offer.items()]
        if not offer:
            del self.fields["offered"]

    def offer(self) -> dict[str, ServicePort]:
        """The ports that the containers declare."""
        return {f"{port.port}/{port.protocol}": port for port in edits.offered_ports(self.subject.pod)}

    def selects(self, manifest: Manifest) -> str | None:
        return place_of_new(manifest, "Service", self.text("name"))

    def edit(self) -> tuple[Manifest, Message]:
        of, name, more = self.subject, self.text("name"), self.cleaned_data["port"]
        ports = [port for key, port in self.offer().items() if key in self.cleaned_data.get("offered", ())]
        ports += [ServicePort(more, more, f"port-{more}" if ports else "")] if more else []
        kind = self.text("type")
        after = edits.add_service(of.manifest, of.pod, name, ports=tuple(ports), type=kind)
        return after, say(_ADDED, name=name)


def _label(port: ServicePort) -> str:
    return f"{port.port}/{port.protocol} {port.name}"


_ADDED = gettext_noop("Added Service %(name)s")
