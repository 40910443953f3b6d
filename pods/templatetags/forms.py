"""How forms that edit the manifest come onto a page."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.forms import BoundField

register = template.Library()

_OPEN_AT_FIRST = "runs.pod.volume"


@register.filter
def asked_for(field: BoundField) -> str:
    """The choices of its form that ask for a field; "" where all do."""
    return str(field.field.widget.attrs.get("data-when", ""))


@register.simple_tag
def open_at_first() -> str:
    """The sections that are open in a browser that was never here."""
    return _OPEN_AT_FIRST


@register.filter
def unfolds(cookies: Mapping[str, str], section: str) -> bool:
    """This browser had that section open when it was last seen."""
    return section in cookies.get("folds", _OPEN_AT_FIRST).split(".")
