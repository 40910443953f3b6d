"""A field for one line that offers some values, and takes others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

Offers = Sequence[tuple[str, str]]  # a value, and what stands beside it


class OfferingInput(forms.TextInput):
    """An input with a list of its own."""

    offers: Offers = ()

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        """The input and, where there is something to offer, the list."""
        if not self.offers:
            return super().render(name, value, attrs, renderer)
        key = f"{(attrs or {}).get('id', name)}-offers"
        shown = super().render(name, value, {**(attrs or {}), "list": key}, renderer)
        options = format_html_join("", '<option value="{}">{}</option>', self.offers)
        return format_html('{}<datalist id="{}">{}</datalist>', shown, key, options)


def offering(label: Any, **attrs: Any) -> forms.CharField:
    """A field with such an input; `offer` fills it."""
    plain = {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}
    return forms.CharField(label=label, required=False, widget=OfferingInput(attrs=plain | attrs))


def offer(field: forms.Field, offers: Offers) -> None:
    """Offer these values."""
    assert isinstance(field.widget, OfferingInput)
    field.widget.offers = offers
