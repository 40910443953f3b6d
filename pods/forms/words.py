"""Lists of words in a text area, one a line: commands and arguments."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _


def area(label: Any, **attrs: Any) -> forms.CharField:
    """A field for words, one a line."""
    plain = {
        "rows": 1,
        "class": "whole",
        "spellcheck": "false",
        "autocapitalize": "none",
        "autocomplete": "off",
    }
    return forms.CharField(
        label=label, required=False, strip=False, widget=forms.Textarea(attrs=plain | attrs)
    )


def joined(words: Sequence[str]) -> str:
    """Words as the field shows them."""
    return "\n".join(words)


def split(text: str) -> tuple[str, ...]:
    """The words in a field; the line ends that close it do not count."""
    lines = text.replace("\r\n", "\n").rstrip("\n")
    return tuple(lines.split("\n")) if lines else ()


def of_command_line(text: str) -> str:
    """A field's text, where its only line holds several words with one word a line.

    No program is named `sh -c "…"`: whoever writes that means three words. Raises ValidationError.
    """
    lines = split(text)
    if len(lines) != 1 or not lines[0].strip() or lines[0].split() == list(lines):
        return text
    try:
        return joined(shlex.split(lines[0]))
    except ValueError as unclosed:
        raise forms.ValidationError(
            _("A quote is not closed. Close it, or write one word a line.")
        ) from unclosed


def holds(words: Sequence[str]) -> bool:
    """True when the field can show these words and say the same again."""
    return split(joined(words)) == tuple(words)
