"""A source of a projected volume."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms import projections
from pods.forms.editing import EditForm, Section, Subject
from pods.forms.files import around, named
from pods.forms.projections import ProjectionFields


class Projection(ProjectionFields, EditForm):
    """What it says; of which kind it is stays."""

    section = Section.SOURCES
    title = _("Set")
    on_change = True

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        return projections.places(subject)

    def now(self) -> dict[str, Any]:
        self.kind = projections.kind_of(projections.here(self.subject))
        self.held = projections.held(projections.here(self.subject))
        return self.held or {}

    def prepare(self) -> None:
        if self.held is None:
            self.leave_to_the_text(say(_BEYOND))
            return
        for name in set(self.fields) - set(self.held):
            del self.fields[name]
        if not self.fields:  # there is nothing but its files to say of it
            self.leave_to_the_text(say(_SOURCE, source=named(self.subject, f"{self.subject.at}.{self.kind}")))
        elif "name" in self.fields:
            self.fields["name"].label = str(dict(projections.KINDS)[self.kind])
        else:
            self.fields["path"].label = _("File of the token")

    def edit(self) -> tuple[Manifest, Message]:
        of, volume = self.subject, around(self.subject)
        wanted = self.projection(self.kind)
        after = edits.change_projection(of.manifest, of.pod, volume, of.at, wanted)
        return after, say(_CHANGED, name=volume.name)


_SOURCE = gettext_noop("Source %(source)s")
_CHANGED = gettext_noop("Changed a source of volume %(name)s")
_BEYOND = gettext_noop("This source says more than a form can hold: edit it in the text.")
