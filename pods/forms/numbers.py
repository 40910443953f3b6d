"""Fields for whole numbers that may be left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

_PLAIN: Mapping[str, str] = {}


def is_number(said: str) -> bool:
    """A number as people write one, and short enough to be read as one."""
    return said.isascii() and said.isdecimal() and len(said) < 10


def number(label: Any, usual: Any, least: int = 0, attrs: Mapping[str, str] = _PLAIN) -> forms.IntegerField:
    """A field for a number; empty for the usual one, which it shows."""
    shown = forms.NumberInput(attrs={"placeholder": usual, **attrs})
    return forms.IntegerField(label=label, required=False, min_value=least, max_value=2**31 - 1, widget=shown)
