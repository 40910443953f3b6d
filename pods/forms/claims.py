"""The fields of what is asked of storage: size, class and how it may be mounted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pods.domain.edits.volume_sources import ClaimSpec
from pods.domain.manifest import paths
from pods.forms.editing import optional_text

_USUAL = "ReadWriteOnce"
_ACCESS = [
    ("ReadWriteOnce", _("read and write, one node")),
    ("ReadOnlyMany", _("read only, many nodes")),
    ("ReadWriteMany", _("read and write, many nodes")),
    ("ReadWriteOncePod", _("read and write, one pod")),
]


def size(**attrs: Any) -> forms.CharField:
    """How much."""
    return optional_text(_("Size"), placeholder="1Gi", **attrs)


def storage_class(**attrs: Any) -> forms.CharField:
    """Of which class; empty for the default one."""
    return optional_text(_("Storage class"), **attrs)


def access(**attrs: Any) -> forms.MultipleChoiceField:
    """How it may be mounted; nothing chosen means read and write on one node."""
    return forms.MultipleChoiceField(
        label=_("Access"), required=False, choices=_ACCESS, widget=forms.CheckboxSelectMultiple(attrs=attrs)
    )


def chosen(said: Mapping[str, Any]) -> ClaimSpec:
    """The claim as the fields say it."""
    return ClaimSpec(said["size"], tuple(said["access"]) or (_USUAL,), said["storage_class"])


def held(spec: Any, *, more: bool = False) -> dict[str, Any] | None:
    """What a claim says in these fields; None where it says more than they hold, which `more` allows."""
    if not isinstance(spec, Mapping):
        return None
    asked, modes = paths.value_at(spec, "resources.requests.storage"), spec.get("accessModes") or []
    whole = {"accessModes", "storageClassName", "resources"}
    alone = spec.keys() <= whole and spec.get("resources") == {"requests": {"storage": asked}}
    known = isinstance(modes, list) and set(map(str, modes)) <= {mode for mode, _ in _ACCESS}
    if not known or not (alone or more) or isinstance(asked, dict | list):
        return None
    size_said = "" if asked is None else str(asked)
    return {"size": size_said, "access": modes, "storage_class": spec.get("storageClassName") or ""}
