"""The fields of a mount."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pods.domain.edits import MountSpec
from pods.domain.manifest.views import Mount
from pods.forms.choices import tick
from pods.forms.editing import EditForm, optional_text
from pods.forms.needed import NEEDED


class MountFields(forms.Form):
    """Volume, path, sub path, read only."""

    api: ClassVar[Mapping[str, str]] = {
        "volume": "VolumeMount.name",
        "path": "VolumeMount.mountPath",
        "sub_path": "VolumeMount.subPath",
        "expand": "VolumeMount.subPathExpr",
        "read_only": "VolumeMount.readOnly",
    }
    volume = forms.ChoiceField(label=_("Volume"))
    path = optional_text(_("Path"), placeholder="/var/log/app", **NEEDED)
    sub_path = optional_text(_("Sub path"))
    expand = tick(_("The sub path holds $(NAME)"))
    read_only = tick(_("Read only"))

    def chosen(self) -> MountSpec:
        """The mount as the fields say it."""
        said = self.cleaned_data
        return MountSpec(
            said["volume"],
            said["path"],
            said.get("sub_path", ""),
            said.get("read_only", False),
            said.get("expand", False),
        )


def offer_volumes(form: EditForm, *also: str) -> None:
    """Let the pod's volumes be chosen, and what stands there already."""
    field = form.fields["volume"]
    assert isinstance(field, forms.ChoiceField)
    names = dict.fromkeys([*(volume.name for volume in form.subject.pod.volumes), *also])
    field.choices = [(name, name) for name in names]


def held(mount: Mount, raw: dict[str, Any]) -> dict[str, Any]:
    """What a mount says in these fields."""
    return {
        "volume": mount.volume,
        "path": mount.mount_path,
        "sub_path": mount.sub_path or "",
        "expand": bool(raw.get("subPathExpr")),
        "read_only": mount.read_only,
    }
