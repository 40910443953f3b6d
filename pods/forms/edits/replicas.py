"""How many pods the workload keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.edits.jobs import workload_path
from pods.domain.edits.workload import REPLICATED
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.forms.editing import EditForm, Section, Subject


class Replicas(EditForm):
    """A number; none means one."""

    section = Section.WORKLOAD
    title = _("Set")
    order = 1
    on_change = True
    api: ClassVar[Mapping[str, str]] = {"replicas": "DeploymentSpec.replicas"}
    replicas = forms.IntegerField(
        label=_("Replicas"),
        required=False,
        min_value=0,
        max_value=2**31 - 1,
        widget=forms.NumberInput(attrs={"placeholder": "1"}),
    )

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        return [workload_path(subject.manifest, subject.pod)] if subject.pod.kind in REPLICATED else []

    def api_behind(self, name: str) -> str | None:
        """The field of the API in workloads of this kind."""
        return f"{self.subject.pod.kind}Spec.{name}"

    def now(self) -> dict[str, Any]:
        of = self.subject
        at = paths.join(workload_path(of.manifest, of.pod), "replicas")
        return {"replicas": of.manifest.value(of.pod.document, at)}

    def edit(self) -> tuple[Manifest, Message]:
        of, count = self.subject, self.cleaned_data["replicas"]
        after = edits.set_replicas(of.manifest, of.pod, count)
        return after, say(_USUAL) if count is None else say(_SET, count=count)


_SET = gettext_noop("Set the replicas to %(count)d")
_USUAL = gettext_noop("Took back the number of replicas")
