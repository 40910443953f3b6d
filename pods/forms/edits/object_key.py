"""A key of a ConfigMap or a Secret. What a Secret holds stands in the form only once it was asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pods.domain.edits import object_data as data
from pods.domain.edits.object_data import KEYED
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms.editing import EditForm, Section, Subject, optional_text
from pods.forms.keys import behind, places
from pods.forms.needed import NEEDED
from pods.forms.objects import SecretArea, text_area, with_lf

_MOST_ROWS = 12


class ObjectKey(EditForm):
    """Its name and its text."""

    section = Section.KEYS
    title = _("Set")
    on_change = True
    api: ClassVar[Mapping[str, str]] = {"name": "ConfigMap.data", "value": "ConfigMap.data"}
    name = optional_text(_("Key"), **NEEDED)
    value = text_area(_("Value"))
    shown = forms.BooleanField(label="", required=False, widget=forms.HiddenInput)

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        return places(subject)

    def api_behind(self, name: str) -> str | None:
        """The field of the API in objects of this kind."""
        return behind(self.subject, name)

    def now(self) -> dict[str, Any]:
        of = self.subject
        said = (
            data.value_of_key(of.manifest, of.a(*KEYED), of.key)
            if of.key in data.keys(of.a(*KEYED))
            else None
        )
        self.held = said
        return {"name": of.key, "value": said if self.shows else "", "shown": self.shows}

    @property
    def shows(self) -> bool:
        """The value may be read here."""
        return self.subject.a(*KEYED).kind != "Secret" or self.subject.revealed

    def prepare(self) -> None:
        area = self.fields["value"]
        if self.held is None or "\r" in self.held or self.held.startswith("\n"):
            self.note = say(_NO_TEXT)
            area.disabled = True
        elif self.shows:
            area.widget.attrs["rows"] = max(1, min(_MOST_ROWS, self.held.count("\n") + 1))
        else:
            area.widget = SecretArea(attrs=area.widget.attrs | {"rows": 1, "placeholder": "••••••"})

    def edit(self) -> tuple[Manifest, Message]:
        of, key, name = self.subject, self.subject.key, self.text("name")
        value, after = with_lf(self.text("value")), of.manifest
        is_new = value != self.held and (value or self.cleaned_data["shown"] or self.shows)
        if is_new and not self.fields["value"].disabled:
            after = data.set_key(after, of.a(*KEYED), key, value)
        if name != key:
            after = data.rename_key(after, of.on(after).a(*KEYED), key, name)
            return after, say(_RENAMED, key=key, new=name, name=of.a(*KEYED).name)
        return after, say(_SET, key=key, name=of.a(*KEYED).name)


_SET = gettext_noop("Changed the key %(key)s of %(name)s")
_RENAMED = gettext_noop("Renamed the key %(key)s of %(name)s to %(new)s")
_NO_TEXT = gettext_noop("This value is no text that fits in a form: edit it in the text.")
