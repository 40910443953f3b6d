"""What is added to JSON that is written over many lines is written so, too."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pods.domain.edits.fields import set_field
from pods.domain.edits.indent import Indent
from pods.domain.edits.lists import append_item
from pods.domain.edits.pairs import list_beside
from pods.domain.manifest.nodes import Mapping
from pods.domain.manifest.reader import read

VALUE = st.recursive(
    st.text(max_size=4) | st.integers(-(2**63), 2**63 - 1) | st.booleans() | st.none(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(min_size=1, max_size=3), inner, max_size=3)
    ),
    max_leaves=6,
)


def dumped(value: object, indent: int) -> str:
    return json.dumps(value, indent=indent, ensure_ascii=True) + "\n"


@pytest.mark.parametrize("indent", [2, 4])
def test_a_list_and_its_items_are_written_as_the_rest(indent: int) -> None:
    one, two = {"name": "a", "ports": [{"x": 1}], "e": []}, {"name": "b", "n": {"y": [1, 2]}}
    text = dumped({"kind": "A", "s": {"l": [one]}}, indent)
    assert append_item(read(text), 0, "s.l", two).text == dumped(
        {"kind": "A", "s": {"l": [one, two]}}, indent
    )
    added = set_field(read(text), 0, "s.m", [two])
    assert added.text == dumped({"kind": "A", "s": {"l": [one], "m": [two]}}, indent)
    owner = read(text).documents[0].root
    assert isinstance(owner, Mapping)
    inner = owner.pairs[1][1]
    assert isinstance(inner, Mapping)
    before = list_beside(text, inner, "l", "k", two, Indent(), after=False)
    assert before.apply(text) == dumped({"kind": "A", "s": {"k": [two], "l": [one]}}, indent)


def test_what_stands_on_one_line_stays_on_one_line() -> None:
    text = '{\n  "kind": "A",\n  "l": [\n    {"a": 1},\n    {"b": 2}\n  ]\n}\n'
    assert append_item(read(text), 0, "l", {"c": [1]}).text == text.replace("2}", '2},\n    {"c": [1]}')
    short = '{"kind": "A", "l": [{"a": 1}]}'
    assert set_field(read(short), 0, "m", {"a": {"b": 1}}).text == f'{short[:-1]}, "m": {{"a": {{"b": 1}}}}}}'


@given(VALUE)
def test_any_value_is_read_back_as_it_is(value: object) -> None:
    text = dumped({"kind": "A", "l": [{"a": 1}]}, 2)
    assert append_item(read(text), 0, "l", value).documents[0].value["l"][1] == value
    assert set_field(read(text), 0, "m", value).documents[0].value["m"] == value
