"""How long the pod may take to stop."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms.editing import EditForm, Section


class GracePeriod(EditForm):
    """Seconds; empty for the usual 30."""

    section = Section.POD
    title = _("Set")
    order = 4
    on_change = True
    api: ClassVar[Mapping[str, str]] = {"seconds": "PodSpec.terminationGracePeriodSeconds"}
    seconds = forms.IntegerField(
        label=_("Grace period in seconds"),
        required=False,
        min_value=0,
        widget=forms.NumberInput(attrs={"placeholder": "30"}),
    )

    def now(self) -> dict[str, Any]:
        return {"seconds": self.subject.pod.spec.get("terminationGracePeriodSeconds")}

    def edit(self) -> tuple[Manifest, Message]:
        of, seconds = self.subject, self.cleaned_data["seconds"]
        after = edits.set_grace_period(of.manifest, of.pod, seconds)
        return after, say(_USUAL) if seconds is None else say(_SET, seconds=seconds)


_SET = gettext_noop("Set the grace period to %(seconds)d seconds")
_USUAL = gettext_noop("Took back the grace period")
