"""Which field of the API stands behind a field of a form, and where in the text."""

from __future__ import annotations

from pods.domain.completion import POD_SPEC, Field, field_at, path_of, walk
from pods.domain.manifest import paths
from pods.domain.schema.kinds import Schema, schema
from pods.forms.editing import EditForm, Subject


def path_behind(form: EditForm, name: str) -> str:
    """The path of what a field of a form edits; "" where it edits no field, or one that is only to be made."""
    said, subject = form.api.get(name), form.subject
    versions = schema(subject.minor)
    thing = _thing(subject, versions) if said else None
    if said is None or thing is None:
        return ""
    if thing == field_at(versions, said):
        return subject.at
    return path_of(versions, thing.type[1:], subject.at, said) or "" if thing.type[:1] == "#" else ""


def _thing(subject: Subject, versions: Schema) -> Field | None:
    """What a form is about, as the API knows it."""
    root, start = POD_SPEC, subject.pod.path
    if not f"{subject.at}.".startswith((f"{start}.", f"{start}[")):
        found = _kind(subject, versions)
        if found is None:
            return None
        root, start = found
    return walk(versions, root, paths.steps(subject.at[len(start) :].removeprefix(".")))


def _kind(subject: Subject, versions: Schema) -> tuple[str, str] | None:
    """The definition of the object around the place, and that object's path."""
    for each in subject.manifest.objects:
        held = f"{subject.at}.".startswith(f"{each.path}.") or not each.path
        if each.document == subject.pod.document and held:
            kind = versions.kind(each.api_version, each.kind)
            return (kind.definition, each.path) if kind is not None else None
    return None
