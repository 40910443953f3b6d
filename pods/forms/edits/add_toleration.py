"""One more taint of nodes that the pod puts up with."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms.editing import EditForm, Section, Subject
from pods.forms.tolerations import TolerationFields


class AddToleration(TolerationFields, EditForm):
    """Key, operator, value, effect and time."""

    section = Section.NODES
    title = _("Add toleration")
    order = 4

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        return [paths.join(subject.pod.path, "tolerations")]

    def edit(self) -> tuple[Manifest, Message]:
        of = self.subject
        after = edits.add_toleration(of.manifest, of.pod, self.chosen())
        return after, say(_ADDED, key=self.text("key") or "*")


_ADDED = gettext_noop("Added a toleration of %(key)s")
