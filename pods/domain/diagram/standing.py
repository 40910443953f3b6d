"""How high each card stands, once it is known how much room the calls above each row take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pods.domain.diagram import sizes
from pods.domain.diagram.geometry import Box, between
from pods.domain.diagram.grid import Grid, Place
from pods.domain.manifest.views import ContainerKind


@dataclass(frozen=True, slots=True)
class Standing:
    """The box of each container by its path, the upper side of each row, and where the lowest card ends."""

    boxes: Mapping[str, Box]
    tops: tuple[float, ...]
    bottom: float


def stand(grid: Grid, bands: Sequence[float], top: float) -> Standing:
    """Stand the cards below `top`, leaving each row the height of its band."""
    tops = _tops(grid, bands, top)
    boxes: dict[str, Box] = {}
    for column in range(len(grid.columns)):
        boxes |= _column(grid, column, tops)
    bottom = max((b.bottom for b in boxes.values()), default=top)
    return Standing(boxes, tops, bottom)


def _tops(grid: Grid, bands: Sequence[float], top: float) -> tuple[float, ...]:
    tops, y = [], top
    for row, band in enumerate(bands):
        tops.append(y + band)
        y += band + _row_height(grid, row) + sizes.BELOW - sizes.BAND_REST
    return tuple(tops)


def _row_height(grid: Grid, row: int) -> float:
    cells: dict[int, float] = {}
    for place in grid.places.values():
        if place.row == row and not grid.columns[place.column].init:
            cells[place.column] = cells.get(place.column, -sizes.BELOW) + sizes.BELOW + height(place, grid)
    return max(cells.values(), default=0)


def height(place: Place, grid: Grid) -> float:
    """Init steps and guests are compact cards, and all are where there are many."""
    small = grid.compact or place.container.kind in (ContainerKind.INIT, ContainerKind.EPHEMERAL)
    return sizes.CARD_COMPACT if small else sizes.CARD


def _column(grid: Grid, index: int, tops: Sequence[float]) -> dict[str, Box]:
    column = grid.columns[index]
    places = sorted((p for p in grid.places.values() if p.column == index), key=lambda p: p.slot)
    boxes: dict[str, Box] = {}
    y = 0.0
    for place in places:
        y = tops[place.row] if place.first else y
        high = height(place, grid)
        boxes[place.container.path] = between(column.left, y, column.right, y + high)
        y += high + sizes.BELOW
    return boxes
