"""The name of an object beside the pod."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.edits.name_places import NAMED, name_places
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms.editing import EditForm, Section, Subject, optional_text
from pods.forms.needed import NEEDED
from pods.forms.objects import is_a


class BesideName(EditForm):
    """What refers to the name follows."""

    section = Section.OBJECT
    title = _("Set name")
    api: ClassVar[Mapping[str, str]] = {"name": "ObjectMeta.name"}
    name = optional_text(_("Name"), **NEEDED)

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        return [subject.at] if is_a(subject, *NAMED) else []

    def now(self) -> dict[str, Any]:
        return {"name": self.subject.a(*NAMED).name}

    def prepare(self) -> None:
        of = self.subject
        count = sum(1 for _place in name_places(of.manifest, of.object))
        self.note = say(_FOLLOW, count=count) if count else None

    def edit(self) -> tuple[Manifest, Message]:
        of, old, name = self.subject, self.subject.a(*NAMED), self.text("name")
        return edits.rename_beside(of.manifest, old, name), say(
            _RENAMED, kind=old.kind, old=old.name, name=name
        )


_FOLLOW = gettext_noop("Places that name it and follow: %(count)d.")
_RENAMED = gettext_noop("Renamed the %(kind)s %(old)s to %(name)s")
