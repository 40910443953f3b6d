"""Every field of a form that edits one of the API's says which, so that help and cursor find it."""

from __future__ import annotations

import pytest

from pods.domain.completion import field_at
from pods.domain.schema import help as help_
from pods.domain.schema.kinds import schema
from pods.forms.edits import all_forms

NOW = schema(37)


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
