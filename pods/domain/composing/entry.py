"""An entry of the catalogue that a user wrote, read with the limits and the places of any other text."""

from __future__ import annotations

from dataclasses import dataclass

from patterns.catalogue import reading
from patterns.catalogue.model import Pattern
from patterns.catalogue.problems import Problem, Unsound
from pods.domain.composing.asking import message
from pods.domain.manifest import reader
from pods.domain.manifest.limits import Limits
from pods.domain.manifest.manifest import trace
from pods.domain.manifest.nodes import Content
from pods.domain.manifest.problems import Lines, Unreadable
from pods.domain.messages import Message, gettext_noop, say

LIMITS = Limits(size=256 * 1024, depth=40, documents=1, expansion=20_000)


@dataclass(frozen=True, slots=True)
class EntryProblem:
    """Something wrong with an entry's text, at a line of it (from 1); `path` is "" for the text as a whole."""

    line: int
    path: str
    message: Message


class EntryRefused(Exception):
    """The text is no sound entry; `problems` says everything, one at least."""

    def __init__(self, problems: tuple[EntryProblem, ...]) -> None:
        super().__init__("\n".join(f"{p.line}: {p.path}: {p.message}" for p in problems))
        self.problems = problems


def read_entry(text: str) -> Pattern:
    """The pattern that a text describes. Raises EntryRefused, whatever the text."""
    try:
        document = reader.first_document(text, LIMITS)
    except Unreadable as bad:
        problem = bad.problem
        raise EntryRefused((EntryProblem(problem.position.line, "", problem.message),)) from None
    if document is None or document.root is None:
        raise EntryRefused((EntryProblem(1, "", say(_EMPTY)),))
    try:
        return reading.read(document.value)
    except Unsound as unsound:
        root, lines = document.root, Lines(text)
        raise EntryRefused(tuple(_placed(root, lines, problem) for problem in unsound.problems)) from None


def _placed(root: Content, lines: Lines, problem: Problem) -> EntryProblem:
    try:
        start, _ = trace(root, problem.path)
    except ValueError:  # the path names a key that no path can
        start = root.start
    return EntryProblem(lines.line(start), problem.path, message(problem))


_EMPTY = gettext_noop("There is no entry in this text.")
