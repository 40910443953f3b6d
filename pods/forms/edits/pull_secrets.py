"""The Secrets that images are pulled with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms import words
from pods.forms.editing import EditForm, Section
from pods.forms.pairs import fit_rows


class PullSecrets(EditForm):
    """Their names, one a line."""

    section = Section.ACCOUNT
    title = _("Set")
    order = 1
    on_change = True
    api: ClassVar[Mapping[str, str]] = {"secrets": "PodSpec.imagePullSecrets"}
    secrets = words.area(_("Pull secrets"), placeholder="registry-credentials")

    def now(self) -> dict[str, Any]:
        said = self.subject.pod.spec.get("imagePullSecrets") or []
        listed = said if isinstance(said, list) else [None]
        names = [name for each in listed if isinstance(name := paths.value_at(each, "name"), str)]
        return {"secrets": words.joined(names) if len(names) == len(listed) else None}

    def prepare(self) -> None:
        if self.initial["secrets"] is None:
            self.leave_to_the_text(say(_NO_NAMES))
        else:
            fit_rows(self.fields["secrets"], self.initial["secrets"])

    def edit(self) -> tuple[Manifest, Message]:
        of = self.subject
        wanted = [line.strip() for line in words.split(self.text("secrets")) if line.strip()]
        return edits.set_pull_secrets(of.manifest, of.pod, wanted), say(_SET)


_SET = gettext_noop("Set the pull secrets")
_NO_NAMES = gettext_noop("These pull secrets are no list of names: edit them in the text.")
