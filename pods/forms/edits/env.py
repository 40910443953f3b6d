"""An environment variable: another name, value or source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms.editing import EditForm, Section, Subject
from pods.forms.sources import offer_sources
from pods.forms.variables import VariableFields, held


class Env(VariableFields, EditForm):
    """Its name and where its value comes from."""

    section = Section.ENV
    title = _("Set")
    on_change = True

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        return [variable.path for variable in subject.container.env]

    def now(self) -> dict[str, Any]:
        return held(self.subject.item(self.subject.container.env)) or {}

    def prepare(self) -> None:
        variable = self.subject.item(self.subject.container.env)
        twice = [each.name for each in self.subject.container.env].count(variable.name) > 1
        if not self.initial or twice:
            self.leave_to_the_text(say(_TWICE if twice else _OTHER, name=variable.name))
        else:
            now = str(self.initial.get("of", ""))
            offer_sources(self.fields["of"], self.fields["key"], self.subject, now)

    def edit(self) -> tuple[Manifest, Message]:
        of, name = self.subject, self.text("name")
        old = of.item(of.container.env).name
        of = of.on(edits.rename_env(of.manifest, of.pod, of.container, old, name))
        if set(self.changed_data) - {"name"}:
            of = of.on(edits.set_env(of.manifest, of.pod, of.container, name, self.chosen()))
        what = _SET if old == name else _RENAMED
        return of.manifest, say(what, old=old, name=name, container=of.container.name)


_OTHER = gettext_noop("%(name)s takes its value in another way than a form can hold: edit it in the text.")
_TWICE = gettext_noop("%(name)s stands here more than once: edit it in the text.")
_SET = gettext_noop("Set variable %(name)s of %(container)s")
_RENAMED = gettext_noop("Renamed variable %(old)s of %(container)s to %(name)s")
