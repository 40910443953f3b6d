"""A form's value is put into the text with the smallest change that makes the text say it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pods.domain.edits.put import put
from pods.domain.manifest.reader import read

PUTS: list[tuple[str, str, Any, str]] = [
    ("kind: A\nm: {a: 1, b: 2} # x\n", "m", {"a": 1, "b": 3}, "kind: A\nm: {a: 1, b: 3} # x\n"),
    ("kind: A\nm:\n  a: 1 # one\n  b: 2\n", "m", {"b": 2, "c": 3}, "kind: A\nm:\n  b: 2\n  c: 3\n"),
    ("kind: A\nm:\n  a: 1\nz: 2\n", "m", {}, "kind: A\nm: {}\nz: 2\n"),
    ("kind: A\nm: {}\n", "m", {"a": {"b": 1}}, "kind: A\nm:\n  a:\n    b: 1\n"),
    ("kind: A\nm: text # x\n", "m", {"a": 1}, "kind: A\nm:\n  a: 1\n"),
    ("kind: A\nm:\n  a: 1\n", "m", "text", "kind: A\nm: text\n"),
    ("kind: A\nm:\n  a: 1\n", "m", None, "kind: A\nm: null\n"),
    (
        "kind: A\nl:\n# one\n- name: a # x\n  v: 1\n- name: b\n  v: 2\n",
        "l",
        [{"name": "b", "v": 3}, {"name": "c"}, {"name": "a", "v": 1}],
        "kind: A\nl:\n- name: b\n  v: 3\n- name: c\n# one\n- name: a # x\n  v: 1\n",
    ),
    ("kind: A\nl:\n- a  # one\n- b  # two\n", "l", ["a", "c"], "kind: A\nl:\n- a  # one\n- c  # two\n"),
    (
        "kind: A\nl:\n- a  # one\n- b  # two\n",
        "l",
        ["c", "a", "d"],
        "kind: A\nl:\n- c\n- a  # one\n- d\n",
    ),
    ("kind: A\nl: [a, b]\n", "l", ["b"], "kind: A\nl: [b]\n"),
    ("kind: A\nl: [a]\n", "l", ["b"], "kind: A\nl: [b]\n"),
    ("kind: A\nl: [a, a]\n", "l", ["a", "b", "b"], "kind: A\nl: [a, b, b]\n"),
    ("kind: A\nl: [0, 1]\n", "l", [False, 0], "kind: A\nl: [false, 0]\n"),
    ("kind: A\nl: [a]\n", "l", [False, 0], "kind: A\nl: [false, 0]\n"),
    ("kind: A\nl:\n- name: a\n", "l", [{"name": "b"}], "kind: A\nl:\n- name: b\n"),
    ("kind: A\nl:\n- a\n", "l", [], "kind: A\nl: []\n"),
    ("kind: A\nx: 1\n", "x", True, "kind: A\nx: true\n"),
]


@pytest.mark.parametrize(("before", "path", "value", "after"), PUTS)
def test_only_what_differs_is_written_anew(before: str, path: str, value: Any, after: str) -> None:
    assert put(read(before), 0, path, value).text == after


_LEAF = (
    st.none()
    | st.booleans()
    | st.integers(-5, 5)
    | st.sampled_from(["a", "yes", "1.0", "x: y", "# no", "", "two\nlines", " lead"])
)
_VALUE = st.recursive(
    _LEAF,
    lambda inner: (
        st.dictionaries(st.sampled_from(["name", "k", "on", "x.y/z"]), inner, max_size=3)
        | st.lists(inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=150)
@given(_VALUE, _VALUE, st.sampled_from(["block", "flow", "json"]))
def test_any_value_can_follow_any_other(old: Any, new: Any, form: str) -> None:
    import json

    start = read('{"kind": "A", "v": 1, "z": 2}' if form == "json" else "kind: A\nv: 1 # v\nz: 2 # end\n")
    if form == "flow":
        start = read(f"kind: A\nv: {json.dumps(old)} # v\nz: 2 # end\n")
    first = put(start, 0, "v", old)
    assert first.documents[0].value["v"] == old
    second = put(first, 0, "v", new)
    assert second.documents[0].value == {"kind": "A", "v": new, "z": 2}
    assert second.text.endswith('"z": 2}' if form == "json" else "z: 2 # end\n")
    assert put(second, 0, "v", new) is second
