"""The variables of a ConfigMap or Secret less."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms import env_from
from pods.forms.editing import EditForm, Section, Subject


class RemoveEnvFrom(EditForm):
    """A button."""

    section = Section.ENV_FROM
    title = _("Remove variables")
    icon = "×"
    order = 3

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        return env_from.places(subject)

    def edit(self) -> tuple[Manifest, Message]:
        of, index = self.subject, env_from.index(self.subject)
        name = env_from.name(env_from.entries(of.container)[index])
        after = edits.remove_env_from(of.manifest, of.pod, of.container, index)
        return after, say(_DONE, name=name, container=of.container.name)


_DONE = gettext_noop("Took the variables of %(name)s from %(container)s")
