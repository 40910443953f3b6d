"""What the pod as a whole asks for and may use at most, over what its containers say (FACTS D.3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from pods.domain import edits
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms import notes, since
from pods.forms.editing import Section
from pods.forms.resources import ResourcesForm, behind


class PodResources(ResourcesForm):
    """That of all its containers together."""

    section = Section.POD_RESOURCES
    api: ClassVar[Mapping[str, str]] = behind("PodSpec")

    @property
    def said(self) -> Any:
        return self.subject.pod.spec.get("resources")

    def prepare(self) -> None:
        super().prepare()
        old = since.too_old(self.subject, since.POD_RESOURCES)
        self.note = notes.joined([old, self.note])

    def edit(self) -> tuple[Manifest, Message]:
        of, (requests, limits) = self.subject, map(self.wanted, ("requests", "limits"))
        return edits.set_pod_resources(of.manifest, of.pod, requests=requests, limits=limits), say(_SET)


_SET = gettext_noop("Set the resources of the whole pod")
