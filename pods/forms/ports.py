"""The fields of a port."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pods.domain.edits import PortSpec
from pods.domain.manifest.views import Port
from pods.forms.editing import optional_text, same_choices


class PortFields(forms.Form):
    """Number, name, protocol and the node's port."""

    api: ClassVar[Mapping[str, str]] = {
        "number": "ContainerPort.containerPort",
        "name": "ContainerPort.name",
        "protocol": "ContainerPort.protocol",
        "host_port": "ContainerPort.hostPort",
    }
    number = forms.IntegerField(label=_("Port"), min_value=1, max_value=65535)
    name = optional_text(_("Name"), placeholder="http")
    protocol = forms.ChoiceField(label=_("Protocol"), choices=same_choices("TCP", "UDP", "SCTP"))
    host_port = forms.IntegerField(label=_("Node's port"), required=False, min_value=1, max_value=65535)

    def chosen(self) -> PortSpec:
        """The port as the fields say it."""
        said = self.cleaned_data
        return PortSpec(said["number"], said["name"] or None, said["protocol"], said["host_port"])


def held(port: Port) -> dict[str, Any]:
    """What a port says in these fields."""
    return {
        "number": port.number,
        "name": port.name or "",
        "protocol": port.protocol,
        "host_port": port.host_port,
    }
