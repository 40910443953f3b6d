"""How a Service is reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pods.domain.edits.object_fields import service_type, set_service_type
from pods.domain.edits.objects import SERVICE_TYPES
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms.editing import EditForm, Section, Subject, same_choices
from pods.forms.objects import is_a


class Service(EditForm):
    """Its type; headless is one without an address."""

    section = Section.SERVICE
    title = _("Set")
    on_change = True
    api: ClassVar[Mapping[str, str]] = {"type": "ServiceSpec.type"}
    type = forms.ChoiceField(label=_("Type"))

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        return [subject.at] if is_a(subject, "Service") else []

    def now(self) -> dict[str, Any]:
        return {"type": service_type(self.subject.a("Service"))}

    def prepare(self) -> None:
        field = self.fields["type"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = same_choices(*dict.fromkeys((*SERVICE_TYPES, self.initial["type"])))

    def edit(self) -> tuple[Manifest, Message]:
        of, chosen = self.subject, self.text("type")
        after = set_service_type(of.manifest, of.a("Service"), chosen)
        return after, say(_SET, name=of.a("Service").name, type=chosen)


_SET = gettext_noop("Set the type of the Service %(name)s to %(type)s")
