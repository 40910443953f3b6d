"""Which column and row each container stands in: init steps on the left, the others in the order of the text.

Nothing here depends on what containers do or on how they are linked, so an edit moves as little as possible.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pods.domain.diagram import sizes
from pods.domain.diagram.lettering import label, width
from pods.domain.facts import PodFacts
from pods.domain.manifest.views import Container, ContainerKind
from pods.domain.namespaces import Namespace, Scope

Cell = tuple[Container, ...]  # a container and the ephemeral ones that joined its processes
# Up to how many containers side by side make how many columns.
_COLUMNS = ((4, 4), (8, 4), (15, 5), (24, 6), (40, 8), (60, 10))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a container stands. `row` counts within the columns that run together; init steps are of row 0.

    `slot` counts within the column from the top; `first` is true for the first container of its row.
    """

    container: Container
    column: int
    row: int
    slot: int
    step: int | None
    first: bool


@dataclass(frozen=True, slots=True)
class Column:
    """The span of a column's cards, and how many stand above each other."""

    left: float
    right: float
    depth: int
    init: bool

    def trunk(self, slot: int) -> float:
        """The x of the line that carries the mounts of one of its containers; the lowest is nearest."""
        step = sizes.TRUNK_STEP if self.depth <= 3 else sizes.TRUNK_STEP_TIGHT
        return self.left - sizes.TRUNK - step * (self.depth - 1 - slot)


@dataclass(frozen=True, slots=True)
class Grid:
    """All places of a picture. `hidden` are the containers beyond what a picture can show."""

    places: Mapping[str, Place]  # by path of the container
    columns: tuple[Column, ...]
    compact: bool
    hidden: tuple[Container, ...]

    @property
    def right(self) -> float:
        return self.columns[-1].right if self.columns else 0

    def at_edge(self, container: Container) -> bool:
        """True where nothing stands on the right of the container, so that a line can leave it there."""
        return self.places[container.path].column == len(self.columns) - 1

    def rows(self) -> int:
        """How many rows of containers run together."""
        return 1 + max((p.row for p in self.places.values()), default=0)


def grid(facts: PodFacts, left: float) -> Grid:
    """Place the containers of a pod in columns that start at `left`."""
    init, running = _cells(facts)
    shown_init = init[: sizes.MAX_CARDS // 3]
    shown = running[: sizes.MAX_CARDS - len(shown_init)]
    hidden = tuple(c for cell in [*init[len(shown_init) :], *running[len(shown) :]] for c in cell)
    stacks = [*_stacked(shown_init), *_in_rows(shown)]
    init_columns = len(_stacked(shown_init))
    places = _places(stacks, init_columns, _steps(facts))
    columns = _columns(stacks, init_columns, left, _card_width(facts.pod.containers))
    return Grid(places, columns, len(running) >= sizes.COMPACT_FROM, hidden)


def _cells(facts: PodFacts) -> tuple[list[Cell], list[Cell]]:
    joined = _joined(facts)
    guests = {g.path for group in joined.values() for g in group}
    cells = [(c, *joined.get(c.path, ())) for c in facts.pod.containers if c.path not in guests]
    return (
        [cell for cell in cells if cell[0].kind is ContainerKind.INIT],
        [cell for cell in cells if cell[0].kind is not ContainerKind.INIT],
    )


def _joined(facts: PodFacts) -> dict[str, Cell]:
    """By the path of a target: the ephemeral containers that see its processes."""
    groups = (g.containers for g in facts.sharing[Namespace.PID] if g.scope is Scope.CONTAINER)
    return {group[0].path: group[1:] for group in groups if len(group) > 1}


def _steps(facts: PodFacts) -> dict[str, int]:
    return {c.path: n for n, c in enumerate(facts.pod.of_kind(ContainerKind.INIT), start=1)}


def _stacked(cells: Sequence[Cell]) -> list[list[Cell]]:
    high = 3 if len(cells) <= 12 else 6
    return [list(cells[i : i + high]) for i in range(0, len(cells), high)]


def _in_rows(cells: Sequence[Cell]) -> list[list[Cell]]:
    across = next((columns for upto, columns in _COLUMNS if len(cells) <= upto), 10)
    return [list(cells[i::across]) for i in range(min(across, len(cells)))]


def _places(stacks: Iterable[list[Cell]], init: int, steps: Mapping[str, int]) -> dict[str, Place]:
    places = {}
    for column, stack in enumerate(stacks):
        slot = 0
        for row, cell in enumerate(stack):
            for container in cell:
                first = container is cell[0] and (column >= init or slot == 0)
                step = steps.get(container.path)
                places[container.path] = Place(
                    container, column, 0 if column < init else row, slot, step, first
                )
                slot += 1
    return places


def _columns(stacks: Sequence[list[Cell]], init: int, left: float, card: float) -> tuple[Column, ...]:
    columns: list[Column] = []
    x = left
    for index, stack in enumerate(stacks):
        depth = sum(len(cell) for cell in stack)
        x += _gutter(depth) + (sizes.GROUP_GAP if index == init > 0 else 0)
        columns.append(Column(x, x + card, depth, index < init))
        x += card
    return tuple(columns)


def _gutter(depth: int) -> float:
    return sizes.GUTTER + (sizes.TRUNK_STEP if depth <= 3 else sizes.TRUNK_STEP_TIGHT) * (depth - 1)


def _card_width(containers: Sequence[Container]) -> float:
    longest = max(
        (width(label(c.name, sizes.NAME, 999, True), sizes.NAME, True) for c in containers), default=0
    )
    over = max(0.0, longest + 84 - sizes.CARD_MIN)
    return min(sizes.CARD_MAX, sizes.CARD_MIN + -(-over // sizes.CARD_STEP) * sizes.CARD_STEP)
