"""What a container asks for and may use at most."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from pods.domain import edits
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms.editing import Section
from pods.forms.resources import ResourcesForm, behind


class Resources(ResourcesForm):
    """That of one container."""

    section = Section.RESOURCES
    api: ClassVar[Mapping[str, str]] = behind("Container")

    @property
    def said(self) -> Any:
        return self.subject.container.raw.get("resources")

    def edit(self) -> tuple[Manifest, Message]:
        of, (requests, limits) = self.subject, map(self.wanted, ("requests", "limits"))
        after = edits.set_resources(of.manifest, of.pod, of.container, requests=requests, limits=limits)
        return after, say(_SET, name=of.container.name)


_SET = gettext_noop("Set the resources of %(name)s")
