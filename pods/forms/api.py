"""Which field of the API stands behind a field of a form, and where in the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pods.domain.completion import POD_SPEC, Field, field_at, path_of, walk
from pods.domain.manifest import paths
from pods.domain.schema.kinds import Schema, schema
from pods.forms.editing import EditForm, Subject, holds
from pods.forms.edits import Fold


def path_behind(form: EditForm, name: str) -> str:
    """The path of what a field of a form edits, in the document of the form's place.

    "" where it edits no field, or one that is only to be made.
    """
    said, subject = form.api_behind(name), form.subject
    versions = schema(subject.minor)
    thing = _thing(subject, versions) if said else None
    if said is None or thing is None:
        return ""
    at = subject.place[1]
    if thing == field_at(versions, said):
        return at
    return path_of(versions, thing.type[1:], at, said) or "" if thing.type[:1] == "#" else ""


def section_of(folds: Iterable[Fold], path: str) -> str:
    """The section whose form edits what stands at a path, or the nearest thing around it; "" where none does."""
    found = [(len(at), fold.name) for fold in folds for at in _paths(fold) if at and holds(at, path)]
    return max(found, default=(0, ""), key=lambda one: one[0])[1]


def _paths(fold: Fold) -> Iterator[str]:
    forms = (row.form for row in fold.rows if row.form)
    yield from (path_behind(form, name) for form in forms for name in form.fields)


def _thing(subject: Subject, versions: Schema) -> Field | None:
    """What a form is about, as the API knows it."""
    document, at = subject.place
    root, start = POD_SPEC, subject.pod.path
    if document != subject.pod.document or not holds(start, at):
        found = _kind(subject, versions)
        if found is None:
            return None
        root, start = found
    return walk(versions, root, paths.steps(at[len(start) :].removeprefix(".")))


def _kind(subject: Subject, versions: Schema) -> tuple[str, str] | None:
    """The definition of the object around the place, and that object's path."""
    document, at = subject.place
    for each in subject.manifest.objects:
        if each.document == document and (not each.path or holds(each.path, at)):
            kind = versions.kind(each.api_version, each.kind)
            return (kind.definition, each.path) if kind is not None else None
    return None
