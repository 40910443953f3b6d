"""Whether the pod uses the node's processes."""

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


class HostPid(SwitchForm):
    """A switch."""

    field = HostNamespace.PID.value
    namespace = Namespace.PID
    order = 2
    api: ClassVar[Mapping[str, str]] = {"on": "PodSpec.hostPID"}
    on = switch(_("Node processes"))

    def turned(self, on: bool) -> Manifest:
        return edits.set_host_namespace(self.subject.manifest, self.subject.pod, HostNamespace.PID, on)

    def said(self, on: bool) -> Message:
        return say(_ON if on else _OFF)


_ON = gettext_noop("Let the pod see the node's processes")
_OFF = gettext_noop("Hid the node's processes from the pod")
