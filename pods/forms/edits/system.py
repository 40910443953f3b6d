"""The operating system the pod is made for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms.editing import EditForm, Section, same_choices


class System(EditForm):
    """One of those that nodes have, or none."""

    section = Section.NODES
    title = _("Set")
    order = 1
    on_change = True
    api: ClassVar[Mapping[str, str]] = {"name": "PodOS.name"}
    name = forms.ChoiceField(
        label=_("Operating system"),
        required=False,
        choices=same_choices("linux", "windows", empty=_("not said")),
    )

    def now(self) -> dict[str, Any]:
        return {"name": paths.value_at(self.subject.pod.spec, "os.name") or ""}

    def edit(self) -> tuple[Manifest, Message]:
        of, name = self.subject, self.text_or_none("name")
        return edits.set_os(of.manifest, of.pod, name), say(_SET, name=name) if name else say(_OPEN)


_SET = gettext_noop("Set the operating system to %(name)s")
_OPEN = gettext_noop("Took back the operating system")
