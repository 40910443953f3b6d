"""When a container that ended starts again, where it does not do as the pod says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import ContainerKind
from pods.domain.messages import Message, gettext_noop, say
from pods.forms import notes, since
from pods.forms.editing import EditForm, Section, Subject, same_choices

_POLICIES = {
    ContainerKind.CONTAINER: ("Always", "OnFailure", "Never"),
    ContainerKind.INIT: (
        "OnFailure",
        "Never",
    ),  # Always makes it a native sidecar, which is a choice of its kind
}


class ContainerRestartPolicy(EditForm):
    """A policy of its own; none follows the pod."""

    section = Section.HOOKS
    title = _("Set")
    order = 20
    on_change = True
    api: ClassVar[Mapping[str, str]] = {"policy": "Container.restartPolicy"}
    policy = forms.ChoiceField(label=_("Restart policy"), required=False)

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        container = subject.container
        return [paths.join(container.path, "restartPolicy")] if _says_itself(subject) else []

    def now(self) -> dict[str, Any]:
        return {"policy": self.subject.container.raw.get("restartPolicy") or ""}

    def prepare(self) -> None:
        container = self.subject.container
        of_pod = str(self.subject.pod.spec.get("restartPolicy") or "Always")[:20]
        field = self.fields["policy"]
        assert isinstance(field, forms.ChoiceField)
        policies = _POLICIES.get(container.kind, ())
        field.choices = same_choices(*policies, empty=_("as the pod says (%(policy)s)") % {"policy": of_pod})
        is_sidecar, rules = container.kind is ContainerKind.SIDECAR, container.raw.get("restartPolicyRules")
        if is_sidecar:
            self.leave_to_the_text(say(_SIDECAR))
        feature = since.RULES_OF_SIDECARS if is_sidecar else since.OWN_RESTARTS
        too_old = since.too_old(self.subject, feature) if self.initial["policy"] or rules else None
        self.note = notes.joined([self.note, too_old, say(_RULES) if rules else None])

    def edit(self) -> tuple[Manifest, Message]:
        of, policy = self.subject, self.text_or_none("policy")
        after = edits.set_container_restart_policy(of.manifest, of.pod, of.container, policy)
        name = of.container.name
        return after, say(_SET, policy=policy, name=name) if policy else say(_USUAL, name=name)


def _says_itself(subject: Subject) -> bool:
    container = subject.container
    return container.kind in _POLICIES or bool(container.raw.get("restartPolicyRules"))


_RULES = gettext_noop("Its restartPolicyRules come first: edit these in the text.")
_SIDECAR = gettext_noop("A native sidecar is always restarted.")
_SET = gettext_noop("Set the restart policy of %(name)s to %(policy)s")
_USUAL = gettext_noop("Let %(name)s restart as the pod says")
