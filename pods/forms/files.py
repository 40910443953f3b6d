"""Files that volumes list one by one: where they stand, and the fields of a key's file and of a field's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pods.domain.edits import file_lists
from pods.domain.edits.file_items import DownwardFile, KeyFile
from pods.domain.manifest import paths
from pods.domain.manifest.views import Volume
from pods.domain.messages import Message, gettext_noop, say
from pods.forms import modes, sources
from pods.forms.editing import EditForm, Gone, Subject, optional_text, same_choices, when
from pods.forms.needed import NEEDED
from pods.forms.objects import said_by
from pods.forms.offering import offering

_RESOURCES = [
    f"{way}.{name}" for way in ("limits", "requests") for name in ("cpu", "memory", "ephemeral-storage")
]


class KeyFileFields(forms.Form):
    """A key of a ConfigMap or Secret, and the file that it becomes."""

    api: ClassVar[Mapping[str, str]] = {name: f"KeyToPath.{name}" for name in ("key", "path", "mode")}
    key = offering(_("Key"), placeholder="app.conf", **NEEDED)
    path = optional_text(_("File"), placeholder="app.conf", **NEEDED)
    mode = modes.field(_("Mode"))

    def chosen(self) -> KeyFile:
        """The file as the fields say it."""
        said = self.cleaned_data
        return KeyFile(said["key"], said["path"], said["mode"])


class DownwardFileFields(forms.Form):
    """A file that tells a field of the pod, or a resource of one of its containers."""

    api: ClassVar[Mapping[str, str]] = {
        "path": "DownwardAPIVolumeFile.path",
        "mode": "DownwardAPIVolumeFile.mode",
        "field": "ObjectFieldSelector.fieldPath",
        "container": "ResourceFieldSelector.containerName",
        "resource": "ResourceFieldSelector.resource",
        "divisor": "ResourceFieldSelector.divisor",
    }
    path = optional_text(_("File"), placeholder="labels", **NEEDED)
    what = forms.ChoiceField(
        label=_("Holds"),
        choices=[("field", _("field of the pod")), ("resource", _("resource"))],
        widget=forms.Select(attrs={"data-choice": ""}),
    )
    field = optional_text(_("Field"), placeholder="metadata.labels", **NEEDED, **when("field"))
    container = optional_text(_("Of container"), **NEEDED, **when("resource"))
    resource = forms.ChoiceField(
        label=_("Resource"),
        required=False,
        choices=same_choices(*_RESOURCES),
        widget=forms.Select(attrs=when("resource")),
    )
    divisor = optional_text(_("In units of"), placeholder="1Mi", **when("resource"))
    mode = modes.field(_("Mode"))

    def chosen(self) -> DownwardFile:
        """The file as the fields say it."""
        said = self.cleaned_data
        if said["what"] == "field":
            return DownwardFile(said["path"], said["field"], mode=said["mode"])
        return DownwardFile(
            said["path"], "", said["resource"], said["container"], said["divisor"], said["mode"]
        )


def around(subject: Subject) -> Volume:
    """The volume at the place, or around it. Raises Gone."""
    for volume in subject.pod.volumes:
        if subject.at == volume.path or subject.at.startswith(f"{volume.path}."):
            return volume
    raise Gone


def lists(subject: Subject, *, downward: bool) -> Mapping[str, list[Any]]:
    """The lists of files of the volume that is looked at, by the paths of their sources."""
    try:
        found = file_lists(around(subject))
    except Gone:
        return {}
    return {at: files for at, files in found.items() if at.endswith("downwardAPI") is downward}


def places(subject: Subject, *, downward: bool) -> Sequence[str]:
    """The paths of those files."""
    found = lists(subject, downward=downward).items()
    return [paths.join(paths.join(at, "items"), index) for at, files in found for index in range(len(files))]


def here(subject: Subject, *, downward: bool) -> Any:
    """What the text says of the file that the subject is. Raises Gone."""
    if subject.at not in places(subject, downward=downward):
        raise Gone
    return subject.manifest.value(subject.pod.document, subject.at)


def held_key(said: Any) -> dict[str, Any] | None:
    """What a key's file says in its fields; None where they cannot hold it."""
    if not isinstance(said, Mapping) or said.keys() - {"key", "path", "mode"}:
        return None
    mode = modes.written(said.get("mode"))
    key, path = said.get("key") or "", said.get("path") or ""
    fits = mode is not None and isinstance(key, str) and isinstance(path, str)
    return {"key": key, "path": path, "mode": mode} if fits else None


def held_downward(said: Any) -> dict[str, Any] | None:
    """What a field's file says in its fields; None where they cannot hold it."""
    if not isinstance(said, Mapping) or said.keys() - {"path", "mode", "fieldRef", "resourceFieldRef"}:
        return None
    field, resource = said.get("fieldRef") or {}, said.get("resourceFieldRef") or {}
    mode = modes.written(said.get("mode"))
    if mode is None or bool(field) == bool(resource) or not _known(field, resource):
        return None
    return {
        "path": said.get("path") or "",
        "what": "field" if field else "resource",
        "field": field.get("fieldPath") or "",
        "container": resource.get("containerName") or "",
        "resource": resource.get("resource") or "",
        "divisor": str(resource.get("divisor") or ""),
        "mode": mode,
    }


def _known(field: Any, resource: Any) -> bool:
    if not isinstance(field, Mapping) or not isinstance(resource, Mapping):
        return False
    version = field.get("apiVersion") in (None, "v1")
    named = not resource or resource.get("resource") in _RESOURCES
    allowed = {"containerName", "resource", "divisor"}
    return version and named and field.keys() <= {"apiVersion", "fieldPath"} and resource.keys() <= allowed


def offer_sources(form: EditForm, *, downward: bool) -> str:
    """Let a projected volume's sources be chosen; where there is one only, that is the answer. Raises Gone."""
    found = list(lists(form.subject, downward=downward))
    field = form.fields["into"]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [(at, named(form.subject, at)) for at in found]
    if len(found) < 2:
        del form.fields["into"]
    return _first(found)


def offer_keys(form: EditForm, at: Sequence[str]) -> None:
    """Offer the keys of the ConfigMaps and Secrets that sources at these paths name, where a key is asked for."""
    if "key" in form.fields:
        named = [_names(form.subject, each) for each in at]
        sources.offer_keys(form.fields["key"], form.subject, named)


def _names(subject: Subject, at: str) -> tuple[str, str]:
    """The kind and the name of the object that a source names."""
    said = said_by(subject.manifest.value(subject.pod.document, at))
    kind = "Secret" if paths.steps(at)[-1] == "secret" else "ConfigMap"
    return kind, str(said.get("secretName") or said.get("name") or "")


def _first(found: Sequence[str]) -> str:
    if not found:
        raise Gone
    return found[0]


def into() -> forms.ChoiceField:
    """Which source lists the file."""
    return forms.ChoiceField(label=_("Into"))


def named(subject: Subject, at: str) -> str:
    """A source of a projected volume in a few words: its place, what it is, and its name."""
    *_way, index, kind = paths.steps(at)
    name = paths.value_at(subject.manifest.value(subject.pod.document, at), "name")
    place = f"{int(index) + 1}. " if isinstance(index, int) else ""
    return f"{place}{kind} {name or ''}".strip()[:80]


def whose(subject: Subject) -> Message | None:
    """Which source of a projected volume lists the file at the place."""
    source = paths.parent(paths.parent(subject.at))
    return say(_WHOSE, source=named(subject, source)) if around(subject).source == "projected" else None


_WHOSE = gettext_noop("Of source %(source)s")
