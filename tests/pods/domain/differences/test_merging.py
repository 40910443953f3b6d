from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pods.domain.differences import merge

texts = st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=10).map("\n".join)
BASE = "one\ntwo\nthree\nfour\nfive\n"


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        ("ONE\ntwo\nthree\nfour\nfive\n", "one\ntwo\nthree\nfour\nFIVE\n", "ONE\ntwo\nthree\nfour\nFIVE\n"),
        ("zero\n" + BASE, BASE + "six\n", "zero\n" + BASE + "six\n"),
        ("one\nthree\nfour\nfive\n", "one\ntwo\nthree\nfour\n5\n", "one\nthree\nfour\n5\n"),
        (BASE, BASE + "six\n", BASE + "six\n"),
        ("same\n", "same\n", "same\n"),
        (BASE.replace("two", "2"), BASE.replace("two", "2") + "six\n", BASE.replace("two", "2") + "six\n"),
        # They touch: the same line, neighbours, one place, a line that the other removed.
        (BASE.replace("two", "2"), BASE.replace("two", "II"), None),
        (BASE.replace("two", "2"), BASE.replace("three", "3"), None),
        (BASE + "six\n", BASE + "seven\n", None),
        (BASE.replace("two\n", ""), BASE.replace("two", "2"), None),
        (BASE.replace("two\n", "two\nmine\n"), BASE.replace("three", "3"), None),
        ("", BASE + "six\n", None),
        # Line ends are part of a line.
        (BASE.replace("one\n", "one\r\n"), BASE[:-1], "one\r\ntwo\nthree\nfour\nfive"),
        (BASE[:-1], BASE + "six\n", None),
    ],
)
def test_changes_come_together_where_they_do_not_touch(mine: str, theirs: str, expected: str | None) -> None:
    assert merge(BASE, mine, theirs) == expected
    assert merge(BASE, theirs, mine) == expected


@given(texts, texts)
def test_one_change_alone_is_that_change(base: str, changed: str) -> None:
    assert merge(base, changed, base) == changed
    assert merge(base, base, changed) == changed
    assert merge(base, changed, changed) == changed


@given(texts, texts, texts)
def test_it_does_not_matter_who_was_first(base: str, mine: str, theirs: str) -> None:
    assert merge(base, mine, theirs) == merge(base, theirs, mine)


@given(texts, texts, texts)
def test_changes_to_two_halves_always_come_together(mine: str, theirs: str, between: str) -> None:
    middle = f"\n=\n{between}\n==\n"
    base = f"first{middle}last"
    assert merge(base, f"{mine}!{middle}last", f"first{middle}{theirs}!") == f"{mine}!{middle}{theirs}!"
