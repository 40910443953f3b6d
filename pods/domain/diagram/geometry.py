"""Boxes and lines of a picture, in px; y grows downwards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

Point = tuple[float, float]
Line = tuple[Point, ...]  # corners of a line whose parts run level or upright


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        return self.x + self.w

    @property
    def bottom(self) -> float:
        return self.y + self.h

    @property
    def cx(self) -> float:
        return self.x + self.w / 2

    @property
    def cy(self) -> float:
        return self.y + self.h / 2

    def grown(self, by: float) -> Box:
        """The box with a margin of `by` on every side."""
        return Box(self.x - by, self.y - by, self.w + 2 * by, self.h + 2 * by)


def between(left: float, top: float, right: float, bottom: float) -> Box:
    """The box with these sides."""
    return Box(left, top, right - left, bottom - top)


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all of `boxes`, of which there must be one."""
    seen = list(boxes)
    return between(
        min(b.x for b in seen),
        min(b.y for b in seen),
        max(b.right for b in seen),
        max(b.bottom for b in seen),
    )


def straightened(line: Iterable[Point]) -> Line:
    """The line without its repeated points and without corners that do not turn."""
    out: list[Point] = []
    for point in line:
        if out and out[-1] == point:
            continue
        if len(out) > 1 and (_level(out[-2], out[-1], point) or _upright(out[-2], out[-1], point)):
            out.pop()
        out.append(point)
    return tuple(out)


def _level(a: Point, b: Point, c: Point) -> bool:
    return a[1] == b[1] == c[1]


def _upright(a: Point, b: Point, c: Point) -> bool:
    return a[0] == b[0] == c[0]
