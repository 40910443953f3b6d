"""The fields of a volume for each source that has a form of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pods.domain.edits import volume_sources as to
from pods.domain.edits.volume_sources import VolumeSource
from pods.domain.messages import Message
from pods.forms import claims, modes, pairs, since
from pods.forms.editing import Subject, optional_text, same_choices, when
from pods.forms.needed import NEEDED

SOURCES = [
    ("emptyDir", _("empty directory")),
    ("configMap", "ConfigMap"),
    ("secret", "Secret"),
    ("persistentVolumeClaim", _("claim")),
    ("downwardAPI", _("fields of the pod")),
    ("projected", _("combined")),
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
    "downwardAPI": {},
    "projected": {},
    "persistentVolumeClaim": {"claimName": "of", "readOnly": "read_only"},
    "hostPath": {"path": "path", "type": "path_type"},
    "nfs": {"server": "server", "path": "path", "readOnly": "read_only"},
    "csi": {"driver": "driver", "fsType": "fs_type", "readOnly": "read_only"},
    "image": {"reference": "reference", "pullPolicy": "pull_policy"},
}
# What has forms of its own, beside the volume's.
_LISTS = {"configMap": "items", "secret": "items", "downwardAPI": "items", "projected": "sources"}
FIELDS = (
    *("of", "path", "path_type", "medium", "size", "server", "driver", "fs_type", "attributes", "of_secret"),
    *("reference", "pull_policy", "storage_class", "access", "mode", "optional", "read_only"),
)


class VolumeFields(forms.Form):
    """What can be said of a volume; which of it is asked for follows from its source."""

    api: ClassVar[Mapping[str, str]] = {
        "path": "HostPathVolumeSource.path",
        "path_type": "HostPathVolumeSource.type",
        "medium": "EmptyDirVolumeSource.medium",
        "size": "EmptyDirVolumeSource.sizeLimit",
        "server": "NFSVolumeSource.server",
        "driver": "CSIVolumeSource.driver",
        "fs_type": "CSIVolumeSource.fsType",
        "attributes": "CSIVolumeSource.volumeAttributes",
        "of_secret": "CSIVolumeSource.nodePublishSecretRef",
        "reference": "ImageVolumeSource.reference",
        "pull_policy": "ImageVolumeSource.pullPolicy",
        "storage_class": "PersistentVolumeClaimSpec.storageClassName",
        "access": "PersistentVolumeClaimSpec.accessModes",
        "mode": "ConfigMapVolumeSource.defaultMode",
    }
    of = optional_text(_("Name of it"), **NEEDED, **when("configMap", "secret", "persistentVolumeClaim"))
    path = optional_text(_("Path"), **NEEDED, **when("hostPath", "nfs"))
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
    server = optional_text(_("Server"), **NEEDED, **when("nfs"))
    driver = optional_text(_("Driver"), **NEEDED, **when("csi"))
    fs_type = optional_text(_("File system"), placeholder="ext4", **when("csi"))
    attributes = pairs.area(_("Attributes"), placeholder="secretProviderClass=web", **when("csi"))
    of_secret = optional_text(_("Secret"), **when("csi"))
    reference = optional_text(_("Image"), **NEEDED, **when("image"))
    pull_policy = forms.ChoiceField(
        label=_("Pull"),
        required=False,
        choices=same_choices("Always", "IfNotPresent", "Never", empty=_("as usual")),
        widget=forms.Select(attrs=when("image")),
    )
    storage_class = optional_text(_("Storage class"), **when("ephemeral"))
    access = claims.access(**when("ephemeral"))
    mode = modes.field(
        _("Mode of files"), placeholder="0644", **when("configMap", "secret", "downwardAPI", "projected")
    )
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

    def clean_attributes(self) -> dict[str, str]:
        """The attributes of a CSI volume."""
        return pairs.split(self.cleaned_data["attributes"])

    def chosen(self) -> VolumeSource:
        """The source as the fields say it."""
        said = self.cleaned_data
        return _MAKE[said["source"]](said)


def held(source: str, spec: Mapping[str, Any]) -> dict[str, Any] | None:
    """What a volume says in these fields; None where it says more than they can hold."""
    if source == "ephemeral":
        template = spec.get("volumeClaimTemplate")
        if not isinstance(template, Mapping) or template.keys() != {"spec"} or len(spec) > 1:
            return None
        claim = claims.held(template["spec"])
        return {"source": source, **claim} if claim is not None else None
    own = _OWN.get(source)
    if own is None:
        return None
    plain = {field: value for field, value in spec.items() if field != _LISTS.get(source)}
    special = _special(source, plain)
    if special is None or plain.keys() - own or not all(isinstance(v, str | bool) for v in plain.values()):
        return None
    return {"source": source, **special, **{own[field]: value for field, value in plain.items()}}


def too_old(subject: Subject, source: str) -> Message | None:
    """What to know of a source where the chosen Kubernetes does not have it."""
    return since.too_old(subject, since.IMAGE_VOLUMES) if source == "image" else None


def _special(source: str, plain: dict[str, Any]) -> dict[str, Any] | None:
    """Takes out what is no plain text of the source, and gives it as its fields say it; None where they cannot."""
    if source in _LISTS and "defaultMode" in plain:
        mode = modes.written(plain.pop("defaultMode"))
        return None if mode is None else {"mode": mode}
    if source != "csi":
        return {}
    attributes, secret = (
        plain.pop("volumeAttributes", None) or {},
        plain.pop("nodePublishSecretRef", None) or {},
    )
    if not isinstance(attributes, Mapping) or pairs.left_out(attributes):
        return None
    if not isinstance(secret, Mapping) or secret.keys() - {"name"}:
        return None
    return {"attributes": pairs.joined(attributes), "of_secret": secret.get("name") or ""}


_MAKE: Mapping[str, Callable[[Mapping[str, Any]], VolumeSource]] = {
    "emptyDir": lambda said: to.EmptyDir(said["medium"], said["size"]),
    "configMap": lambda said: to.ConfigMapFiles(
        said["of"], default_mode=said["mode"], optional=said["optional"]
    ),
    "secret": lambda said: to.SecretFiles(said["of"], default_mode=said["mode"], optional=said["optional"]),
    "downwardAPI": lambda said: to.DownwardFiles(default_mode=said["mode"]),
    "projected": lambda said: to.Projected(default_mode=said["mode"]),
    "persistentVolumeClaim": lambda said: to.Claim(said["of"], said["read_only"]),
    "hostPath": lambda said: to.HostPath(said["path"], said["path_type"]),
    "ephemeral": lambda said: to.Ephemeral(claims.chosen(said)),
    "nfs": lambda said: to.Nfs(said["server"], said["path"], said["read_only"]),
    "csi": lambda said: to.Csi(
        said["driver"], said["read_only"], said["fs_type"], said["attributes"], said["of_secret"]
    ),
    "image": lambda said: to.Image(said["reference"], said["pull_policy"]),
}
