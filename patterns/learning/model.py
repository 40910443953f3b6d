"""What a learning page says, as frozen values. Texts may hold the marks that `inline` reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from patterns.catalogue.model import Text

Cell = Text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    text: Text
    kind: ClassVar[str] = "paragraph"


@dataclass(frozen=True, slots=True)
class Points:
    """A list; `steps` are numbered."""

    items: tuple[Text, ...]
    steps: bool
    kind: ClassVar[str] = "points"


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose first column heads its rows."""

    caption: Text
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    kind: ClassVar[str] = "table"


@dataclass(frozen=True, slots=True)
class Example:
    """A manifest that is drawn beside its text and can be opened as a design."""

    id: str
    title: Text
    about: Text
    view: str  # of the picture
    manifest: str
    kind: ClassVar[str] = "example"


@dataclass(frozen=True, slots=True)
class Lane:
    """What happened to one container, in seconds on the clock of its recording; None for what did not happen."""

    name: str
    place: str  # init | sidecar | container
    start: float
    term: float | None
    end: float | None
    killed: bool


@dataclass(frozen=True, slots=True)
class Recording:
    """What a real node did, drawn as a time line from `begin` to `end`; its ruler counts from `zero`."""

    case: str
    title: Text
    about: Text
    zero: float
    begin: float
    end: float
    lanes: tuple[Lane, ...]
    kind: ClassVar[str] = "recording"


@dataclass(frozen=True, slots=True)
class Correction:
    """What one of the notes says, and what is true instead."""

    note: int  # 1 to 5
    claim: Text
    truth: Text
    kind: ClassVar[str] = "correction"


@dataclass(frozen=True, slots=True)
class Code:
    """Text of a file or of a terminal, as it is."""

    caption: Text
    text: str
    kind: ClassVar[str] = "code"


@dataclass(frozen=True, slots=True)
class Entries:
    """Entries of the catalogue that do what is explained."""

    ids: tuple[str, ...]
    kind: ClassVar[str] = "entries"


Part = Paragraph | Points | Table | Example | Recording | Correction | Code | Entries


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page under a heading; `id` is its anchor."""

    id: str
    title: Text
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `example` is the id of that whose picture stands for it in a list."""

    id: str
    order: int
    title: Text
    lead: Text
    example: str
    sections: tuple[Section, ...]

    @property
    def parts(self) -> Iterator[Part]:
        """The parts of all sections, in order."""
        return (part for section in self.sections for part in section.parts)

    @property
    def examples(self) -> Iterator[Example]:
        """All examples, in order."""
        return (part for part in self.parts if isinstance(part, Example))

    def find(self, id: str) -> Example | None:
        """The example of an id."""
        return next((example for example in self.examples if example.id == id), None)

    @property
    def corrections(self) -> int:
        """How often it says that a note is wrong."""
        return sum(isinstance(part, Correction) for part in self.parts)
