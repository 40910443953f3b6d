"""Widgets that are written straight away say what Django's templates would."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from hypothesis import given
from hypothesis import strategies as st

from pods.forms.rendering import StraightRenderer

STRAIGHT, TEMPLATES = StraightRenderer(), DjangoTemplates()
VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(st.sampled_from("a<>&\"' \n1"), max_size=6)
)
ATTRIBUTES = st.dictionaries(st.sampled_from(["id", "class", "data-x", "disabled"]), VALUES, max_size=3)
GROUPED = [("", "no <choice>"), ("1", "one"), ("group & co", [("a<b", "a"), ("True", '"yes"')])]
WIDGETS = [
    forms.TextInput(),
    forms.NumberInput(),
    forms.HiddenInput(),
    forms.CheckboxInput(),
    forms.Textarea(),
    forms.Select(choices=GROUPED),
]


def tidied(markup: str) -> str:
    """Without the blanks that templates leave between tags."""
    return re.sub(r">\s+<(?!/textarea)", "><", markup).strip()


@pytest.mark.parametrize("widget", WIDGETS, ids=lambda widget: type(widget).__name__)
@given(value=VALUES, attributes=ATTRIBUTES)
def test_a_widget_is_written_as_its_template_would(
    widget: Any, value: Any, attributes: dict[str, Any]
) -> None:
    straight, by_template = (widget.render("n&m", value, attributes, each) for each in (STRAIGHT, TEMPLATES))
    assert tidied(straight) == tidied(by_template)


def test_other_widgets_have_their_templates() -> None:
    choices = forms.CheckboxSelectMultiple(choices=GROUPED)
    assert choices.render("n", ["1"], {}, STRAIGHT) == choices.render("n", ["1"], {}, TEMPLATES)
