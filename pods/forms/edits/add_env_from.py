"""All keys of one more ConfigMap or Secret as variables, behind the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms import env_from
from pods.forms.editing import EditForm, Section, Subject


class AddEnvFrom(env_from.EnvFromFields, EditForm):
    """Which one, and the prefix."""

    section = Section.ENV_FROM
    title = _("Add all its keys")
    order = 10

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        return [env_from.place(subject)]

    def now(self) -> dict[str, Any]:
        return {"source": "configMapRef"}

    def edit(self) -> tuple[Manifest, Message]:
        of, source = self.subject, self.chosen()
        after = edits.add_env_from(of.manifest, of.pod, of.container, source)
        return after, say(_ADDED, name=source.name, container=of.container.name)


_ADDED = gettext_noop("Let %(container)s take all variables of %(name)s")
