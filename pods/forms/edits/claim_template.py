"""What each replica of a StatefulSet claims for a volume of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms import claims
from pods.forms.editing import EditForm, Section, Subject
from pods.forms.needed import NEEDED


class ClaimTemplate(EditForm):
    """Size, class and access."""

    section = Section.VOLUME
    title = _("Change")
    order = 1
    api: ClassVar[Mapping[str, str]] = {
        "size": "PersistentVolumeClaimSpec.resources.requests.storage",
        "storage_class": "PersistentVolumeClaimSpec.storageClassName",
        "access": "PersistentVolumeClaimSpec.accessModes",
    }
    size = claims.size(**NEEDED)
    storage_class = claims.storage_class()
    access = claims.access()

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        return [v.path for v in subject.pod.volumes if v.path == subject.at and v.claim_template]

    def now(self) -> dict[str, Any]:
        self.held = claims.held(self.subject.volume.spec, more=True)
        return self.held or {}

    def prepare(self) -> None:
        if self.held is None:
            self.leave_to_the_text(say(_BEYOND))

    def edit(self) -> tuple[Manifest, Message]:
        of, claim = self.subject, claims.chosen(self.cleaned_data)
        after = edits.change_claim_template(of.manifest, of.pod, of.volume.name, claim)
        return after, say(_CHANGED, name=of.volume.name)


_CHANGED = gettext_noop("Changed what is claimed for volume %(name)s")
_BEYOND = gettext_noop("This claim template says something a form cannot hold: edit it in the text.")
