"""When containers that ended start again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms.editing import EditForm, Section, same_choices


class RestartPolicy(EditForm):
    """A policy; none means Always."""

    section = Section.POD
    title = _("Set")
    order = 5
    on_change = True
    api: ClassVar[Mapping[str, str]] = {"policy": "PodSpec.restartPolicy"}
    policy = forms.ChoiceField(
        label=_("Restart policy"),
        required=False,
        choices=same_choices("Always", "OnFailure", "Never", empty=_("as usual (Always)")),
    )

    def now(self) -> dict[str, Any]:
        return {"policy": self.subject.pod.spec.get("restartPolicy") or ""}

    def edit(self) -> tuple[Manifest, Message]:
        of, policy = self.subject, self.text_or_none("policy")
        after = edits.set_restart_policy(of.manifest, of.pod, policy)
        return after, say(_SET, policy=policy) if policy else say(_USUAL)


_SET = gettext_noop("Set the restart policy to %(policy)s")
_USUAL = gettext_noop("Took back the restart policy")
