"""Bytes to text and back, byte for byte: UTF-8, and UTF-16 or UTF-32 where a byte order mark says so.

A byte order mark stays in the text as its first character, so that encoding a decoded text gives the same bytes.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from pods.domain.manifest.limits import DEFAULT, Limits
from pods.domain.manifest.problems import Lines, Position, Problem, Unreadable
from pods.domain.messages import Message, gettext_noop, say

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is a prefix of it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY = (
    (b"\x1f\x8b", "gzip"),
    (b"PK\x03\x04", "ZIP"),
    (b"\x7fELF", "ELF"),
    (b"\x89PNG", "PNG"),
    (b"%PDF-", "PDF"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding that gives its bytes back."""

    text: str
    encoding: str


def decode(data: bytes, limits: Limits = DEFAULT) -> Decoded:
    """The text in these bytes; raises Unreadable when they are too many, binary, or not in their encoding."""
    check_size(len(data), limits)
    for signature, name in _BINARY:
        if data.startswith(signature):
            raise Unreadable(
                _problem("binary", Position(1, 1, 0, 0), say(_IS_BINARY, format=name), say(_IS_BINARY_HELP))
            )
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(_undecodable(data, error, encoding)) from None


def encode(text: str, encoding: str = "utf-8") -> bytes:
    """The bytes of a text that was decoded from that encoding."""
    return text.encode(encoding)


def check_size(size: int, limits: Limits = DEFAULT) -> None:
    """Raise Unreadable when a text has more bytes than the limit."""
    if size > limits.size:
        message = say(_TOO_LARGE, limit=f"{limits.size / 1024 / 1024:g} MB")
        raise Unreadable(_problem("size-limit", Position(1, 1, 0, 0), message, say(_TOO_LARGE_HELP)))


def _undecodable(data: bytes, error: UnicodeDecodeError, encoding: str) -> Problem:
    before = data[: error.start].decode(encoding, "replace")
    position = Lines(before).position(len(before))
    if encoding == "utf-8" and error.reason == "unexpected end of data":
        return _problem("encoding", position, say(_TRUNCATED), say(_TRUNCATED_HELP))
    message = say(
        _NOT_DECODABLE, encoding=encoding.upper(), byte=f"0x{data[error.start]:02X}", offset=error.start
    )
    return _problem("encoding", position, message, say(_NOT_DECODABLE_HELP))


def _problem(rule: str, position: Position, message: Message, help: Message) -> Problem:
    return Problem(rule, message, help, position, rejected_by_api=True)


_IS_BINARY = gettext_noop("This is binary data (%(format)s), not a manifest.")
_IS_BINARY_HELP = gettext_noop("Unpack it first, then give the YAML or JSON text.")
_TOO_LARGE = gettext_noop("The text is larger than the size limit of %(limit)s.")
_TOO_LARGE_HELP = gettext_noop(
    "Split the stream into several files, or raise the size limit in the settings."
)
_TRUNCATED = gettext_noop("The file ends in the middle of a UTF-8 character: it was cut off.")
_TRUNCATED_HELP = gettext_noop("Copy or download the file again; its end is missing.")
_NOT_DECODABLE = gettext_noop("This is not %(encoding)s: byte %(byte)s at offset %(offset)d.")
_NOT_DECODABLE_HELP = gettext_noop("Save the file as UTF-8 and try again.")
