"""A taint of nodes that the pod no longer puts up with."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms import tolerations
from pods.forms.editing import EditForm, Section, Subject


class RemoveToleration(EditForm):
    """A button."""

    section = Section.NODES
    title = _("Remove toleration")
    icon = "×"
    order = 3

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        return tolerations.places(subject)

    def edit(self) -> tuple[Manifest, Message]:
        of, index = self.subject, int(paths.steps(self.subject.at)[-1])
        said = tolerations.held(tolerations.at(of)) or {}
        after = edits.remove_toleration(of.manifest, of.pod, index)
        return after, say(_REMOVED, key=said.get("key") or "*")


_REMOVED = gettext_noop("Removed the toleration of %(key)s")
