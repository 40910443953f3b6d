"""The table of figures says plainly which budget is held."""

from __future__ import annotations

import sys

import pytest

from bench.__main__ import line
from bench.measure import Row, run, times


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (Row("read", 9.5, "ms", 10.0), ["read", "9.50", "ms", "10.0", "ms", "held"]),
        (Row("read", 10.5, "ms", 10.0, p95=12.0), ["read", "10.5", "ms", "12.0", "ms", "10.0", "ms", "OVER"]),
        (Row("peer", None, "s", note="not here"), ["peer", "not", "here"]),
        (Row("peer", 1.5, "s", note="2.0 times ours"), ["peer", "1.50", "s", "2.0", "times", "ours"]),
    ],
)
def test_a_line_shows_figure_budget_and_verdict(row: Row, words: list[str]) -> None:
    assert line(row).split() == words


def test_a_call_is_repeated_at_least_three_times_and_once_before() -> None:
    calls: list[int] = []
    taken = times(lambda: calls.append(1), rounds=1, seconds=0)
    assert len(calls) == 4
    assert 0 <= taken.median <= taken.p95


def test_the_memory_of_a_program_is_its_own_and_not_of_the_one_that_starts_it() -> None:
    ours = b"x" * 150_000_000
    large = run([sys.executable, "-c", "b'x' * 100_000_000"], rounds=1)
    small = run([sys.executable, "-c", ""], rounds=1)
    assert len(ours) / 1e6 > large.megabytes > 100
    assert 50 > small.megabytes > 1


def test_a_program_that_fails_is_not_measured() -> None:
    with pytest.raises(RuntimeError, match="ended with status 3"):
        run([sys.executable, "-c", "raise SystemExit(3)"], rounds=1)
