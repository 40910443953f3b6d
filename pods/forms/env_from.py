"""The fields of a ConfigMap or Secret whose keys all become variables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pods.domain.edits import EnvFrom
from pods.domain.manifest import paths
from pods.domain.manifest.views import Container
from pods.forms.editing import Gone, Subject, optional_text
from pods.forms.needed import NEEDED

_SOURCES = {"configMapRef": "ConfigMap", "secretRef": "Secret"}
_HELD = frozenset({"name", "optional"})


class EnvFromFields(forms.Form):
    """Which one, and what stands before the names of its keys."""

    api: ClassVar[Mapping[str, str]] = {"behind": "EnvFromSource.prefix"}
    source = forms.ChoiceField(label=_("All keys of the"), choices=list(_SOURCES.items()))
    of = optional_text(_("Name of it"), **NEEDED)
    behind = optional_text(_("Prefix"), placeholder="APP_")
    optional = forms.BooleanField(label=_("May be missing"), required=False)

    def chosen(self) -> EnvFrom:
        """The source as the fields say it."""
        said = self.cleaned_data
        return EnvFrom(said["of"], said["source"] == "secretRef", said["behind"], said["optional"])


def entries(container: Container) -> list[Any]:
    """What the text lists."""
    found = container.raw.get("envFrom")
    return found if isinstance(found, list) else []


def places(subject: Subject) -> list[str]:
    """Where the entries stand."""
    return [paths.join(place(subject), index) for index in range(len(entries(subject.container)))]


def place(subject: Subject) -> str:
    """Where the list stands, or could."""
    return paths.join(subject.container.path, "envFrom")


def index(subject: Subject) -> int:
    """Which entry a form is about. Raises Gone."""
    if subject.at not in places(subject):
        raise Gone
    return places(subject).index(subject.at)


def name(entry: Any) -> str:
    """What an entry takes its variables from."""
    return next(
        (str(paths.value_at(entry, f"{kind}.name") or "") for kind in _SOURCES if _has(entry, kind)), ""
    )


def held(entry: Any) -> dict[str, Any] | None:
    """What an entry says in these fields; None where it says more than they can hold."""
    kinds = [kind for kind in _SOURCES if _has(entry, kind)]
    if len(kinds) != 1 or entry.keys() - _SOURCES.keys() - {"prefix"}:
        return None
    reference, prefix = entry[kinds[0]], entry.get("prefix")
    if not isinstance(reference, Mapping) or reference.keys() - _HELD:
        return None
    called, optional = reference.get("name"), reference.get("optional")
    if (
        not isinstance(called, str)
        or not isinstance(prefix, str | None)
        or not isinstance(optional, bool | None)
    ):
        return None
    return {"source": kinds[0], "of": called, "behind": prefix or "", "optional": optional is True}


def _has(entry: Any, kind: str) -> bool:
    return isinstance(entry, Mapping) and entry.get(kind) is not None
