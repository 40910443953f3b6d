"""Mappings of texts in a text area, one entry a line as in `app=web`: labels, annotations, node selectors, sysctls.

What was copied from a manifest, `app: web`, is taken as well.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from pods.domain.diagram.type import visible
from pods.domain.manifest import nodes
from pods.domain.manifest.reader import Unreadable, first_document
from pods.domain.messages import Message, gettext_noop, say
from pods.forms import words
from pods.forms.editing import EditForm

_ROWS = 8
_IN_YAML = re.compile(r"\s*[^=\s]+:(\s|$)")  # no key of a label or an annotation holds a colon
_NAMED = 5  # of what the form does not hold


def area(label: Any, **attrs: Any) -> forms.CharField:
    """A field for entries."""
    return words.area(label, **attrs)


def joined(entries: Mapping[str, Any]) -> str:
    """Those entries that a field can hold, as it shows them."""
    return "\n".join(f"{key}={value}" for key, value in entries.items() if _fits(key, value))


def left_out(entries: Mapping[str, Any]) -> Mapping[str, Any]:
    """The entries that do not fit on a line each, or are no texts: they stay as they are."""
    return {key: value for key, value in entries.items() if not _fits(key, value)}


def split(text: str) -> dict[str, str]:
    """The entries in a field. Raises ValidationError for a line that is none, and for a key that stands there twice."""
    entries: dict[str, str] = {}
    for line in text.splitlines():
        if not line.strip():
            continue
        entry = split_one(line)
        if entry is None:
            raise _wrong(_("“%(name)s” is no entry; write one a line as in app=web."), line)
        key, value = entry
        if key in entries:
            raise _wrong(_("“%(name)s” stands there twice; delete one."), key)
        entries[key] = value
    return entries


def _wrong(sentence: str, name: str) -> forms.ValidationError:
    return forms.ValidationError(sentence, params={"name": visible(name[:60])})


class PairsForm(EditForm):
    """The entries of a mapping, in a field named `entries`."""

    def said(self) -> Any:
        """What the text says in the place of the mapping."""
        raise NotImplementedError

    def now(self) -> dict[str, Any]:
        said = self.said()
        return {"entries": joined(said) if isinstance(said, Mapping) else ""}

    def prepare(self) -> None:
        said = self.said()
        if said is not None and not isinstance(said, Mapping):
            self.leave_to_the_text(say(_NO_MAPPING))
            return
        fit_rows(self.fields["entries"], self.initial["entries"])
        self.kept = left_out(said or {})
        if self.kept:
            self.note = too_much(self.kept)

    def clean_entries(self) -> dict[str, str]:
        """The entries that are asked for."""
        return split(self.cleaned_data["entries"])

    def wanted(self) -> dict[str, Any]:
        """The whole mapping, with what the form does not hold."""
        return {**self.kept, **self.cleaned_data["entries"]}


def fit_rows(field: forms.Field, shown: str) -> None:
    """Make a text area as high as what stands in it."""
    field.widget.attrs["rows"] = max(1, min(_ROWS, shown.count("\n") + 1))


def too_much(kept: Mapping[str, Any]) -> Message:
    """The note on entries that no line can hold."""
    names = [key[:60] for key in kept]
    shown = ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
    return say(_KEPT, names=shown)


def _fits(key: str, value: Any) -> bool:
    return isinstance(value, str) and split_one(f"{key}={value}") == (key, value)


def split_one(line: str) -> tuple[str, str] | None:
    """The entry on a line, if it is one."""
    if len(line.splitlines()) != 1:
        return None
    if _IN_YAML.match(line):
        return _from_yaml(line.strip())
    key, sign, value = (part.strip() for part in line.partition("="))
    return (key, value) if key and sign else None


def _from_yaml(line: str) -> tuple[str, str] | None:
    """The entry as YAML has it, with the quotes taken off."""
    try:
        found = first_document(line)
    except Unreadable:
        return None
    root = found.root if found else None
    if not isinstance(root, nodes.Mapping) or len(root.pairs) != 1:
        return None
    key, value = root.pairs[0]
    if isinstance(key, nodes.Scalar) and isinstance(value, nodes.Scalar):
        return key.text, value.text
    return None


_NO_MAPPING = gettext_noop("What stands there is no list of names and values: edit it in the text.")
_KEPT = gettext_noop("Also there and kept: %(names)s. A line cannot hold that: edit it in the text.")
