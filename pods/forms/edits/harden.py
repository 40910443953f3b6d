"""A container as the profile “restricted” of the Pod Security Standards wants it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms.editing import EditForm, Section, Subject


class Harden(EditForm):
    """A button, where there is anything to change."""

    section = Section.SECURITY
    title = _("Harden")
    order = 1

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        container = subject.container
        mapping = isinstance(container.raw.get("securityContext"), Mapping | None)
        lacking = edits.unhardened(subject.pod, container, subject.minor)
        return [paths.join(container.path, "securityContext")] if mapping and lacking else []

    def edit(self) -> tuple[Manifest, Message]:
        of = self.subject
        after = edits.harden(of.manifest, of.pod, of.container, of.minor)
        return after, say(_DONE, name=of.container.name)


_DONE = gettext_noop("Hardened %(name)s to the profile “restricted”")
