"""A change of the pattern and a change of the user brought together."""

from __future__ import annotations

from typing import Any

import pytest

from pods.domain.composing.threeway import merged

A1, A2, A5 = ({"name": "A", "value": value} for value in "125")
B, C = {"name": "B", "value": "9"}, {"name": "C", "value": "1"}

# what it was, what the pattern wants now, what the user made of it, what it becomes
CASES: list[tuple[dict[str, Any], dict[str, Any], dict[str, Any], dict[str, Any]]] = [
    ({"a": 1}, {"a": 2}, {"a": 1}, {"a": 2}),
    ({"a": 1}, {"a": 1}, {"a": 5}, {"a": 5}),
    ({"a": 1}, {"a": 2}, {"a": 5}, {"a": 5}),
    ({"a": 1}, {}, {"a": 1}, {}),
    ({"a": 1}, {}, {"a": 5}, {"a": 5}),
    ({}, {"a": 1}, {}, {"a": 1}),
    ({}, {}, {"a": 1}, {"a": 1}),
    ({"a": 1}, {"a": 1}, {}, {}),
    ({"a": 1}, {"a": 2}, {}, {}),
    ({"p": {"x": 1, "y": 1}}, {"p": {"x": 2, "y": 1}}, {"p": {"x": 1, "y": 7}}, {"p": {"x": 2, "y": 7}}),
    ({"p": 1}, {"p": {"x": 2}}, {"p": {"y": 7}}, {"p": {"y": 7, "x": 2}}),
    ({"env": [A1]}, {"env": [A2, C]}, {"env": [B, A1]}, {"env": [B, A2, C]}),
    ({"env": [A1, C]}, {"env": [A2]}, {"env": [A5, C]}, {"env": [A5]}),
    ({"env": [A1]}, {"env": [A2]}, {"env": [A1, A1]}, {"env": [A1, A1]}),
    ({"env": "?"}, {"env": [A2]}, {"env": [B]}, {"env": [B, A2]}),
    ({"args": ["a"]}, {"args": ["b"]}, {"args": ["c"]}, {"args": ["c"]}),
]


@pytest.mark.parametrize(("base", "new", "mine", "together"), CASES)
def test_what_the_user_changed_stays_and_all_else_follows_the_pattern(
    base: dict[str, Any], new: dict[str, Any], mine: dict[str, Any], together: dict[str, Any]
) -> None:
    assert merged(base, new, mine) == together
