"""One more key of a ConfigMap or a Secret."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from pods.domain.edits.object_data import KEYED, add_key
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms import keys
from pods.forms.editing import EditForm, Section, Subject, optional_text
from pods.forms.needed import NEEDED
from pods.forms.objects import SecretArea, is_a, text_area, with_lf


class AddObjectKey(EditForm):
    """Its name and its text."""

    section = Section.KEYS
    title = _("Add key")
    order = 10
    api: ClassVar[Mapping[str, str]] = {"name": "ConfigMap.data", "value": "ConfigMap.data"}
    name = optional_text(_("Key"), placeholder="app.conf", **NEEDED)
    value = text_area(_("Value"))

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        return [subject.at] if is_a(subject, *KEYED) else []

    def api_behind(self, name: str) -> str | None:
        """The field of the API in objects of this kind."""
        return keys.behind(self.subject, name)

    def prepare(self) -> None:
        if self.subject.a(*KEYED).kind == "Secret":
            area = self.fields["value"]
            area.widget = SecretArea(attrs=area.widget.attrs)

    def edit(self) -> tuple[Manifest, Message]:
        of, key = self.subject, self.text("name")
        after = add_key(of.manifest, of.a(*KEYED), key, with_lf(self.text("value")))
        return after, say(_ADDED, key=key, name=of.a(*KEYED).name)


_ADDED = gettext_noop("Added the key %(key)s to %(name)s")
