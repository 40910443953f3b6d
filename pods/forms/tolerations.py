"""The fields of a toleration, and where those of the pod stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pods.domain.edits import Toleration
from pods.domain.manifest import paths
from pods.forms.editing import Gone, Subject, optional_text, same_choices

_OWN = {
    "key": "key",
    "operator": "operator",
    "value": "value",
    "effect": "effect",
    "tolerationSeconds": "seconds",
}


class TolerationFields(forms.Form):
    """A taint by key, operator, value and effect, and for how long."""

    api: ClassVar[Mapping[str, str]] = {own: f"Toleration.{field}" for field, own in _OWN.items()}
    key = optional_text(_("Taint"), placeholder="nvidia.com/gpu")
    operator = forms.ChoiceField(label=_("Operator"), choices=[("Equal", _("is")), ("Exists", _("exists"))])
    value = optional_text(_("Value"))
    effect = forms.ChoiceField(
        label=_("Effect"),
        required=False,
        choices=same_choices("NoSchedule", "PreferNoSchedule", "NoExecute", empty=_("every")),
    )
    seconds = forms.IntegerField(
        label=_("Seconds"), required=False, widget=forms.NumberInput(attrs={"placeholder": _("for ever")})
    )

    def chosen(self) -> Toleration:
        """The toleration as the fields say it."""
        said = self.cleaned_data
        return Toleration(said["key"], said["operator"], said["value"], said["effect"], said["seconds"])


def places(subject: Subject) -> Sequence[str]:
    """The paths of the pod's tolerations."""
    said = subject.pod.spec.get("tolerations")
    at = paths.join(subject.pod.path, "tolerations")
    return [paths.join(at, index) for index in range(len(said))] if isinstance(said, list) else []


def at(subject: Subject) -> Any:
    """What the text says of the toleration that the subject is. Raises Gone."""
    if subject.at not in places(subject):
        raise Gone
    return subject.manifest.value(subject.pod.document, subject.at)


def held(said: Any) -> dict[str, Any] | None:
    """What a toleration says in the fields; None where they cannot hold it."""
    if not isinstance(said, Mapping) or said.keys() - _OWN:
        return None
    texts = {name: said.get(name) or "" for name in ("key", "value", "effect")}
    operator, seconds = said.get("operator") or "Equal", said.get("tolerationSeconds")
    if not all(isinstance(each, str) for each in (*texts.values(), operator)):
        return None
    if type(seconds) is not int and seconds is not None:
        return None
    return {**texts, "operator": operator, "seconds": seconds}
