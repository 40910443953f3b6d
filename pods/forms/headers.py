"""Headers of an HTTP request in a text area, one a line as in `Accept: text/plain`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from pods.domain.diagram.type import visible
from pods.forms import words

Headers = tuple[tuple[str, str], ...]


def area(label: Any, **attrs: Any) -> forms.CharField:
    """A field for headers."""
    return words.area(label, **attrs)


def split(text: str) -> Headers:
    """The headers in a field. Raises ValidationError for a line that is none."""
    return tuple(_header(line) for line in text.splitlines() if line.strip())


def joined(said: Any) -> str | None:
    """What a list of the API's httpHeaders shows in the field; None where a field cannot say the same."""
    entries = [] if said is None else said
    if not isinstance(entries, list) or not all(map(_fits, entries)):
        return None
    return "\n".join(f"{entry['name']}: {entry['value']}" for entry in entries)


def _header(line: str) -> tuple[str, str]:
    name, sign, value = (part.strip() for part in line.partition(":"))
    if not sign or not name:
        sentence = _("“%(name)s” is no header; write one a line as in Accept: text/plain.")
        raise forms.ValidationError(sentence, params={"name": visible(line[:60])})
    return name, value


def _fits(entry: Any) -> bool:
    if not isinstance(entry, Mapping) or entry.keys() != {"name", "value"}:
        return False
    name, value = entry["name"], entry["value"]
    if not isinstance(name, str) or not isinstance(value, str) or len(f"{name}{value}".splitlines()) > 1:
        return False
    return bool(name) and ":" not in name and (name, value) == (name.strip(), value.strip())
