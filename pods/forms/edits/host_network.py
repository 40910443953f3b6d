"""Whether the pod uses the node's network."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.edits import HostNamespace
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.domain.namespaces import Namespace
from pods.forms.switches import SwitchForm, switch


class HostNetwork(SwitchForm):
    """A switch."""

    field = HostNamespace.NETWORK.value
    namespace = Namespace.NETWORK
    order = 1
    api: ClassVar[Mapping[str, str]] = {"on": "PodSpec.hostNetwork"}
    on = switch(_("Node network"))

    def turned(self, on: bool) -> Manifest:
        return edits.set_host_namespace(self.subject.manifest, self.subject.pod, HostNamespace.NETWORK, on)

    def said(self, on: bool) -> Message:
        return say(_ON if on else _OFF)


_ON = gettext_noop("Let the pod use the node's network")
_OFF = gettext_noop("Gave the pod a network of its own")
