"""How often a Job runs its pods, and how long."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.edits.jobs import JOB_NUMBERS, job_path
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms.editing import EditForm, Section, Subject
from pods.forms.numbers import number


class Job(EditForm):
    """The fields of the API of the same names."""

    section = Section.WORKLOAD
    title = _("Set")
    order = 3
    on_change = True
    api: ClassVar[Mapping[str, str]] = {field: f"JobSpec.{field}" for field in JOB_NUMBERS}
    completions = number(_("Completions"), "1")
    parallelism = number(_("At the same time"), "1")
    backoffLimit = number(_("Retries"), "6")
    activeDeadlineSeconds = number(_("Deadline in seconds"), _("none"))
    ttlSecondsAfterFinished = number(_("Kept for seconds"), _("for ever"))

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        return [job_path(subject.pod)] if subject.pod.kind in ("Job", "CronJob") else []

    def now(self) -> dict[str, Any]:
        said = self.subject.manifest.value(self.subject.pod.document, job_path(self.subject.pod))
        return {field: said.get(field) for field in JOB_NUMBERS}

    def edit(self) -> tuple[Manifest, Message]:
        of = self.subject
        numbers = {field: self.cleaned_data[field] for field in self.changed_data}
        return edits.set_job(of.manifest, of.pod, numbers), say(_SET, name=of.pod.name)


_SET = gettext_noop("Set how the Job of %(name)s runs")
