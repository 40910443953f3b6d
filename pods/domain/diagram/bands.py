"""Calls between containers: lines above the cards, each on a track of its own where they would meet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pods.domain.diagram import sizes
from pods.domain.diagram.geometry import Box, Line, Point, straightened
from pods.domain.diagram.grid import Grid, Place
from pods.domain.diagram.lettering import label, width

LABEL = 220.0  # the widest label on a line


@dataclass(frozen=True, slots=True)
class Wish:
    """A line wanted from one container to another, or (`end` is `None`) to the right border."""

    start: Place
    end: Place | None
    text: str


@dataclass(frozen=True, slots=True)
class Span:
    """The level part of a line above one row of cards. `row` counts from the top, `track` from the cards."""

    wish: int
    row: int
    left: float  # where its two uprights are; `left` belongs to the side nearer to the start of the line
    right: float
    text: str
    track: int = 0

    @property
    def reach(self) -> tuple[float, float]:
        """What of the track it takes, its label included."""
        middle, half = (self.left + self.right) / 2, (_label_width(self.text) + 12) / 2
        return (
            min(self.left, self.right, middle - half if self.text else middle),
            max(self.left, self.right, middle + half if self.text else middle),
        )


@dataclass(frozen=True, slots=True)
class Bands:
    """All lines above the cards, and how much room they take above each row."""

    spans: tuple[Span, ...]
    heights: tuple[float, ...]  # by row


def bands(wishes: Sequence[Wish], grid: Grid, out: float) -> Bands:
    """Give every wish its uprights and its tracks; lines to outside end at x = `out`."""
    ends = _attachments(wishes, grid)
    spans = [span for n, wish in enumerate(wishes) for span in _spans(n, wish, ends, grid, out)]
    rows = [_tracked([s for s in spans if s.row == row]) for row in range(grid.rows())]
    heights = tuple(
        sizes.BAND_REST + sizes.BAND_STEP * (1 + max((s.track for s in row), default=-1)) for row in rows
    )
    return Bands(tuple(s for row in rows for s in row), heights)


def _attachments(wishes: Sequence[Wish], grid: Grid) -> dict[tuple[int, str], float]:
    """For each end of each wish (its number, `start` or `end`) the x of its upright."""
    at: dict[str, list[tuple[float, int, str]]] = {}
    for n, wish in enumerate(wishes):
        far = _centre(wish.end, grid) if wish.end else float("inf")
        at.setdefault(wish.start.container.path, []).append((far, n, "start"))
        if wish.end:
            at.setdefault(wish.end.container.path, []).append((_centre(wish.start, grid), n, "end"))
    found: dict[tuple[int, str], float] = {}
    for path, ends in at.items():
        found |= _spread(grid.places[path], ends, grid)
    return found


def _spread(place: Place, ends: list[tuple[float, int, str]], grid: Grid) -> dict[tuple[int, str], float]:
    """Side by side on the card: what goes far stands inside, so that the lines nest and do not cross."""
    column, middle = grid.columns[place.column], _centre(place, grid)
    if not place.first:
        return {(n, end): column.right + 13 for _, n, end in ends}
    ordered = sorted((e for e in ends if e[0] < middle), key=lambda e: (-e[0], e[1]))
    ordered += sorted((e for e in ends if e[0] >= middle), key=lambda e: (-e[0], e[1]))
    gap = min(20.0, (column.right - column.left - 48) / max(1, len(ordered) - 1))
    first = middle - gap * (len(ordered) - 1) / 2
    return {(n, end): first + gap * i for i, (_, n, end) in enumerate(ordered)}


def _centre(place: Place, grid: Grid) -> float:
    column = grid.columns[place.column]
    return (column.left + column.right) / 2


def _spans(
    n: int, wish: Wish, ends: Mapping[tuple[int, str], float], grid: Grid, out: float
) -> tuple[Span, ...]:
    start = ends[n, "start"]
    if wish.end is None:
        return (Span(n, wish.start.row, start, out, wish.text),)
    end = ends[n, "end"]
    if wish.end.row == wish.start.row:
        return (Span(n, wish.start.row, start, end, wish.text),)
    gutter = grid.columns[wish.end.column].left - 11
    return (Span(n, wish.start.row, start, gutter, wish.text), Span(n, wish.end.row, gutter, end, ""))


def _tracked(spans: Sequence[Span]) -> list[Span]:
    """Short lines below, long ones above, none upon another."""
    tracks: list[list[tuple[float, float]]] = []
    done = []
    for span in sorted(spans, key=lambda s: (abs(s.right - s.left), s.wish)):
        low, high = span.reach
        free = (t for t, taken in enumerate(tracks) if all(high + 8 < a or b + 8 < low for a, b in taken))
        track = next(free, len(tracks))
        if track == len(tracks) < sizes.MAX_TRACKS:
            tracks.append([])
        track = min(track, len(tracks) - 1)
        tracks[track].append((low, high))
        done.append(replace(span, track=track))
    return done


def line(n: int, wish: Wish, plan: Bands, boxes: Mapping[str, Box], tops: Sequence[float]) -> Line:
    """The whole line of a wish, once the cards stand: `tops` are the y of the cards' upper sides by row."""
    spans = [s for s in plan.spans if s.wish == n]
    spans.sort(key=lambda s: s.row != wish.start.row)
    points: list[Point] = [_foot(wish.start, spans[0].left, boxes)]
    for span in spans:
        y = level(span, tops)
        points += [(span.left, y), (span.right, y)]
    if wish.end:
        points.append(_foot(wish.end, spans[-1].right, boxes))
        if not wish.end.first:
            points[-1:] = [(spans[-1].right, points[-1][1]), points[-1]]
    if not wish.start.first:
        points[:1] = [points[0], (spans[0].left, points[0][1])]
    return straightened(points)


def level(span: Span, tops: Sequence[float]) -> float:
    """The y of a span."""
    return tops[span.row] - sizes.BAND_REST - sizes.BAND_STEP * span.track - 4


def _foot(place: Place, x: float, boxes: Mapping[str, Box]) -> Point:
    box = boxes[place.container.path]
    return (x, box.y) if place.first else (box.right, box.cy)


def label_box(n: int, plan: Bands, tops: Sequence[float]) -> Box | None:
    """Where the label of a line stands: on its level part, off the uprights that cross it."""
    span = next((s for s in plan.spans if s.wish == n and s.text), None)
    if span is None:
        return None
    wide = _label_width(span.text) + 10
    low, high = span.reach
    crossing = [
        x for s in plan.spans if s.row == span.row and s.track > span.track for x in (s.left, s.right)
    ]
    middle = (low + high) / 2
    places = sorted(range(int(low + wide / 2), int(high - wide / 2) + 1, 8), key=lambda x: abs(x - middle))
    x = next((p for p in places if not any(abs(c - p) < wide / 2 + 4 for c in crossing)), middle)
    return Box(x - wide / 2, level(span, tops) - 8, wide, 16)


def _label_width(text: str) -> float:
    return width(label(text, sizes.SMALL, LABEL), sizes.SMALL)
