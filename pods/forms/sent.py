"""What a browser sends of a field, and how that compares with what the field showed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms

from pods.domain.diagram.type import visible


def as_sent(value: Any) -> str:
    """How a browser sends what a field shows: line ends are its own."""
    return "" if value is None else str(value).replace("\r\n", "\n").replace("\r", "\n")


def sent(bound: forms.BoundField) -> str:
    """What was sent of a field, before it is read as what the field holds."""
    form = bound.form
    return as_sent(bound.field.widget.value_from_datadict(form.data, form.files, bound.html_name))


def choices_of(field: forms.ChoiceField) -> list[tuple[Any, Any]]:
    """The choices of a field of a form, which are a list by then, whatever they were made of."""
    return list(cast("Iterable[tuple[Any, Any]]", field.choices))


def offer_what_is_said(field: forms.Field, said: Any) -> None:
    """Let a choice stay what the text says, whatever that is: it is not for a form to take it out unasked."""
    if not isinstance(field, forms.ChoiceField) or isinstance(field, forms.MultipleChoiceField):
        return
    if said not in (None, "") and not field.valid_value(said):
        field.choices = [*choices_of(field), (said, visible(str(said)[:60]))]
