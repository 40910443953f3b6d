"""A Secret with its first key, which containers of the pod get as files or variables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms.editing import EditForm, Section, optional_text
from pods.forms.needed import NEEDED
from pods.forms.objects import (
    SecretArea,
    TiedFields,
    free_name,
    offer_containers,
    place_of_new,
    text_area,
    with_lf,
)


class AddSecret(TiedFields, EditForm):
    """Its name, a key with its text, and who gets it."""

    section = Section.NEW
    title = _("Add Secret")
    noun = "Secret"
    order = 6
    api: ClassVar[Mapping[str, str]] = {
        **TiedFields.api,
        "key": "Secret.stringData",
        "value": "Secret.stringData",
    }
    key = optional_text(_("Key"), placeholder="password", **NEEDED)
    value = text_area(_("Value"), SecretArea)
    field_order = ("name", "key", "value", "use", "mount_path", "before", "containers")

    def now(self) -> dict[str, Any]:
        return {"name": free_name(self.subject, "Secret"), "use": "files"}

    def prepare(self) -> None:
        offer_containers(self)

    def selects(self, manifest: Manifest) -> str | None:
        return place_of_new(manifest, "Secret", self.text("name"))

    def edit(self) -> tuple[Manifest, Message]:
        of, name = self.subject, self.text("name")
        data = {self.text("key"): with_lf(self.text("value"))}
        after = edits.add_secret(of.manifest, of.pod, name, data, self.tie(of.pod, name))
        return after, say(_ADDED, name=name)


_ADDED = gettext_noop("Added Secret %(name)s")
