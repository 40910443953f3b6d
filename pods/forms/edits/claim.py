"""What a claim asks of storage."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from pods.domain.edits.object_fields import change_claim
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms.editing import EditForm, Section, Subject
from pods.forms.objects import ClaimFields, is_a

_KIND = "PersistentVolumeClaim"


class Claim(ClaimFields, EditForm):
    """Size, access and class; further access modes stay."""

    section = Section.CLAIM
    title = _("Set")
    on_change = True

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        return [subject.at] if is_a(subject, _KIND) else []

    def now(self) -> dict[str, Any]:
        said = self.subject.a(_KIND).raw
        return {
            "size": str(paths.value_at(said, "spec.resources.requests.storage") or ""),
            "mode": next(iter(self._modes()), "ReadWriteOnce"),
            "storage_class": paths.value_at(said, "spec.storageClassName") or "",
        }

    def prepare(self) -> None:
        others = self._modes()[1:]
        if others:
            self.note = say(_OTHERS, modes=", ".join(others))

    def edit(self) -> tuple[Manifest, Message]:
        of = self.subject
        return change_claim(of.manifest, of.a(_KIND), self.claim(self._modes()[1:])), say(
            _SET, name=of.a(_KIND).name
        )

    def _modes(self) -> list[str]:
        found = paths.value_at(self.subject.a(_KIND).raw, "spec.accessModes")
        return [str(mode) for mode in found] if isinstance(found, list) else []


_SET = gettext_noop("Changed the claim %(name)s")
_OTHERS = gettext_noop("It can also be mounted as %(modes)s: edit that in the text.")
