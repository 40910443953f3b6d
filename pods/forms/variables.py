"""The fields of an environment variable: its name, and its value or where that is taken from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pods.domain import edits
from pods.domain.edits import EnvSource
from pods.domain.manifest.views import EnvVar
from pods.forms.editing import optional_text, when
from pods.forms.needed import NEEDED
from pods.forms.offering import offering

SOURCES = [
    ("value", _("value")),
    ("fieldRef", _("field of the pod")),
    ("resourceFieldRef", _("resource")),
    ("configMapKeyRef", "ConfigMap"),
    ("secretKeyRef", "Secret"),
]
# The fields that each source's form holds.
_OWN: Mapping[str, Mapping[str, str]] = {
    "fieldRef": {"fieldPath": "path"},
    "resourceFieldRef": {"resource": "resource", "containerName": "of_container", "divisor": "divisor"},
    "configMapKeyRef": {"name": "of", "key": "key", "optional": "optional"},
    "secretKeyRef": {"name": "of", "key": "key", "optional": "optional"},
}


class VariableFields(forms.Form):
    """What can be said of a variable; which of it is asked for follows from its source."""

    api: ClassVar[Mapping[str, str]] = {
        "name": "EnvVar.name",
        "source": "EnvVar.valueFrom",
        "value": "EnvVar.value",
        "path": "EnvVar.valueFrom.fieldRef.fieldPath",
        "resource": "EnvVar.valueFrom.resourceFieldRef.resource",
        "of_container": "EnvVar.valueFrom.resourceFieldRef.containerName",
        "divisor": "EnvVar.valueFrom.resourceFieldRef.divisor",
        "of": "EnvVar.valueFrom",
        "key": "EnvVar.valueFrom",
        "optional": "EnvVar.valueFrom",
    }
    name = optional_text(_("Name"), placeholder="MODE", **NEEDED)
    source = forms.ChoiceField(
        label=_("From"), choices=SOURCES, widget=forms.Select(attrs={"data-choice": ""})
    )
    value = forms.CharField(
        label=_("Value"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 1, "class": "whole", "spellcheck": "false", **when("value")}),
    )
    path = optional_text(_("Field"), placeholder="spec.nodeName", **NEEDED, **when("fieldRef"))
    resource = optional_text(_("Resource"), placeholder="limits.memory", **NEEDED, **when("resourceFieldRef"))
    of_container = optional_text(_("Of container"), **when("resourceFieldRef"))
    divisor = optional_text(_("In units of"), placeholder="1Mi", **when("resourceFieldRef"))
    of = offering(_("Name of it"), **NEEDED, **when("configMapKeyRef", "secretKeyRef"))
    key = offering(_("Key"), **NEEDED, **when("configMapKeyRef", "secretKeyRef"))
    optional = forms.BooleanField(
        label=_("May be missing"),
        required=False,
        widget=forms.CheckboxInput(attrs=when("configMapKeyRef", "secretKeyRef")),
    )

    def chosen(self) -> str | EnvSource:
        """The value or source as the fields say it."""
        said = self.cleaned_data
        match said["source"]:
            case "fieldRef":
                return edits.FieldValue(said["path"])
            case "resourceFieldRef":
                return edits.ResourceValue(said["resource"], said["of_container"], said["divisor"])
            case "configMapKeyRef":
                return edits.ConfigMapValue(said["of"], said["key"], said["optional"])
            case "secretKeyRef":
                return edits.SecretValue(said["of"], said["key"], said["optional"])
        return str(said["value"]).replace("\r\n", "\n")


def held(variable: EnvVar) -> dict[str, Any] | None:
    """What a variable says in these fields; None where it says more than they can hold."""
    if not variable.value_from:
        return {"name": variable.name, "source": "value", "value": variable.value or ""}
    source, said = next(iter(variable.value_from.items()))
    own = _OWN.get(source)
    if own is None or len(variable.value_from) > 1 or not isinstance(said, Mapping):
        return None
    fields = {own[field]: value for field, value in said.items() if field in own}
    return {"name": variable.name, "source": source, **fields}
