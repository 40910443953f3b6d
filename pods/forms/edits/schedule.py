"""When a CronJob makes its Jobs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.edits.jobs import CONCURRENCY, CRON_NUMBERS, workload_path
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms.editing import EditForm, Section, Subject, optional_text, same_choices
from pods.forms.needed import NEEDED
from pods.forms.numbers import number

_FIELDS = ("schedule", "timeZone", "concurrencyPolicy", "suspend", *CRON_NUMBERS)


class Schedule(EditForm):
    """The fields of the API of the same names."""

    section = Section.WORKLOAD
    title = _("Set")
    order = 2
    on_change = True
    api: ClassVar[Mapping[str, str]] = {field: f"CronJobSpec.{field}" for field in _FIELDS}
    schedule = optional_text(_("Schedule"), placeholder="0 3 * * *", **NEEDED)
    timeZone = optional_text(_("Time zone"), placeholder="Asia/Seoul")
    concurrencyPolicy = forms.ChoiceField(
        label=_("While one runs"),
        required=False,
        choices=same_choices(*CONCURRENCY, empty=_("as usual (Allow)")),
    )
    startingDeadlineSeconds = number(_("Late by seconds at most"), _("any"))
    successfulJobsHistoryLimit = number(_("Successful ones kept"), "3")
    failedJobsHistoryLimit = number(_("Failed ones kept"), "1")
    suspend = forms.BooleanField(label=_("Suspended"), required=False)

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        return [workload_path(subject.manifest, subject.pod)] if subject.pod.kind == "CronJob" else []

    def now(self) -> dict[str, Any]:
        of = self.subject
        said = of.manifest.value(of.pod.document, workload_path(of.manifest, of.pod))
        return {field: said.get(field) for field in _FIELDS}

    def edit(self) -> tuple[Manifest, Message]:
        of, said = self.subject, self.cleaned_data
        after = edits.set_cron(
            of.manifest,
            of.pod,
            self.text("schedule"),
            {field: said[field] for field in CRON_NUMBERS if field in self.changed_data},
            time_zone=self.text_or_none("timeZone"),
            concurrency=self.text_or_none("concurrencyPolicy"),
            suspend=bool(said["suspend"]),
        )
        return after, say(_SET, name=of.pod.name, schedule=self.text("schedule"))


_SET = gettext_noop("Set when the CronJob %(name)s runs: %(schedule)s")
