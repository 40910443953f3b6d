"""How forms that edit the manifest come onto a page."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.forms import BoundField

from pods.forms.api import path_behind
from pods.forms.editing import EditForm

register = template.Library()

_OPEN_AT_FIRST = "runs.pod.volume.service_ports.keys.claim"


@register.filter
def asked_for(field: BoundField) -> str:
    """The choices of its form that ask for a field; "" where all do."""
    return str(field.field.widget.attrs.get("data-when", ""))


@register.filter
def api_field(field: BoundField) -> str:
    """The name of the API's field behind a field of a form; "" where there is none."""
    return field.form.api.get(field.name, "") if isinstance(field.form, EditForm) else ""


@register.filter
def api_path(field: BoundField) -> str:
    """The path in the text of what a field of a form edits; "" where there is none."""
    return path_behind(field.form, field.name) if isinstance(field.form, EditForm) else ""


@register.simple_tag
def open_at_first() -> str:
    """The sections that are open in a browser that was never here."""
    return _OPEN_AT_FIRST


@register.filter
def unfolds(cookies: Mapping[str, str], section: str) -> bool:
    """This browser had that section open when it was last seen."""
    return section in cookies.get("folds", _OPEN_AT_FIRST).split(".")
