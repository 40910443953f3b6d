"""Whether the pod uses the node's IPC."""

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


class HostIpc(SwitchForm):
    """A switch."""

    field = HostNamespace.IPC.value
    namespace = Namespace.IPC
    order = 3
    api: ClassVar[Mapping[str, str]] = {"on": "PodSpec.hostIPC"}
    on = switch(_("Node IPC"))

    def turned(self, on: bool) -> Manifest:
        return edits.set_host_namespace(self.subject.manifest, self.subject.pod, HostNamespace.IPC, on)

    def said(self, on: bool) -> Message:
        return say(_ON if on else _OFF)


_ON = gettext_noop("Let the pod use the node's IPC")
_OFF = gettext_noop("Gave the pod IPC of its own")
