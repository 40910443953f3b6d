from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pods.models.line_ends import restored, unified

texts = st.text(st.sampled_from("ab \r\n\u2028\u0085\t"), max_size=60)


@given(texts)
def test_a_text_nobody_changed_comes_back_byte_for_byte(text: str) -> None:
    assert restored(unified(text), text) == text


@given(texts, texts)
def test_whatever_was_written_differs_from_the_base_in_line_ends_only(text: str, base: str) -> None:
    assert unified(restored(text, base)) == unified(text)


@given(texts)
def test_what_a_form_posts_is_restored_too(text: str) -> None:
    posted = unified(text).replace("\n", "\r\n")
    assert restored(posted, text) == text


@pytest.mark.parametrize(
    ("base", "written", "expected"),
    [
        ("a\r\nb\r\n", "a\nX\nb\n", "a\r\nX\r\nb\r\n"),
        ("a\r\nb\nc\r\n", "a\nb\nX\nc\n", "a\r\nb\nX\nc\r\n"),
        ("a\rb\rc", "a\nb\nX\nc", "a\rb\rX\rc"),
        ("a\r\nb", "a\nb\n", "a\r\nb\r\n"),
        ("a\r\n", "X\na\n", "X\r\na\r\n"),
        ("a\r\nb\r\n", "", ""),
        ("a\nb\n", "a\r\nb\r\n", "a\nb\n"),
        ("\n\r\r", "a\n\na", "a\r\ra"),
        ("a\u2028b\r\n", "a\u2028b\nc\n", "a\u2028b\r\nc\r\n"),
    ],
)
def test_new_lines_end_as_the_line_before_them(base: str, written: str, expected: str) -> None:
    assert restored(written, base) == expected


def test_a_large_text_that_was_rewritten_keeps_its_usual_line_ends() -> None:
    base = "".join(f"old {n}\r\n" for n in range(10_000))
    written = "".join(f"new {n}\n" for n in range(10_000))
    assert restored(written, base) == written.replace("\n", "\r\n")
