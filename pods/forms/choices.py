"""Yes, no, or nothing said: a flag of the API that need not be set; and a tick beside a whole sentence."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


def flag_choices(unsaid: Any) -> list[tuple[str, Any]]:
    """The choices of such a flag; `unsaid` tells what holds where it is left out."""
    return [("", unsaid), ("true", _("yes")), ("false", _("no"))]


def flag(said: Any) -> str:
    """The choice that stands for what the text says."""
    return "" if said is None else "true" if said is True else "false"


def flag_of(choice: str) -> bool | None:
    """The flag that a choice stands for."""
    return {"true": True, "false": False}.get(choice)


def tick(label: Any) -> forms.BooleanField:
    """What may be done along, in a sentence that takes a line of its own."""
    return forms.BooleanField(
        label=label, required=False, widget=forms.CheckboxInput(attrs={"class": "whole"})
    )


def wide() -> forms.Select:
    """A choice among sentences, on a line of its own."""
    return forms.Select(attrs={"class": "whole"})
