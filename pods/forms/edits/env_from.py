"""All keys of a ConfigMap or Secret as variables: of another one, or under other names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms import env_from
from pods.forms.editing import EditForm, Section, Subject


class EnvFrom(env_from.EnvFromFields, EditForm):
    """Which one, and the prefix."""

    section = Section.ENV_FROM
    title = _("Set")
    on_change = True

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        return env_from.places(subject)

    def now(self) -> dict[str, Any]:
        return env_from.held(self._said()) or {}

    def prepare(self) -> None:
        if not self.initial:
            self.leave_to_the_text(say(_OTHER))

    def edit(self) -> tuple[Manifest, Message]:
        of, wanted = self.subject, self.chosen()
        after = edits.change_env_from(of.manifest, of.pod, of.container, env_from.index(of), wanted)
        return after, say(_SET, name=wanted.name, container=of.container.name)

    def _said(self) -> Any:
        return env_from.entries(self.subject.container)[env_from.index(self.subject)]


_OTHER = gettext_noop("This entry says more than a form can hold: edit it in the text.")
_SET = gettext_noop("Set which variables %(container)s takes from %(name)s")
