"""What a Secret holds stays out of sight: in differences, in what an API server says, in what is kept of an apply."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Mapping
from typing import Any

from pods.domain.messages import Message

COVER = "••••••"
_FIELDS = ("data", "stringData")


def is_secret(value: Mapping[str, Any]) -> bool:
    """Whether this is an object whose values nobody is to see."""
    return value.get("kind") == "Secret"


def covered(value: Mapping[str, Any], other: Mapping[str, Any], changed: str) -> dict[str, Any]:
    """A Secret with every value covered; one that is not the same in `other` is marked with the word `changed`.

    Any other object as it is. A value counts as the same in `data` and in `stringData`.
    """
    if not is_secret(value):
        return dict(value)
    here, there = _plain(value), _plain(other)
    marks = {
        key: f"{COVER} ({changed})" if key in there and there[key] != here[key] else COVER for key in here
    }
    return {key: _marked(part, marks) if key in _FIELDS else part for key, part in value.items()}


def uncovered(words: str, value: Mapping[str, Any]) -> str:
    """What an API server says of an object without the values it repeats, where the object is a Secret."""
    if not is_secret(value):
        return words
    for secret in sorted(_values(value), key=len, reverse=True):
        words = re.sub(rf"(?<!\w){re.escape(secret)}(?!\w)", COVER, words)
    return words


def _marked(part: Any, marks: Mapping[str, str]) -> Any:
    return {key: marks[str(key)] for key in part} if isinstance(part, Mapping) else COVER


def _plain(value: Mapping[str, Any]) -> dict[str, object]:
    """The content by key, as the Secret will hold it."""
    found: dict[str, object] = {}
    for field, key, said in _entries(value):
        found[key] = _decoded(said) if field == "data" else _bytes(said)
    return found


def _entries(value: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    for field in _FIELDS:
        part = value.get(field)
        for key, said in part.items() if isinstance(part, Mapping) else ():
            yield field, str(key), said


def _decoded(said: Any) -> object:
    try:
        return base64.b64decode(str(said), validate=False)
    except (binascii.Error, ValueError):
        return said


def _bytes(said: Any) -> object:
    return said.encode("utf-8", "replace") if isinstance(said, str) else said


def _values(value: Mapping[str, Any]) -> set[str]:
    """Every way in which a value might be repeated: as written, and decoded."""
    found = set()
    for _, _, said in _entries(value):
        plain = _decoded(said)
        found |= {str(said), plain.decode("utf-8", "replace") if isinstance(plain, bytes) else str(plain)}
    return found - {""}


def told_of(message: Message, value: Mapping[str, Any]) -> Message:
    """A message about an object without the values it repeats, where the object is a Secret."""
    said = {
        name: uncovered(text, value) if isinstance(text, str) else text
        for name, text in message.values.items()
    }
    return Message(message.template, said)
