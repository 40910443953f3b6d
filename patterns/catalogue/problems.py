"""What is wrong with an entry or with a value given to it, as a template and its values, for the web to translate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


def gettext_noop(template: str) -> str:
    """Mark a template for translation without translating it."""
    return template


@dataclass(frozen=True, slots=True)
class Problem:
    """One sentence about the place `path` of an entry (`parameters[2].default`), or about the parameter `path`."""

    path: str
    template: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        sentence = self.template % self.values if self.values else self.template.replace("%%", "%")
        return f"{self.path}: {sentence}" if self.path else sentence


class Unsound(Exception):
    """An entry, or values for it, cannot be used; `problems` says everything that is wrong, one at least."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


def shown(value: object, longest: int = 60) -> str:
    """A value cut to what a sentence can hold."""
    text = str(value)
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
