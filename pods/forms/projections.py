"""The fields of a source of a projected volume, and where those of a volume stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pods.domain.edits import projections as to
from pods.domain.manifest import paths
from pods.forms.editing import Gone, Subject, optional_text, when
from pods.forms.files import around
from pods.forms.needed import NEEDED

KINDS = [
    ("configMap", "ConfigMap"),
    ("secret", "Secret"),
    ("downwardAPI", _("fields of the pod")),
    ("serviceAccountToken", _("token of the service account")),
]
_OWN: Mapping[str, Mapping[str, str]] = {
    "configMap": {"name": "name", "optional": "optional"},
    "secret": {"name": "name", "optional": "optional"},
    "downwardAPI": {},
    "serviceAccountToken": {"path": "path", "audience": "audience", "expirationSeconds": "seconds"},
}


class ProjectionFields(forms.Form):
    """What can be said of a source; which of it is asked for follows from its kind."""

    api: ClassVar[Mapping[str, str]] = {
        "name": "ConfigMapProjection.name",
        "optional": "ConfigMapProjection.optional",
        "path": "ServiceAccountTokenProjection.path",
        "audience": "ServiceAccountTokenProjection.audience",
        "seconds": "ServiceAccountTokenProjection.expirationSeconds",
    }
    name = optional_text(_("Name of it"), **NEEDED, **when("configMap", "secret"))
    path = optional_text(_("File"), placeholder="token", **NEEDED, **when("serviceAccountToken"))
    audience = optional_text(_("Audience"), placeholder="vault", **when("serviceAccountToken"))
    seconds = forms.IntegerField(
        label=_("Seconds"),
        required=False,
        min_value=600,
        widget=forms.NumberInput(attrs={"placeholder": "3600", **when("serviceAccountToken")}),
    )
    optional = forms.BooleanField(
        label=_("May be missing"),
        required=False,
        widget=forms.CheckboxInput(attrs=when("configMap", "secret")),
    )

    def projection(self, kind: str) -> to.Projection:
        """The source as the fields say it."""
        said = self.cleaned_data
        match kind:
            case "configMap":
                return to.ProjectedConfigMap(said["name"], optional=said["optional"])
            case "secret":
                return to.ProjectedSecret(said["name"], optional=said["optional"])
            case "downwardAPI":
                return to.ProjectedDownward(())
        return to.ProjectedToken(said["path"], said["audience"], said["seconds"])


def places(subject: Subject) -> Sequence[str]:
    """The paths of the sources of the projected volume that is looked at."""
    try:
        volume = around(subject)
    except Gone:
        return []
    said = volume.spec.get("sources") if volume.source == "projected" else None
    at = f"{volume.path}.projected.sources"
    return [paths.join(at, index) for index in range(len(said))] if isinstance(said, list) else []


def here(subject: Subject) -> Any:
    """What the text says of the source that the subject is. Raises Gone."""
    if subject.at not in places(subject):
        raise Gone
    return subject.manifest.value(subject.pod.document, subject.at)


def kind_of(said: Any) -> str:
    """What a source is made of; "" for one of several things, or of something without a form."""
    kinds = (
        [kind for kind, content in said.items() if content is not None] if isinstance(said, Mapping) else []
    )
    return kinds[0] if len(kinds) == 1 and kinds[0] in _OWN else ""


def held(said: Any) -> dict[str, Any] | None:
    """What a source says in these fields; None where they cannot hold it."""
    kind = kind_of(said)
    content = said[kind] if kind else None
    if not isinstance(content, Mapping) or content.keys() - _OWN[kind] - {"items"}:
        return None
    values = {own: content.get(field) for field, own in _OWN[kind].items()}
    plain = all(value is None or isinstance(value, str | bool | int) for value in values.values())
    return {name: "" if value is None else value for name, value in values.items()} if plain else None
