"""What a shipped entry has beyond a sound one: both languages, reasons, sources, an image to move on (ENTRY.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from patterns.catalogue.model import Kind, Pattern, Text, Type
from patterns.catalogue.problems import Problem
from patterns.catalogue.rendering import PLACEHOLDER


def lacking(pattern: Pattern) -> Iterator[Problem]:
    """What the people who write entries still have to add; said in English only, to them."""
    yield from _texts(pattern)
    yield from _counts(pattern)
    yield from _images(pattern)
    if pattern.since != min(variant.since for variant in pattern.variants):
        yield Problem("since", "This is not the oldest version of the variants.")
    if pattern.example is None and pattern.kind is not Kind.CO_LOCATED:
        yield Problem("example", "Only a co-located pattern brings every container itself.")


def _texts(pattern: Pattern) -> Iterator[Problem]:
    for path, text in _all_texts(pattern):
        if not text.en or not text.ko:
            yield Problem(path, "Both languages have to be there.")
        elif any("가" <= letter <= "힣" for letter in text.en):
            yield Problem(path, "The English text holds Korean.")


def _all_texts(pattern: Pattern) -> Iterator[tuple[str, Text]]:
    yield from (("title", pattern.title), ("summary", pattern.summary), ("intent", pattern.intent))
    yield from ((f"when[{i}]", text) for i, text in enumerate(pattern.when))
    yield from ((f"whenNot[{i}]", text) for i, text in enumerate(pattern.when_not))
    for i, alternative in enumerate(pattern.alternatives):
        yield f"alternatives[{i}].instead", alternative.instead
        yield f"alternatives[{i}].because", alternative.because
    for i, variant in enumerate(pattern.variants):
        yield f"variants[{i}].title", variant.title
        yield f"variants[{i}].because", variant.because
    for i, parameter in enumerate(pattern.parameters):
        yield f"parameters[{i}].title", parameter.title
        yield f"parameters[{i}].help", parameter.help
        yield from ((f"parameters[{i}].choices[{j}]", c.title) for j, c in enumerate(parameter.choices))


def _counts(pattern: Pattern) -> Iterator[Problem]:
    bounds = {
        "topics": (len(pattern.topics), 1, 4),
        "when": (len(pattern.when), 2, 4),
        "whenNot": (len(pattern.when_not), 1, 4),
        "alternatives": (len(pattern.alternatives), 1, 4),
        "links": (len(pattern.links), 1, 8),
        "sources": (len(pattern.sources), 1, 12),
    }
    for path, (count, least, most) in bounds.items():
        if not least <= count <= most:
            yield Problem(path, f"There are {count}; {least} to {most} are asked for.")


def _images(pattern: Pattern) -> Iterator[Problem]:
    for index, container in enumerate(pattern.fragment.get("containers") or ()):
        image: Any = container.get("image", "") if isinstance(container, Mapping) else ""
        match = PLACEHOLDER.fullmatch(image) if isinstance(image, str) else None
        parameter = pattern.parameter(match.group(1)) if match else None
        if parameter is None or parameter.type is not Type.IMAGE:
            yield Problem(f"fragment.containers[{index}].image", "The image is no parameter of type image.")
    for index, parameter in enumerate(pattern.parameters):
        if parameter.type is Type.IMAGE and str(parameter.default).endswith(":latest"):
            yield Problem(f"parameters[{index}].default", "The tag latest names no version.")
