"""Parameters of the kernel that the pod sets for itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms import pairs
from pods.forms.editing import Section
from pods.forms.pairs import PairsForm


class Sysctls(PairsForm):
    """Names and values, one pair a line."""

    section = Section.POD_SECURITY
    title = _("Set")
    order = 3
    on_change = True
    api: ClassVar[Mapping[str, str]] = {"entries": "PodSecurityContext.sysctls"}
    entries = pairs.area(_("Sysctls"), placeholder="net.core.somaxconn=1024")

    def said(self) -> Any:
        return _read(self.subject.pod.spec)

    def edit(self) -> tuple[Manifest, Message]:
        of = self.subject
        return edits.set_sysctls(of.manifest, of.pod, self.wanted()), say(_SET)


def _read(spec: Mapping[str, Any]) -> Any:
    """As a mapping; a list that is none of names and values comes back as it is."""
    said = paths.value_at(spec, "securityContext.sysctls")
    if not isinstance(said, list):
        return said
    if not all(isinstance(each, dict) and each.keys() == {"name", "value"} for each in said):
        return said
    read = {str(each["name"]): each["value"] for each in said}
    return read if len(read) == len(said) else said


_SET = gettext_noop("Set the sysctls of the pod")
