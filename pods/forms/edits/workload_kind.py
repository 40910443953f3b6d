"""Another kind for what makes the pod, and what that would lose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.edits.workload_kinds import KINDS
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.pods import is_built_in
from pods.domain.messages import Message, gettext_noop, say
from pods.forms.choices import tick
from pods.forms.editing import EditForm, Section, Subject, optional_text, same_choices, when
from pods.forms.needed import NEEDED


class WorkloadKind(EditForm):
    """The kind, what it needs besides, and whether what it has no field for may go."""

    section = Section.WORKLOAD
    title = _("Change kind")
    api: ClassVar[Mapping[str, str]] = {
        "schedule": "CronJobSpec.schedule",
        "restart": "PodSpec.restartPolicy",
    }
    kind = forms.ChoiceField(
        label=_("Kind"), choices=same_choices(*KINDS), widget=forms.Select(attrs={"data-choice": ""})
    )
    schedule = optional_text(_("Schedule"), placeholder="0 3 * * *", **NEEDED, **when("CronJob"))
    restart = forms.ChoiceField(
        label=_("Restart policy"),
        required=False,
        choices=same_choices("Never", "OnFailure"),
        widget=forms.Select(attrs=when("Job", "CronJob")),
    )
    drop = tick(_("Let go what the other kind has no field for"))

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        return [subject.pod.path] if is_built_in(subject.manifest.holder(subject.pod)) else []

    def now(self) -> dict[str, Any]:
        pod = self.subject.pod
        return {"kind": pod.kind, "restart": pod.spec.get("restartPolicy") or "Never"}

    def prepare(self) -> None:
        kind, field = self.subject.pod.kind, self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = same_choices(*dict.fromkeys((*KINDS, kind)))
        if kind == "CronJob":  # its schedule has a form of its own
            del self.fields["schedule"]
        lost = edits.lost_as(self.subject.manifest, self.subject.pod, "Pod")
        if lost:
            self.note = say(_GOES, fields=", ".join(lost[:12]))
        else:
            del self.fields["drop"]

    def selects(self, manifest: Manifest) -> str | None:
        return ""

    def edit(self) -> tuple[Manifest, Message]:
        of, kind = self.subject, self.text("kind")
        after = edits.change_workload(
            of.manifest,
            of.pod,
            kind,
            drop=bool(self.cleaned_data.get("drop")),
            schedule=self.text("schedule"),
            restart_policy=self.text("restart") or "Never",
        )
        return after, say(_MADE, old=of.pod.kind, name=of.pod.name, kind=kind)


_GOES = gettext_noop("A bare Pod would lose %(fields)s; other kinds keep what they have a field for.")
_MADE = gettext_noop("Made the %(old)s %(name)s a %(kind)s")
