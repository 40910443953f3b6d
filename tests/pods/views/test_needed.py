"""A field that is marked as needed is needed, and one that is needed is marked."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.http import QueryDict

from pods.domain.edits import EditRefused
from pods.forms.editing import EditForm
from pods.forms.edits import all_forms
from tests.pods.views.edits_of_containers import BOX
from tests.pods.views.edits_of_containers import EDITS as CONTAINERS
from tests.pods.views.edits_of_objects import EDITS as OBJECTS
from tests.pods.views.edits_of_pods import EDITS as PODS
from tests.pods.views.edits_of_pods import WHOLE
from tests.pods.views.test_edit import EDITS, TRIO, subject

Case = tuple[str, str, str, dict[str, Any]]

CASES: list[Case] = [
    *((TRIO, *case[:3]) for case in EDITS),
    *((BOX, *case[:3]) for case in CONTAINERS),
    *((WHOLE, *case[:3]) for case in PODS),
    *(case[:4] for case in OBJECTS),
]
# Needed here because of what another field says, or what stands in the text.
_SOMETIMES = {
    ("update_strategy", "maxSurge"),
    ("update_strategy", "maxUnavailable"),
    ("resources", "limits"),
    ("labels", "entries"),
    ("toleration", "key"),
    ("service_port", "name"),
    ("add_service_port", "name"),
}


def filled(case: Case, emptied: str = "") -> EditForm:
    text, slug, target, fields = case
    form = all_forms()[slug](subject(text, target))
    said = {name: form[name].value() for name in form.fields} | fields
    data = QueryDict(mutable=True)
    for name, value in said.items():
        if name != emptied and value not in (None, False):
            data.setlist(name, value if isinstance(value, list) else ["on" if value is True else str(value)])
    return all_forms()[slug](form.subject, data)


def goes_through(form: EditForm) -> bool:
    try:
        return form.is_valid() and bool(form.made())
    except EditRefused:
        return False


def asked(form: EditForm, name: str) -> bool:
    """The field is shown for the choice that is made."""
    chosen = [str(each.value()) for each in form if "data-choice" in each.field.widget.attrs]
    wanted = form.fields[name].widget.attrs.get("data-when", "").split()
    return not wanted or not chosen or chosen[0] in wanted


def is_marked(field: forms.Field) -> bool:
    return field.required or "aria-required" in field.widget.attrs


@pytest.mark.parametrize("case", CASES, ids=[f"{case[1]}-{number}" for number, case in enumerate(CASES)])
def test_a_field_is_marked_where_leaving_it_empty_is_refused(case: Case) -> None:
    whole = filled(case)
    if not goes_through(whole):
        return
    for name, field in whole.fields.items():
        typed = isinstance(field, forms.CharField | forms.IntegerField)
        if typed and asked(whole, name) and whole[name].value() and (case[1], name) not in _SOMETIMES:
            assert goes_through(filled(case, name)) is not is_marked(field), name


def test_a_mark_can_be_heard_and_other_fields_have_none() -> None:
    shown = str(all_forms()["add_container"](subject(TRIO, "spec")))
    assert shown.count('aria-required="true"') == 2
