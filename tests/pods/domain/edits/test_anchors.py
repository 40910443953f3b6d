"""Anchors stay where they are written, and edits find the thing behind them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pods.domain.edits.fields import set_field
from pods.domain.edits.lists import append_item, copy_item, move_item, remove_item
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.reader import read

KEPT: list[tuple[str, Callable[[Manifest], Manifest], str]] = [
    ("a: &x app # c\n", lambda m: set_field(m, 0, "a", "web"), "a: &x web # c\n"),
    ("a: &x 'app'\n", lambda m: set_field(m, 0, "a", "web"), "a: &x 'web'\n"),
    ("a: &x\nb: 1\n", lambda m: set_field(m, 0, "a", "web"), "a: &x web\nb: 1\n"),
    ("a: &x !!str 1\n", lambda m: set_field(m, 0, "a", 2), "a: &x 2\n"),
    ("a: &x {}\n", lambda m: set_field(m, 0, "a.b", 1), "a: &x {b: 1}\n"),
    ("l: &x []\n", lambda m: append_item(m, 0, "l", "a"), "l: &x [a]\n"),
    ("l: &x # c\n- a: 1\n- a: 2\n", lambda m: append_item(m, 0, "l", {"a": 3}), "l: &x # c\n- a: 1\n- a: 2\n- a: 3\n"),
    ("l: &x\n  - a\n  - b\n", lambda m: remove_item(m, 0, "l", 1), "l: &x\n  - a\n"),
    ("l: &x\n- a\n# b\n- b\n", lambda m: move_item(m, 0, "l", 1, 0), "l: &x\n# b\n- b\n- a\n"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "edit", "after"), KEPT)
def test_an_anchor_stays(before: str, edit: Callable[[Manifest], Manifest], after: str) -> None:
    assert edit(read(f"kind: A\n{before}")).text == f"kind: A\n{after}"


def test_a_copy_defines_no_anchor_again() -> None:
    text = "kind: A\nl:\n- &x # one\n  name: &n a\n  b: *n\n- *x\n"
    copied = copy_item(read(text), 0, "l", 0).text
    assert copied == text.replace("- *x\n", "- # one\n  name: a\n  b: *n\n- *x\n")
    assert copy_item(read("kind: A\nl: [&x a, *x]\n"), 0, "l", 0).text == "kind: A\nl: [&x a, a, *x]\n"
