"""Items of lists come, go and move with their own comments, and every other byte stays."""

from __future__ import annotations

from typing import Any

import pytest

from pods.domain.edits import items
from pods.domain.edits.indent import Indent
from pods.domain.manifest.nodes import Mapping, Sequence
from pods.domain.manifest.reader import read

BLOCK = """\
kind: A
l:
# about a
- name: a  # first
  x: 1
  # inside a

# about b
# more about b
- name: b
  y: |
    text

# after
z: 1
"""


def sequence(text: str) -> Sequence:
    root = read(text).documents[0].root
    assert isinstance(root, Mapping)
    found = next(v for k, v in root.pairs if getattr(k, "text", "") == "l")
    assert isinstance(found, Sequence)
    return found


APPENDED: list[tuple[str, Any, str]] = [
    (BLOCK, {"name": "c"}, BLOCK.replace("    text\n", "    text\n- name: c\n")),
    (
        "kind: A\nl:\n    -   name: a\n",
        {"name": "b", "e": [{"v": 1}]},
        "kind: A\nl:\n    -   name: a\n    -   name: b\n        e:\n        -   v: 1\n",
    ),
    ("kind: A\nl: [a, b]\n", "c", "kind: A\nl: [a, b, c]\n"),
    ("kind: A\nl: []\n", {"m": "c"}, "kind: A\nl: [{m: c}]\n"),
    ("kind: A\nl: [{a: 1},]\n", {"m": "c"}, "kind: A\nl: [{a: 1}, {m: c},]\n"),
    ('{"kind": "A", "l": [{"a": 1}]}', {"n": "c"}, '{"kind": "A", "l": [{"a": 1}, {"n": "c"}]}'),
    ('{"kind": "A", "l": []}', {"n": "c"}, '{"kind": "A", "l": [{"n": "c"}]}'),
    ("kind: A\nl: [\n  a,\n  b\n]\n", "c", "kind: A\nl: [\n  a,\n  b,\n  c\n]\n"),
    ("kind: A\nl:\n- a", "b", "kind: A\nl:\n- a\n- b"),
    ("kind: A\r\nl:\r\n- a\r\n", "yes", 'kind: A\r\nl:\r\n- a\r\n- "yes"\r\n'),
    ("kind: A\nl:\n- a: {\n    b: 1 }\n", "c", "kind: A\nl:\n- a: {\n    b: 1 }\n- c\n"),
]


@pytest.mark.parametrize(("before", "value", "after"), APPENDED)
def test_an_item_is_appended_in_the_style_of_the_list(before: str, value: Any, after: str) -> None:
    assert items.append(before, sequence(before), value, Indent()).apply(before) == after


REMOVED = [
    (BLOCK, 0, BLOCK.replace("# about a\n- name: a  # first\n  x: 1\n  # inside a\n", "")),
    (BLOCK, 1, BLOCK.replace("# about b\n# more about b\n- name: b\n  y: |\n    text\n", "")),
    ("kind: A\nl:\n  - a # x\nz: 1\n", 0, "kind: A\nl:\n  []\nz: 1\n"),
    ("kind: A\nl: [a, b, c]\n", 0, "kind: A\nl: [b, c]\n"),
    ("kind: A\nl: [a, b, c]\n", 2, "kind: A\nl: [a, b]\n"),
    ("kind: A\nl: [a]\n", 0, "kind: A\nl: []\n"),
    ("kind: A\r\nl:\r\n- b\r\n# about a\r\n- a\r\n", 1, "kind: A\r\nl:\r\n- b\r\n"),
    ("kind: A\nl:\n- a\n- b", 1, "kind: A\nl:\n- a"),
]


@pytest.mark.parametrize(("before", "index", "after"), REMOVED)
def test_an_item_leaves_with_its_own_comments(before: str, index: int, after: str) -> None:
    assert items.removal(before, sequence(before), index).apply(before) == after


MOVED = [
    ("kind: A\nl:\n# a\n- a # 1\n# b\n- b\n- c\n", 0, 2, "kind: A\nl:\n# b\n- b\n- c\n# a\n- a # 1\n"),
    ("kind: A\nl:\n- a\n\n- b\n- c", 2, 0, "kind: A\nl:\n- c\n\n- a\n- b"),
    ("kind: A\nl: [a, {b: 1},  c]\n", 2, 0, "kind: A\nl: [c, a,  {b: 1}]\n"),
]


@pytest.mark.parametrize(("before", "index", "to", "after"), MOVED)
def test_an_item_moves_with_its_comments(before: str, index: int, to: int, after: str) -> None:
    assert items.moved(before, sequence(before), index, to) == after


def test_an_item_is_copied_as_it_is_written() -> None:
    assert items.copied(BLOCK, sequence(BLOCK), 0).apply(BLOCK) == BLOCK.replace(
        "# inside a\n", "# inside a\n# about a\n- name: a  # first\n  x: 1\n  # inside a\n", 1
    )
    assert (
        items.copied("kind: A\nl: [a, b]\n", sequence("kind: A\nl: [a, b]\n"), 0).apply(
            "kind: A\nl: [a, b]\n"
        )
        == "kind: A\nl: [a, a, b]\n"
    )


def test_comments_inside_an_item_go_with_it_to_its_end() -> None:
    text = "kind: A\nl:\n- name: a\n  # x: 1\n    # more\n- name: b\n# below\nz: 1\n"
    owner = sequence(text)
    assert items.removal(text, owner, 0).apply(text) == "kind: A\nl:\n- name: b\n# below\nz: 1\n"
    moved = "kind: A\nl:\n- name: b\n- name: a\n  # x: 1\n    # more\n# below\nz: 1\n"
    assert items.moved(text, owner, 0, 1) == moved
