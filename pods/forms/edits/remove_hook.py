"""A hook less."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms import hooks
from pods.forms.editing import EditForm, Gone, Section, Subject


class RemoveHook(EditForm):
    """A button."""

    section = Section.HOOKS
    title = _("Remove hook")
    icon = "×"
    order = 1

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        there = hooks.lifecycle(subject.container)
        return hooks.places(subject, *(name for name in hooks.NAMES if there.get(name) is not None))

    def edit(self) -> tuple[Manifest, Message]:
        of = self.subject
        if of.key not in hooks.NAMES:
            raise Gone
        change = edits.set_post_start if of.key == "postStart" else edits.set_pre_stop
        after = change(of.manifest, of.pod, of.container, None)
        return after, say(_REMOVED, hook=of.key, name=of.container.name)


_REMOVED = gettext_noop("Removed the %(hook)s hook of %(name)s")
