"""Fields for whole numbers that may be left out."""

from __future__ import annotations

from typing import Any

from django import forms


def number(label: Any, usual: Any, least: int = 0) -> forms.IntegerField:
    """A field for a number; empty for the usual one, which it shows."""
    shown = forms.NumberInput(attrs={"placeholder": usual})
    return forms.IntegerField(label=label, required=False, min_value=least, max_value=2**31 - 1, widget=shown)
