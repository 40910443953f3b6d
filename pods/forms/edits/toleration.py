"""A taint of nodes that the pod puts up with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms import tolerations
from pods.forms.editing import EditForm, Section, Subject
from pods.forms.tolerations import TolerationFields


class Toleration(TolerationFields, EditForm):
    """Key, operator, value, effect and time."""

    section = Section.NODES
    title = _("Set")
    order = 2
    on_change = True

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        return tolerations.places(subject)

    def now(self) -> dict[str, Any]:
        return tolerations.held(tolerations.at(self.subject)) or {}

    def prepare(self) -> None:
        if not self.initial:
            self.leave_to_the_text(say(_BEYOND))

    def edit(self) -> tuple[Manifest, Message]:
        of, index = self.subject, int(paths.steps(self.subject.at)[-1])
        after = edits.change_toleration(of.manifest, of.pod, index, self.chosen())
        return after, say(_SET, key=self.text("key") or "*")


_SET = gettext_noop("Changed the toleration of %(key)s")
_BEYOND = gettext_noop("This toleration says more than a form can hold: edit it in the text.")
