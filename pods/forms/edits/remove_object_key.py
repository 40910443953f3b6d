"""A key of a ConfigMap or a Secret taken out."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from pods.domain.edits.object_data import KEYED, remove_key
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms.editing import EditForm, Section, Subject
from pods.forms.keys import places


class RemoveObjectKey(EditForm):
    """A button."""

    section = Section.KEYS
    title = _("Remove key")
    icon = "×"
    order = 1

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        return places(subject)

    def edit(self) -> tuple[Manifest, Message]:
        of = self.subject
        return remove_key(of.manifest, of.a(*KEYED), of.key), say(
            _REMOVED, key=of.key, name=of.a(*KEYED).name
        )


_REMOVED = gettext_noop("Removed the key %(key)s of %(name)s")
