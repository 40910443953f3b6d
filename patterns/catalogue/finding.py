"""Looking for patterns: by words in either language and names of images, by kind, by topic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from patterns.catalogue.model import Kind, Pattern, Topic, Type

LONGEST = 100  # characters of a search
_MOST_WORDS = 8


def found(
    patterns: Iterable[Pattern], words: str = "", kind: Kind | None = None, topic: Topic | None = None
) -> tuple[Pattern, ...]:
    """The patterns in which every word stands somewhere, of that kind and topic where these are said."""
    wanted = words[:LONGEST].casefold().split()[:_MOST_WORDS]
    return tuple(
        pattern
        for pattern in patterns
        if kind in (None, pattern.kind)
        and (topic is None or topic in pattern.topics)
        and _holds(pattern, wanted)
    )


def _holds(pattern: Pattern, wanted: Sequence[str]) -> bool:
    text = _searched(pattern) if wanted else ""
    return all(word in text for word in wanted)


def images(pattern: Pattern) -> Sequence[str]:
    """The images that a pattern brings: the defaults of its parameters, and those its fragment names."""
    asked = (str(p.default) for p in pattern.parameters if p.type is Type.IMAGE and p.default)
    return tuple(dict.fromkeys([*asked, *_named(pattern.fragment)]))


def _named(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        image = value.get("image")
        if isinstance(image, str) and "@{" not in image:
            yield image
        for inner in value.values():
            yield from _named(inner)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _named(item)


def _searched(pattern: Pattern) -> str:
    texts = [pattern.id, pattern.kind.value, *pattern.topics, *images(pattern)]
    for text in (pattern.title, pattern.summary):
        texts += [text.en, text.ko]
    return "\n".join(texts).casefold()
