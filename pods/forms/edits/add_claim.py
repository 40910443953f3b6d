"""A claim of storage, mounted in containers of the pod."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms.editing import EditForm, Section, optional_text
from pods.forms.needed import NEEDED
from pods.forms.objects import ClaimFields, files_of, free_name, offer_containers, place_of_new


class AddClaim(ClaimFields, EditForm):
    """Its name, what is asked for, and where it is mounted."""

    section = Section.NEW
    title = _("Add claim")
    noun = _("claim")
    order = 7
    api: ClassVar[Mapping[str, str]] = {
        **ClaimFields.api,
        "name": "ObjectMeta.name",
        "mount_path": "VolumeMount.mountPath",
    }
    name = optional_text(_("Name"), **NEEDED)
    mount_path = optional_text(_("Mount path"), placeholder="/data", **NEEDED)
    containers = forms.MultipleChoiceField(
        label=_("In containers"), required=False, widget=forms.CheckboxSelectMultiple
    )
    field_order = ("name", "size", "mode", "storage_class", "mount_path", "containers")

    def now(self) -> dict[str, Any]:
        return {"name": free_name(self.subject, "PersistentVolumeClaim"), "mode": "ReadWriteOnce"}

    def prepare(self) -> None:
        offer_containers(self)

    def selects(self, manifest: Manifest) -> str | None:
        return place_of_new(manifest, "PersistentVolumeClaim", self.text("name"))

    def edit(self) -> tuple[Manifest, Message]:
        of, name = self.subject, self.text("name")
        tie = files_of(of.pod, name, self.cleaned_data["containers"], self.text("mount_path"))
        return edits.add_claim(of.manifest, of.pod, name, self.claim(), tie), say(_ADDED, name=name)


_ADDED = gettext_noop("Added claim %(name)s")
