"""A second container like this one, behind it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms.editing import EditForm, Section, optional_text
from pods.forms.needed import NEEDED


class DuplicateContainer(EditForm):
    """The name of the copy."""

    section = Section.IDENTITY
    title = _("Duplicate")
    order = 4
    api: ClassVar[Mapping[str, str]] = {"copy": "Container.name"}
    copy = optional_text(_("Copy as"), **NEEDED)

    def now(self) -> dict[str, Any]:
        taken = {container.name for container in self.subject.pod.containers}
        own = self.subject.container.name[:60]
        return {"copy": next(name for name in (f"{own}-{n}" for n in count(2)) if name not in taken)}

    def selects(self, manifest: Manifest) -> str | None:
        return self.selects_container(manifest, self.text("copy"))

    def edit(self) -> tuple[Manifest, Message]:
        of, copy = self.subject, self.text("copy")
        after = edits.duplicate_container(of.manifest, of.pod, of.container, name=copy)
        return after, say(_DUPLICATED, name=of.container.name, copy=copy)


_DUPLICATED = gettext_noop("Duplicated container %(name)s as %(copy)s")
