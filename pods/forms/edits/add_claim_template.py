"""A volume of its own for each replica of a StatefulSet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms import claims
from pods.forms.editing import EditForm, Section, Subject, optional_text
from pods.forms.needed import NEEDED


class AddClaimTemplate(EditForm):
    """Its name and what is claimed."""

    section = Section.NEW
    title = _("Add claim template")
    noun = _("claim template")
    order = 2
    api: ClassVar[Mapping[str, str]] = {
        "name": "ObjectMeta.name",
        "size": "PersistentVolumeClaimSpec.resources.requests.storage",
        "storage_class": "PersistentVolumeClaimSpec.storageClassName",
        "access": "PersistentVolumeClaimSpec.accessModes",
    }
    name = optional_text(_("Name"), placeholder="data", **NEEDED)
    size = claims.size(**NEEDED)
    storage_class = claims.storage_class()
    access = claims.access()

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        return [subject.at] if subject.pod.kind == "StatefulSet" else []

    def selects(self, manifest: Manifest) -> str | None:
        volume = self.subject.on(manifest).pod.volume(self.text("name"))
        return volume.path if volume else None

    def edit(self) -> tuple[Manifest, Message]:
        of, name = self.subject, self.text("name")
        after = edits.add_claim_template(of.manifest, of.pod, name, claims.chosen(self.cleaned_data))
        return after, say(_ADDED, name=name)


_ADDED = gettext_noop("Added claim template %(name)s")
