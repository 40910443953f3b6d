"""The refusal of an edit."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pods.domain.messages import Message


class Way(StrEnum):
    """How to change what several places of the text share through an anchor."""

    ALL = "all"  # for all of them
    COPY = "copy"  # for this one, which gets a copy of its own


@dataclass(frozen=True, slots=True)
class Sharing:
    """The place that shares what it says with others, and the ways in which it can be changed all the same."""

    document: int
    path: str
    ways: tuple[Way, ...] = (Way.ALL, Way.COPY)
    name: str = ""  # of the anchor, where it is known


class EditRefused(Exception):
    """The edit cannot be made safely; nothing has changed. `message` says why and what to do.

    With `sharing` it could be made in a way that whoever asked for it has to choose (`edits.sharing`).
    """

    def __init__(self, message: Message, sharing: Sharing | None = None) -> None:
        super().__init__(str(message))
        self.message = message
        self.sharing = sharing
