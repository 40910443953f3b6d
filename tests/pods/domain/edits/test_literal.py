"""A text written line by line stays so, and only the lines that are new differ."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pods.domain.edits.container_fields import set_args
from pods.domain.edits.fields import set_field
from pods.domain.manifest.reader import read
from tests.pods.domain.edits.pods_as_written import POD, container_of, ways_to_write

SCRIPT = "kind: A\nx: |  # script\n  set -e\n\n    echo hi\nz: 1\n"

CASES = [
    (SCRIPT, "set -e\n\n  echo ho\n", SCRIPT.replace("hi", "ho")),
    (SCRIPT, "set -e\n\n  echo hi", SCRIPT.replace("|  #", "|-  #")),
    (SCRIPT, "one", "kind: A\nx: |-  # script\n  one\nz: 1\n"),
    (SCRIPT, "a: #b\n", "kind: A\nx: |  # script\n  a: #b\nz: 1\n"),
    (SCRIPT, "  a\nb\n", 'kind: A\nx: "  a\\nb\\n"\nz: 1\n'),
    (SCRIPT, "\na\n", 'kind: A\nx: "\\na\\n"\nz: 1\n'),
    (SCRIPT, "a\n\n", 'kind: A\nx: "a\\n\\n"\nz: 1\n'),
    (SCRIPT, "a\x07b\n", 'kind: A\nx: "a\\u0007b\\n"\nz: 1\n'),
    (SCRIPT, "", 'kind: A\nx: ""\nz: 1\n'),
    ("kind: A\nx: |+\n  a\n\nz: 1\n", "b\n", "kind: A\nx: |\n  b\n\nz: 1\n"),
    ("kind: A\nx: |2-\n    a\nz: 1\n", "  b", "kind: A\nx: |2-\n    b\nz: 1\n"),
    ("kind: A\nx: |-2\n    a\nz: 1\n", "b\nc\n", "kind: A\nx: |2\n  b\n  c\nz: 1\n"),
    ("kind: A\nx: >\n  a\n  b\nz: 1\n", "c\nd\n", "kind: A\nx: |\n  c\n  d\nz: 1\n"),
    ("kind: A\nx: &s |\n  a\nz: 1\n", "c\nd\n", "kind: A\nx: &s |\n  c\n  d\nz: 1\n"),
    ("kind: A\nz: 1\nx: |\n  a", "c\nd", "kind: A\nz: 1\nx: |-\n  c\n  d"),
]


@pytest.mark.parametrize(("before", "value", "after"), CASES)
def test_lines_stay_lines(before: str, value: str, after: str) -> None:
    assert set_field(read(before), 0, "x", value).text == after
    crlf = set_field(read(before.replace("\n", "\r\n")), 0, "x", value).text
    assert crlf == after.replace("\n", "\r\n")


def test_a_script_among_arguments_is_edited_in_place() -> None:
    before = POD + "    args:\n    - -c\n    - |  # script\n      set -e\n      echo hi\n    tty: true\n"
    for text, wanted in zip(ways_to_write(before), ways_to_write(before.replace("hi", "ho")), strict=True):
        assert set_args(*container_of(text), ["-c", "set -e\necho ho\n"]).text == wanted


@settings(max_examples=150)
@given(st.text(alphabet="a :#-|>\"'\t\n\r\u2028é", max_size=12))
def test_any_text_can_follow(value: str) -> None:
    for text in (SCRIPT, "kind: A\nx: |2+\n   a\n\n\nz: 1\n", "kind: A\nx: >-\n\n  a\n   b\nz: 1\n"):
        edited = set_field(read(text), 0, "x", value)
        assert edited.documents[0].value == {"kind": "A", "x": value, "z": 1}
        assert edited.text.endswith("z: 1\n")
