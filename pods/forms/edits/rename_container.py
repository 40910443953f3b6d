"""Another name for a container, wherever it is named."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms.editing import EditForm, Section, optional_text
from pods.forms.needed import NEEDED


class RenameContainer(EditForm):
    """The name."""

    section = Section.IDENTITY
    title = _("Rename")
    order = 0
    on_change = True
    api: ClassVar[Mapping[str, str]] = {"name": "Container.name"}
    name = optional_text(_("Name"), **NEEDED)

    def now(self) -> dict[str, Any]:
        return {"name": self.subject.container.name}

    def edit(self) -> tuple[Manifest, Message]:
        of, name = self.subject, self.text("name")
        after = edits.rename_container(of.manifest, of.pod, of.container, name=name)
        return after, say(_RENAMED, old=of.container.name, name=name)


_RENAMED = gettext_noop("Renamed container %(old)s to %(name)s")
