"""The fields of a volume for each source that has a form of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pods.domain.edits import volume_sources as to
from pods.domain.edits.volume_sources import VolumeSource
from pods.forms.editing import optional_text, same_choices, when

SOURCES = [
    ("emptyDir", _("empty directory")),
    ("configMap", "ConfigMap"),
    ("secret", "Secret"),
    ("persistentVolumeClaim", _("claim")),
    ("hostPath", _("path of the node")),
    ("ephemeral", _("claim of this pod alone")),
    ("nfs", "NFS"),
    ("csi", "CSI"),
    ("image", _("image")),
]
# The fields that each source's form holds; one that says more is edited in the text.
_OWN: Mapping[str, Mapping[str, str]] = {
    "emptyDir": {"medium": "medium", "sizeLimit": "size"},
    "configMap": {"name": "of", "optional": "optional"},
    "secret": {"secretName": "of", "optional": "optional"},
    "persistentVolumeClaim": {"claimName": "of", "readOnly": "read_only"},
    "hostPath": {"path": "path", "type": "path_type"},
    "nfs": {"server": "server", "path": "path", "readOnly": "read_only"},
    "csi": {"driver": "driver", "readOnly": "read_only"},
    "image": {"reference": "reference", "pullPolicy": "pull_policy"},
}
FIELDS = (
    *("of", "path", "path_type", "medium", "size", "server", "driver", "reference", "pull_policy"),
    *("storage_class", "optional", "read_only"),
)


class VolumeFields(forms.Form):
    """What can be said of a volume; which of it is asked for follows from its source."""

    of = optional_text(_("Name of it"), **when("configMap", "secret", "persistentVolumeClaim"))
    path = optional_text(_("Path"), **when("hostPath", "nfs"))
    path_type = forms.ChoiceField(
        label=_("Must be"),
        required=False,
        choices=[("", _("anything")), *same_choices(*(word for word in to.HOST_PATH_TYPES if word))],
        widget=forms.Select(attrs=when("hostPath")),
    )
    medium = forms.ChoiceField(
        label=_("Medium"),
        required=False,
        choices=[("", _("disk of the node")), ("Memory", _("memory")), ("HugePages", "HugePages")],
        widget=forms.Select(attrs=when("emptyDir")),
    )
    size = optional_text(_("Size"), placeholder="1Gi", **when("emptyDir", "ephemeral"))
    server = optional_text(_("Server"), **when("nfs"))
    driver = optional_text(_("Driver"), **when("csi"))
    reference = optional_text(_("Image"), **when("image"))
    pull_policy = forms.ChoiceField(
        label=_("Pull"),
        required=False,
        choices=same_choices("Always", "IfNotPresent", "Never", empty=_("as usual")),
        widget=forms.Select(attrs=when("image")),
    )
    storage_class = optional_text(_("Storage class"), **when("ephemeral"))
    optional = forms.BooleanField(
        label=_("May be missing"),
        required=False,
        widget=forms.CheckboxInput(attrs=when("configMap", "secret")),
    )
    read_only = forms.BooleanField(
        label=_("Read only"),
        required=False,
        widget=forms.CheckboxInput(attrs=when("persistentVolumeClaim", "nfs", "csi")),
    )

    def chosen(self) -> VolumeSource:
        """The source as the fields say it."""
        said = self.cleaned_data
        return _MAKE[said["source"]](said)


def held(source: str, spec: Mapping[str, Any]) -> dict[str, Any] | None:
    """What a volume says in these fields; None where it says more than they can hold."""
    own = _OWN.get(source)
    if own is None or not all(isinstance(value, str | bool) for value in spec.values()) or spec.keys() - own:
        return None
    return {"source": source, **{own[field]: value for field, value in spec.items()}}


_MAKE: Mapping[str, Callable[[Mapping[str, Any]], VolumeSource]] = {
    "emptyDir": lambda said: to.EmptyDir(said["medium"], said["size"]),
    "configMap": lambda said: to.ConfigMapFiles(said["of"], optional=said["optional"]),
    "secret": lambda said: to.SecretFiles(said["of"], optional=said["optional"]),
    "persistentVolumeClaim": lambda said: to.Claim(said["of"], said["read_only"]),
    "hostPath": lambda said: to.HostPath(said["path"], said["path_type"]),
    "ephemeral": lambda said: to.Ephemeral(to.ClaimSpec(said["size"], storage_class=said["storage_class"])),
    "nfs": lambda said: to.Nfs(said["server"], said["path"], said["read_only"]),
    "csi": lambda said: to.Csi(said["driver"], said["read_only"]),
    "image": lambda said: to.Image(said["reference"], said["pull_policy"]),
}
