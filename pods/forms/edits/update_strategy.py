"""How the workload replaces its pods when they change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.edits.jobs import workload_path
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message, gettext_noop, say
from pods.domain.rollouts import ROLLING, ROLLOUTS, Rollout
from pods.forms.editing import EditForm, Inner, Section, Subject, optional_text, same_choices, when
from pods.forms.numbers import is_number, number
from pods.forms.objects import said_by

_AMOUNTS = ("maxSurge", "maxUnavailable")
_USUAL = {
    "Deployment": {"maxSurge": "25%", "maxUnavailable": "25%"},
    "DaemonSet": {"maxSurge": "0", "maxUnavailable": "1"},
    "StatefulSet": {"maxUnavailable": "1"},
}


class UpdateStrategy(EditForm):
    """The fields of the API of the same names, those that the kind has."""

    section = Section.WORKLOAD
    title = _("Set")
    order = 4
    on_change = True
    api: ClassVar[Mapping[str, str]] = {
        "type": "DeploymentStrategy.type",
        "maxSurge": "RollingUpdateDeployment.maxSurge",
        "maxUnavailable": "RollingUpdateDeployment.maxUnavailable",
        "partition": "RollingUpdateStatefulSetStrategy.partition",
        "minReadySeconds": "DeploymentSpec.minReadySeconds",
        "revisionHistoryLimit": "DeploymentSpec.revisionHistoryLimit",
        "progressDeadlineSeconds": "DeploymentSpec.progressDeadlineSeconds",
    }
    type = forms.ChoiceField(
        label=_("Pods are replaced"),
        required=False,
        widget=forms.Select(attrs={"data-choice": "", "class": "whole"}),
    )
    maxSurge = optional_text(_("More than wanted"), **when(ROLLING))
    maxUnavailable = optional_text(_("Fewer than wanted"), **when(ROLLING))
    partition = number(_("Only from number"), "0", attrs=when(ROLLING))
    minReadySeconds = number(_("Ready for seconds"), "0")
    revisionHistoryLimit = number(_("Old revisions kept"), "10")
    progressDeadlineSeconds = number(_("Deadline in seconds"), "600")

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        of = subject.pod
        return [workload_path(subject.manifest, of)] if of.kind in ROLLOUTS else []

    def api_behind(self, name: str) -> str | None:
        """The field of the API, which every kind calls alike and has in its own place."""
        rollout, spec = self._rollout, f"{self.subject.pod.kind}Spec"
        if name in rollout.numbers:
            return f"{spec}.{name}"
        rolling = "rollingUpdate." if name in rollout.rolling else ""
        return f"{spec}.{rollout.strategy}.{rolling}{name}"

    def now(self) -> dict[str, Any]:
        of = self.subject
        spec = of.manifest.value(of.pod.document, workload_path(of.manifest, of.pod))
        held = _held(self._rollout, spec)
        self.beyond = held is None
        return held or {}

    def prepare(self) -> None:
        if self.beyond:
            self.leave_to_the_text(say(_BEYOND))
            return
        for name in self.fields.keys() - self.initial.keys():
            del self.fields[name]
        if self._rollout.types:
            self._prepare_strategy(self.subject.pod.kind, self._rollout.types)

    def clean(self) -> None:
        """Counts become numbers; percentages stay as they are written."""
        for name in _AMOUNTS:
            said = str(self.cleaned_data.get(name) or "")
            self.cleaned_data[name] = int(said) if is_number(said) else said or None

    def edit(self) -> tuple[Manifest, Message]:
        of = self.subject
        wanted = {name: self.cleaned_data[name] for name in self.changed_data}
        return edits.set_rollout(of.manifest, of.pod, wanted), say(_SET, kind=of.pod.kind, name=of.pod.name)

    def _prepare_strategy(self, kind: str, types: Sequence[str]) -> None:
        field = self.fields["type"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = same_choices(*types)
        self.inner = Inner("update-strategy", _("Update of the pods"), self.initial["type"])
        for name, usual in _USUAL[kind].items():
            self.fields[name].widget.attrs["placeholder"] = usual
        if kind == "StatefulSet" and self.initial["maxUnavailable"] is not None:
            self.note = say(_GATED)

    @property
    def _rollout(self) -> Rollout:
        return ROLLOUTS[self.subject.pod.kind]


def _held(rollout: Rollout, spec: Any) -> dict[str, Any] | None:
    """What a workload says in the fields of its kind; None where they cannot hold it."""
    said = said_by(spec)
    strategy = said.get(rollout.strategy) or {}
    rolling = said_by(strategy).get("rollingUpdate") or {}
    if not isinstance(strategy, Mapping) or not isinstance(rolling, Mapping):
        return None
    chosen = strategy.get("type") or ROLLING
    held = {
        **{name: rolling.get(name) for name in rollout.rolling},
        **{name: said.get(name) for name in rollout.numbers},
    }
    fits = chosen in (rollout.types or (ROLLING,)) and all(_fits(name, each) for name, each in held.items())
    typed = {"type": chosen} if rollout.types else {}
    return {**typed, **held} if fits else None


def _fits(name: str, value: Any) -> bool:
    """A field can hold the value: a count, or a percentage where one is taken."""
    return value is None or type(value) is int or (name in _AMOUNTS and isinstance(value, str))


_SET = gettext_noop("Set how the %(kind)s %(name)s updates its pods")
_BEYOND = gettext_noop("This update strategy says something a form cannot hold: edit it in the text.")
_GATED = gettext_noop(
    "Without the feature gate MaxUnavailableStatefulSet Kubernetes drops maxUnavailable: one pod at a time."
)
