"""Permissions of files in octal, as people write them: 0644."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pods.forms.editing import optional_text

_OCTAL = re.compile(r"0?o?([0-7]{1,4})")


class ModeField(forms.CharField):
    """A number in octal; its value is the number, or None where nothing is said."""

    def clean(self, value: Any) -> int | None:
        """Raises ValidationError."""
        text = super().clean(value)
        match = _OCTAL.fullmatch(text) if text else None
        if text and match is None:
            raise forms.ValidationError(_("A mode is a number in octal, such as 0644."))
        return int(match[1], 8) if match else None


def field(label: Any, **attrs: Any) -> ModeField:
    """A field for permissions; empty for those that are usual."""
    widget = optional_text(label, size="5", **attrs).widget
    return ModeField(label=label, required=False, widget=widget)


def written(mode: Any) -> str | None:
    """A mode as the field shows it; None for what is none."""
    if mode is None:
        return ""
    return f"0{mode:03o}" if type(mode) is int and mode >= 0 else None
