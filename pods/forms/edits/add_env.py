"""A new environment variable, behind the others."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.edits.refusal import EditRefused
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms.editing import EditForm, Section
from pods.forms.sources import offer_sources
from pods.forms.variables import VariableFields


class AddEnv(VariableFields, EditForm):
    """Its name and where its value comes from."""

    section = Section.ENV
    title = _("Add variable")
    order = 10

    def now(self) -> dict[str, Any]:
        return {"source": "value"}

    def prepare(self) -> None:
        offer_sources(self.fields["of"], self.fields["key"], self.subject)

    def edit(self) -> tuple[Manifest, Message]:
        of, name = self.subject, self.text("name")
        if any(variable.name == name for variable in of.container.env):
            raise EditRefused(say(_TAKEN, name=name))
        after = edits.set_env(of.manifest, of.pod, of.container, name, self.chosen())
        return after, say(_ADDED, name=name, container=of.container.name)


_TAKEN = gettext_noop("There is a variable named %(name)s already; change that one.")
_ADDED = gettext_noop("Added variable %(name)s to %(container)s")
