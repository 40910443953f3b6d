"""Problems of the text itself, places in the text, and the exception that carries a fatal problem."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from pods.domain.messages import Message
from pods.domain.severity import Severity

_NEWLINE = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Position:
    """A place in the text: 1-based line and column (in characters), and offsets of its start and end."""

    line: int
    column: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about the text itself that stops or distorts its reading, and how to mend it."""

    rule: str  # id: syntax, size-limit, duplicate-key, …
    message: Message
    help: Message
    position: Position
    severity: Severity = Severity.ERROR
    document: int = 0
    rejected_by_api: bool = False


class Unreadable(Exception):
    """The text cannot be used; carries the one problem that says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem.message))
        self.problem = problem


class Lines:
    """Line numbers as an editor counts them: at LF, CR LF and lone CR, not at U+2028 or U+0085."""

    def __init__(self, text: str) -> None:
        self._length = len(text)
        self._starts = [0, *(match.end() for match in _NEWLINE.finditer(text))]

    def position(self, start: int, end: int | None = None) -> Position:
        """The place of an offset, or of a range of offsets."""
        start = min(start, self._length)
        line = self.line(start)
        return Position(line, start - self._starts[line - 1] + 1, start, start if end is None else end)

    def line(self, offset: int) -> int:
        """The 1-based line of an offset."""
        return bisect_right(self._starts, offset)

    def start(self, line: int) -> int:
        """The offset at which a 1-based line starts."""
        return self._starts[line - 1]
