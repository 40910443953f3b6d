from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pods.domain import names
from pods.domain.messages import Message
from pods.domain.rules import image

Check = Callable[[str], Message | None]


@pytest.mark.parametrize(
    ("check", "good", "bad"),
    [
        (
            names.label,
            ["a", "0", "a-b", "a--b", "a" * 63],
            ["", "A", "-a", "a-", "a.b", "a_b", "é", "a" * 64, "a\n"],
        ),
        (names.label_1035, ["a", "a1", "a" * 63], ["1a", "", "a-", "a" * 64]),
        (names.subdomain, ["a", "a.b", "a" * 253], ["", "a..b", ".a", "a.", "A", "a" * 254]),
        (names.port, ["http", "a1", "1a", "a" * 15], ["80", "a_b", "a--b", "-a", "a-", "HTTP", "a" * 16]),
        (
            names.qualified,
            ["a", "A_b.c", "a.b/C", "a" * 63],
            ["", "a b", "/a", "a/", "a/b/c", "A/b", "a" * 64, "-a"],
        ),
        (names.label_value, ["", "a", "A-b_c.d", "1"], ["a b", "-", "a-", "a" * 64, "a\n", "é"]),
        (names.config_key, ["a", ".a", "a.b-c_D"], ["", ".", "..", "..a", "a/b", "a b", "a" * 254]),
        (lambda name: names.variable(name, 36), ["A", "1 ok!", ".."], ["", "A=B", "é", "a\n"]),
        (lambda name: names.variable(name, 31), ["A", "a.b-c_1"], ["", "1A", "A B", "..", "A=B"]),
        (
            image.fault,
            ["a", "a/b:c", "localhost:5000/a", "A.b/c"],
            ["", ":", "a:", "A", "a//b", "/a", "a/", "a b", "a@b"],
        ),
    ],
)
def test_names_are_taken_or_refused_as_kubernetes_does(check: Check, good: list[str], bad: list[str]) -> None:
    assert [name for name in good if check(name) is not None] == []
    assert [name for name in bad if check(name) is None] == []


@pytest.mark.parametrize(
    ("kind", "minor", "good", "bad"),
    [
        ("Namespace", 25, ["a"], ["a.b"]),
        ("StatefulSet", 26, ["a.b", "a" * 253], ["A"]),
        ("StatefulSet", 27, ["a" * 63], ["a.b"]),
        ("Service", 35, ["a1"], ["1a", "a.b"]),
        ("Service", 36, ["1a"], ["a.b"]),
        ("CronJob", 36, ["a.b", "a" * 52], ["a" * 53]),
        ("Job", 36, ["a.b", "a" * 63], ["a" * 64]),
        ("Deployment", 36, ["a.b", "a" * 253], ["A", "a" * 254]),
        ("Widget", 36, ["A B"], []),  # nobody here knows what its own API says
    ],
)
def test_what_an_object_may_be_called_depends_on_its_kind(
    kind: str, minor: int, good: list[str], bad: list[str]
) -> None:
    assert [name for name in good if names.of_object(kind, name, minor) is not None] == []
    assert [name for name in bad if names.of_object(kind, name, minor) is None] == []


def test_a_sentence_shows_sixty_characters_of_a_name() -> None:
    assert names.shown("a" * 60) == "a" * 60
    assert names.shown("a" * 61) == "a" * 59 + "…"


CHECKS: list[Check] = [
    names.label,
    names.subdomain,
    names.port,
    names.qualified,
    names.label_value,
    image.fault,
]


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize(
    "text", ["a" * 40_000, "a-" * 20_000, "a." * 20_000, "a/" * 20_000, "-" * 40_000, "a:" * 9_999]
)
def test_long_names_are_answered_at_once_and_shortly(check: Check, text: str) -> None:
    started = time.process_time()
    found = check(text)
    assert time.process_time() - started < 0.5  # a quadratic pattern would take minutes
    assert found is not None
    assert len(str(found)) < 400


@given(st.text())
def test_any_text_gets_an_answer_that_is_a_sentence(text: str) -> None:
    for check in CHECKS:
        found = check(text)
        assert found is None or str(found).endswith(".")
