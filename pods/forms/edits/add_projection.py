"""One more source of a projected volume."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms import projections
from pods.forms.editing import EditForm, Section, Subject
from pods.forms.files import around
from pods.forms.projections import ProjectionFields


class AddProjection(ProjectionFields, EditForm):
    """Its kind and what that needs."""

    section = Section.SOURCES
    title = _("Add source")
    order = 2
    kind = forms.ChoiceField(
        label=_("Source"), choices=projections.KINDS, widget=forms.Select(attrs={"data-choice": ""})
    )
    field_order = ("kind",)

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        return [v.path for v in subject.pod.volumes if v.path == subject.at and v.source == "projected"]

    def edit(self) -> tuple[Manifest, Message]:
        of, volume = self.subject, around(self.subject)
        wanted = self.projection(self.text("kind"))
        after = edits.add_projection(of.manifest, of.pod, volume, wanted)
        return after, say(_ADDED, name=volume.name)


_ADDED = gettext_noop("Added a source to volume %(name)s")
