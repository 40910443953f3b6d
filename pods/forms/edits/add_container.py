"""A new container of any kind but the ephemeral one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import ContainerKind
from pods.domain.messages import Message, gettext_noop, say
from pods.forms.editing import EditForm, Section, optional_text
from pods.forms.kinds import KINDS
from pods.forms.needed import NEEDED
from pods.forms.since import SIDECARS, too_old


class AddContainer(EditForm):
    """Name, image and kind of the new container."""

    section = Section.NEW
    title = _("Add container")
    noun = _("container")
    api: ClassVar[Mapping[str, str]] = {
        "name": "Container.name",
        "image": "Container.image",
    }
    name = optional_text(_("Name"), placeholder="log-shipper", **NEEDED)
    image = optional_text(_("Image"), placeholder="busybox:1.37", **NEEDED)
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS)

    def now(self) -> dict[str, Any]:
        return {"kind": ContainerKind.CONTAINER.value}

    def prepare(self) -> None:
        self.note = too_old(self.subject, SIDECARS)

    def selects(self, manifest: Manifest) -> str | None:
        return self.selects_container(manifest, self.text("name"))

    def edit(self) -> tuple[Manifest, Message]:
        of, name = self.subject, self.text("name")
        kind = ContainerKind(self.cleaned_data["kind"])
        after = edits.add_container(of.manifest, of.pod, kind=kind, name=name, image=self.text("image"))
        return after, say(_ADDED, name=name)


_ADDED = gettext_noop("Added container %(name)s")
