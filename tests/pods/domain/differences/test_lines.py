from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pods.domain.differences import Run, lines_of, runs

lines = st.lists(st.sampled_from(["a", "b", "c", "d", "", "- name: x"]), max_size=14)


@given(st.text(st.sampled_from("ab\r\n\u2028\u0085"), max_size=30))
def test_the_lines_are_the_text(text: str) -> None:
    assert "".join(content + end for content, end in lines_of(text)) == text


@given(lines, lines)
def test_runs_are_equal_lines_in_the_order_of_both_texts(old: list[str], new: list[str]) -> None:
    at = (0, 0)
    for run in runs(old, new):
        assert run.size > 0
        assert run.old >= at[0]
        assert run.new >= at[1]
        assert old[run.old : run.old + run.size] == new[run.new : run.new + run.size]
        at = (run.old + run.size, run.new + run.size)


@given(lines, lines, lines)
def test_an_insertion_is_found_wherever_it_is(head: list[str], inside: list[str], tail: list[str]) -> None:
    kept = runs(head + tail, head + inside + tail)
    assert sum(run.size for run in kept) == len(head + tail)


def test_lines_that_stand_once_tell_where_one_is() -> None:
    old = ["- name: a", "  image: x", "", "- name: b", "  image: x", "", "# old end"]
    new = ["- name: b", "  image: x", "", "- name: c", "  image: x", "", "# new end"]
    assert Run(3, 0, 3) in runs(old, new)


ALPHABETS = {"all different": 10**6, "three lines": 3, "one line": 1, "some repeated": 4000}


@pytest.mark.parametrize("alphabet", ALPHABETS)
def test_the_work_is_bounded_for_ten_thousand_lines_of_any_kind(alphabet: str) -> None:
    dice = random.Random(7)
    old, new = ([f"l{dice.randrange(ALPHABETS[alphabet])}" for _ in range(n)] for n in (10_000, 9_000))
    start = time.process_time()
    runs(old, new)
    assert time.process_time() - start < 4
