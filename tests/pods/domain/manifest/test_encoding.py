"""Bytes in, the same bytes out; and what is no text is said to be none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pods.domain.manifest.encoding import decode, encode
from pods.domain.manifest.limits import Limits
from pods.domain.manifest.problems import Unreadable

TEXT = "kind: A\r\nx: 한글 😀\n"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_bytes_come_back_as_they_were(codec: str) -> None:
    data = TEXT.encode(codec)
    decoded = decode(data)
    assert decoded.text.lstrip("\ufeff") == TEXT
    assert encode(decoded.text, decoded.encoding) == data


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_survives(text: str) -> None:
    decoded = decode(text.encode())
    assert encode(decoded.text, decoded.encoding) == text.encode()


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        (b"\x1f\x8b\x08", 1, "gzip"),
        (b"\x7fELF\x02", 1, "ELF"),
        (b"PK\x03\x04", 1, "ZIP"),
        (b"a: b\nc: caf\xe9\n", 2, "0xE9"),
        (b"a: b\nc: \xed\x95", 2, "cut off"),
        (b"\xff\xfea\x00\n\x00\x3d\xd8", 2, "not UTF-16"),  # its end is missing, too
    ],
)
def test_what_is_not_text_is_refused_at_its_line(data: bytes, line: int, words: str) -> None:
    with pytest.raises(Unreadable, match=words) as refusal:
        decode(data)
    assert refusal.value.problem.position.line == line


def test_too_many_bytes_are_refused_before_decoding() -> None:
    with pytest.raises(Unreadable, match="size limit of 1 MB"):
        decode(b"\xff" * (1024 * 1024 + 1), Limits(size=1024 * 1024))
