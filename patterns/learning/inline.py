"""Marks inside a text: `code`, **strong**, and [words](target).

A target is `page:<id>`, `page:<id>#<section>`, `pattern:<id>`, `guide:`, or an https address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from patterns.catalogue.model import Text
from patterns.learning.model import (
    Code,
    Correction,
    Entries,
    Example,
    Page,
    Paragraph,
    Part,
    Points,
    Recording,
    Table,
)

_MARK = re.compile(r"`([^`]+)`|\*\*(.+?)\*\*|\[([^\]]+)\]\(([^)\s]+)\)")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one kind. What is strong, or a link, may hold code."""

    kind: Literal["plain", "code", "strong", "link"]
    text: str
    target: str = ""


def runs(text: str) -> Iterator[Run]:
    """The stretches of a text, in order."""
    at = 0
    for mark in _MARK.finditer(text):
        if mark.start() > at:
            yield Run("plain", text[at : mark.start()])
        code, strong, words, target = mark.groups()
        if code is not None:
            yield Run("code", code)
        elif strong is not None:
            yield Run("strong", strong)
        else:
            yield Run("link", words, target)
        at = mark.end()
    if at < len(text):
        yield Run("plain", text[at:])


def targets(page: Page) -> Iterator[str]:
    """What the links of a page point at, in either language."""
    texts = [page.lead, *(text for part in page.parts for text in texts_of(part))]
    for text in texts:
        for said in (text.en, text.ko):
            yield from (run.target for run in runs(said) if run.kind == "link")


def texts_of(part: Part) -> Iterator[Text]:
    """Every text of a part."""
    match part:
        case Paragraph(text):
            yield text
        case Points(items):
            yield from items
        case Table(caption, head, rows):
            yield from (caption, *head, *(cell for row in rows for cell in row))
        case Example(title=title, about=about) | Recording(title=title, about=about):
            yield from (title, about)
        case Correction(claim=claim, truth=truth):
            yield from (claim, truth)
        case Code(caption):
            yield caption
        case Entries():
            return
