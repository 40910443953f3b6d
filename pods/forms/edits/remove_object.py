"""An object beside the pod taken out, with what takes its content from it where that is wanted."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from pods.domain.edits.object_users import remove_object, users
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms.editing import EditForm, Section, Subject


class RemoveObject(EditForm):
    """Whether what uses it goes along."""

    section = Section.OBJECT
    title = _("Remove object")
    along = forms.BooleanField(label=_("Take along what takes its content from it"), required=False)

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        return [subject.at] if subject.at.startswith("documents[") else []

    def prepare(self) -> None:
        found = users(self.subject.manifest, self.subject.object)
        if not any(user.whole for user in found):
            del self.fields["along"]

    def selects(self, manifest: Manifest) -> str | None:
        return ""

    def edit(self) -> tuple[Manifest, Message]:
        of = self.subject
        after = remove_object(of.manifest, of.object, along=bool(self.cleaned_data.get("along")))
        return after, say(_REMOVED, kind=of.object.kind, name=of.object.name)


_REMOVED = gettext_noop("Removed the %(kind)s %(name)s")
