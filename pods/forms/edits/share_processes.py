"""Whether the containers see one set of processes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.domain.namespaces import Namespace
from pods.forms.switches import SwitchForm, switch


class ShareProcesses(SwitchForm):
    """A switch."""

    field = "shareProcessNamespace"
    namespace = Namespace.PID
    api: ClassVar[Mapping[str, str]] = {"on": "PodSpec.shareProcessNamespace"}
    on = switch(_("Shared processes"))

    def turned(self, on: bool) -> Manifest:
        return edits.set_share_process_namespace(self.subject.manifest, self.subject.pod, on)

    def said(self, on: bool) -> Message:
        return say(_ON if on else _OFF)


_ON = gettext_noop("Let all containers see one set of processes")
_OFF = gettext_noop("Gave each container its own processes")
