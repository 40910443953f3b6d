"""The labels by which a Service finds its pods."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from pods.domain.edits.object_fields import set_service_selector
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms import pairs
from pods.forms.editing import Section, Subject
from pods.forms.needed import NEEDED
from pods.forms.objects import is_a
from pods.forms.pairs import PairsForm


class ServiceSelector(PairsForm):
    """One a line."""

    section = Section.SERVICE
    title = _("Set selector")
    order = 1
    api: ClassVar[Mapping[str, str]] = {"entries": "ServiceSpec.selector"}
    entries = pairs.area(_("Labels that select its pods"), placeholder="app=web", **NEEDED)

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        return [subject.at] if is_a(subject, "Service") else []

    def said(self) -> Any:
        return paths.value_at(self.subject.a("Service").raw, "spec.selector")

    def edit(self) -> tuple[Manifest, Message]:
        of = self.subject
        return set_service_selector(of.manifest, of.a("Service"), self.wanted()), say(
            _SET, name=of.a("Service").name
        )


_SET = gettext_noop("Set the selector of the Service %(name)s")
