"""When a container that ended starts again, where it does not do as the pod says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import ContainerKind
from pods.domain.messages import Message, gettext_noop, say
from pods.forms import notes, restart_rules, since
from pods.forms.editing import EditForm, Section, Subject, same_choices
from pods.forms.pairs import fit_rows
from pods.forms.restart_rules import Rules

_POLICIES = {
    ContainerKind.CONTAINER: ("Always", "OnFailure", "Never"),
    # Always makes it a native sidecar, which is a choice of its kind.
    ContainerKind.INIT: ("OnFailure", "Never"),
    ContainerKind.SIDECAR: (),
}


class ContainerRestartPolicy(EditForm):
    """A policy of its own, none follows the pod; and rules that come before it."""

    section = Section.HOOKS
    title = _("Set")
    order = 20
    on_change = True
    api: ClassVar[Mapping[str, str]] = {
        "policy": "Container.restartPolicy",
        "rules": "Container.restartPolicyRules",
    }
    policy = forms.ChoiceField(label=_("Restart policy"), required=False)
    rules = restart_rules.area(_("By exit code"), placeholder="Restart In 42, 137")

    @classmethod
    def targets(cls, subject: Subject) -> Sequence[str]:
        return [subject.container.path] if subject.container.kind in _POLICIES else []

    def now(self) -> dict[str, Any]:
        said = self.subject.container.raw
        shown = restart_rules.joined(said.get("restartPolicyRules") or [])
        return {"policy": said.get("restartPolicy") or "", "rules": shown}

    def prepare(self) -> None:
        policies = _POLICIES.get(self.subject.container.kind, ())
        if policies:
            self._offer(policies)
        else:
            del self.fields["policy"]
        beyond = self.initial["rules"] is None
        if beyond:
            del self.fields["rules"]
        else:
            fit_rows(self.fields["rules"], self.initial["rules"])
        sentences = [None if policies else say(_SIDECAR), *self._too_old(), say(_BEYOND) if beyond else None]
        self.note = notes.joined(sentences)

    def clean_rules(self) -> Rules:
        """The rules that are asked for."""
        return restart_rules.split(self.cleaned_data["rules"])

    def edit(self) -> tuple[Manifest, Message]:
        of, rules = self.subject, self.cleaned_data.get("rules", ())
        # Rules need a policy: they come after it, and go before it does.
        for each in ("policy", "rules") if rules else ("rules", "policy"):
            if each in self.changed_data:
                of = self._set_rules(of, rules) if each == "rules" else self._set_policy(of)
        return of.manifest, self._said(of.container.name)

    def _offer(self, policies: Sequence[str]) -> None:
        field, of_pod = self.fields["policy"], str(self.subject.pod.spec.get("restartPolicy") or "Always")
        assert isinstance(field, forms.ChoiceField)
        field.choices = same_choices(
            *policies, empty=_("as the pod says (%(policy)s)") % {"policy": of_pod[:20]}
        )

    def _too_old(self) -> Sequence[Message | None]:
        said, is_sidecar = self.subject.container.raw, self.subject.container.kind is ContainerKind.SIDECAR
        rules, all_restart = said.get("restartPolicyRules"), "RestartAll" in str(self.initial["rules"])
        if not rules and (is_sidecar or not self.initial["policy"]):
            return []
        feature = since.RULES_OF_SIDECARS if is_sidecar else since.OWN_RESTARTS
        of_all = since.too_old(self.subject, since.RESTART_ALL) if all_restart else None
        return [since.too_old(self.subject, feature), of_all]

    def _set_policy(self, of: Subject) -> Subject:
        policy = self.text_or_none("policy")
        return of.on(edits.set_container_restart_policy(of.manifest, of.pod, of.container, policy))

    def _set_rules(self, of: Subject, rules: Rules) -> Subject:
        return of.on(edits.set_restart_rules(of.manifest, of.pod, of.container, rules))

    def _said(self, name: str) -> Message:
        policy = self.text_or_none("policy")
        if "rules" in self.changed_data:
            return say(_RULES, name=name)
        return say(_SET, policy=policy, name=name) if policy else say(_USUAL, name=name)


_SIDECAR = gettext_noop("A native sidecar is always restarted.")
_BEYOND = gettext_noop("Its restartPolicyRules say more than a form can hold: edit them in the text.")
_SET = gettext_noop("Set the restart policy of %(name)s to %(policy)s")
_USUAL = gettext_noop("Let %(name)s restart as the pod says")
_RULES = gettext_noop("Set by which exit codes %(name)s restarts")
