"""Every field of a form that edits one of the API's says which, so that help and cursor find it."""

from __future__ import annotations

import pytest
from django import forms

from pods.domain.completion import field_at
from pods.domain.schema import help as help_
from pods.domain.schema.kinds import schema
from pods.forms.edits import all_forms

NOW = schema(37)
# No field of the API: which of several is meant, where it is wanted, and what goes along.
OF_THE_FORM = frozenset(
    {
        "source",
        "of",
        "optional",
        "read_only",
        "along",
        "what",
        "kind",
        "drop",
        "into",
        "use",
        "containers",
        "container",
    }
)


def declared() -> list[tuple[str, str, str]]:
    return [(slug, own, name) for slug, form in all_forms().items() for own, name in form.api.items()]


@pytest.mark.parametrize(("slug", "own", "name"), declared())
def test_a_field_that_is_declared_is_one_of_the_form_and_of_the_api_and_has_help(
    slug: str, own: str, name: str
) -> None:
    assert own in all_forms()[slug].base_fields
    field = field_at(NOW, name)
    assert field is not None
    assert help_.words(field.owner, field.name), "no words of our own, in both languages"


@pytest.mark.parametrize("slug", all_forms())
def test_every_field_that_edits_one_of_the_api_is_declared(slug: str) -> None:
    form = all_forms()[slug]
    shown = {
        name for name, field in form.base_fields.items() if not isinstance(field.widget, forms.HiddenInput)
    }
    assert shown - set(form.api) - OF_THE_FORM == set()
