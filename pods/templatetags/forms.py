"""How forms that edit the manifest come onto a page."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.forms import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString

from pods.forms.api import path_behind
from pods.forms.editing import EditForm

register = template.Library()

_OPEN_AT_FIRST = "runs.pod.volume.mounted.service_ports.keys.claim"


@register.filter
def ties(field: BoundField) -> SafeString:
    """What ties a field of a form to a choice that asks for it, and to the API's field behind it and its place."""
    form, choices = field.form, str(field.field.widget.attrs.get("data-when", ""))
    asked = format_html(' data-for="{}"', choices) if choices else SafeString()
    if not isinstance(form, EditForm) or field.name not in form.api:
        return asked
    api = form.api_behind(field.name)
    return format_html('{} data-help="{}" data-at="{}"', asked, api, path_behind(form, field.name))


@register.simple_tag
def open_at_first() -> str:
    """The sections that are open in a browser that was never here."""
    return _OPEN_AT_FIRST


@register.filter
def unfolds(cookies: Mapping[str, str], section: str) -> bool:
    """This browser had that section open when it was last seen."""
    return section in cookies.get("folds", _OPEN_AT_FIRST).split(".")
