"""Volumes below the containers, and the mounts that lead to them.

Every container has one trunk, its file system, which leaves its card on the left and runs down; a mount is
a branch of it. A volume hangs below the first container that mounts it and reaches to the right for the
others: a volume of one container stands under that container, and what runs level is shared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from pods.domain.diagram import sizes
from pods.domain.diagram.geometry import Box, Line, Point, straightened
from pods.domain.diagram.grid import Column, Grid, Place
from pods.domain.diagram.lettering import path_label, width
from pods.domain.diagram.scene import Drum, More, Tag
from pods.domain.diagram.words import (
    MORE_MOUNTS,
    MORE_VOLUMES,
    READ_ONLY,
    READ_ONLY_SUB,
    READ_WRITE,
    READ_WRITE_SUB,
    SUB_PATH,
    Words,
)
from pods.domain.facts import PodFacts
from pods.domain.messages import Message, say
from pods.domain.volumes import Use, VolumeUse

BRANCH = 16  # how far above a card's lower side its trunk leaves it
RISER = 7  # right of a volume, where its lines to other columns part


@dataclass(frozen=True, slots=True)
class Lanes:
    """The volumes and mounts of a picture, and where they end below."""

    drums: tuple[Drum, ...]
    tags: tuple[Tag, ...]
    wires: tuple[Line, ...]
    more: tuple[More, ...]
    bottom: float


@dataclass(frozen=True, slots=True)
class _Row:
    """One mount written out, or (`rest`) several of one container in one line. `y` is from the lane's top."""

    place: Place
    use: Use
    rest: tuple[Use, ...]

    @property
    def sub(self) -> str | None:
        return None if self.rest else self.use.mount.sub_path

    @property
    def high(self) -> float:
        return sizes.TAG + (sizes.TAG_SUB if self.sub else 0)


def lanes(facts: PodFacts, grid: Grid, boxes: Mapping[str, Box], top: float, words: Words) -> Lanes:
    """Hang the volumes below `top`: shared ones first, then the others, each in the text's order."""
    ground = [top] * max(1, len(grid.columns))
    drums: list[Drum] = []
    tags: list[Tag] = []
    for volume in _ordered(facts.volumes)[: sizes.MAX_DRUMS]:
        hung = _hang(volume, grid, ground)
        drums.append(hung.drum)
        tags += _tags(hung.drum, hung.rows, grid, boxes, words)
        for column in hung.columns:
            ground[column] = hung.bottom + sizes.DRUM_GAP
    bottom = max(ground) - sizes.DRUM_GAP if drums else top - sizes.LANES_GAP
    rest = _ordered(facts.volumes)[sizes.MAX_DRUMS :]
    more = (
        tuple(_more(rest, grid.columns[0], bottom + sizes.DRUM_GAP, words)) if rest and grid.columns else ()
    )
    low = max([bottom, *(m.box.bottom for m in more)])
    return Lanes(tuple(drums), tuple(tags), tuple(_wires(tags)), more, low)


def _ordered(volumes: Sequence[VolumeUse]) -> list[VolumeUse]:
    return sorted(volumes, key=lambda v: (-min(2, len(users(v))), v.volume.claim_template))


def users(volume: VolumeUse) -> set[str]:
    """Paths of the containers that mount the volume."""
    return {use.container.path for use in volume.uses}


def _wires(tags: Sequence[Tag]) -> Iterator[Line]:
    """What is drawn of the mounts' lines. Mounts share trunks and levels; drawn once each, they stay even."""
    trunks: dict[str, Line] = {}
    levels: dict[tuple[Point, float], Line] = {}
    for tag in tags:
        below = tag.line.index(tag.pill)
        branch, trunk = tag.line[: below + 1], tag.line[below:]
        key = tag.use.container.path
        trunks[key] = max(trunks.get(key, trunk), trunk, key=_low)
        level = (branch[0], tag.pill[1])
        levels[level] = max(levels.get(level, branch), branch, key=_far)
        yield tag.lead
    yield from trunks.values()
    yield from levels.values()


def _low(line: Line) -> float:
    return line[0][1]


def _far(line: Line) -> float:
    return abs(line[-1][0] - line[0][0])


def _more(rest: Sequence[VolumeUse], column: Column, top: float, words: Words) -> Iterator[More]:
    names = ", ".join(v.volume.name[:60] for v in rest[:200])
    box = Box(
        column.left + sizes.DRUM_INDENT, top, column.right - column.left - sizes.DRUM_INDENT, sizes.DRUM
    )
    yield More(box, words(say(MORE_VOLUMES, count=len(rest))), names, "volumes")


@dataclass(frozen=True, slots=True)
class _Hung:
    """A volume in its place, its mounts, and the columns it takes down to `bottom`."""

    drum: Drum
    rows: Sequence[_Row]
    columns: range
    bottom: float


def _hang(volume: VolumeUse, grid: Grid, ground: Sequence[float]) -> _Hung:
    """The volume at the first height that is free in all columns it reaches over."""
    rows = _rows(volume, grid)
    taken = {row.place.column for row in rows} or {_idle(grid)}
    home, last = min(taken), max(taken)
    top = max(ground[home : last + 1])
    own = sum(row.high for row in rows if row.place.column == home)
    box = _drum_box(grid, home, top + own)
    count, high = _slot_sizes(rows, home)
    others = count * high if count > 1 else 0
    drum = Drum(box, volume, len(users(volume)) > 1)
    return _Hung(drum, rows, range(home, last + 1), max(box.bottom, top + others, box.cy + others / 2))


def _idle(grid: Grid) -> int:
    """The column for volumes nobody mounts: the first that runs."""
    return next((n for n, c in enumerate(grid.columns) if not c.init), 0)


def _drum_box(grid: Grid, column: int, top: float) -> Box:
    if not grid.columns:
        return Box(sizes.MARGIN + sizes.FRAME_PAD, top, sizes.CARD_MIN, sizes.DRUM)
    left, right = grid.columns[column].left, grid.columns[column].right
    return Box(left + sizes.DRUM_INDENT, top, right - left - sizes.DRUM_INDENT, sizes.DRUM)


def _rows(volume: VolumeUse, grid: Grid) -> list[_Row]:
    rows: list[_Row] = []
    for path, uses in groupby(volume.uses, key=lambda u: u.container.path):
        place, seen = grid.places.get(path), tuple(uses)
        if place is None:
            continue
        kept = seen if len(seen) <= sizes.MAX_TAGS else seen[: sizes.MAX_TAGS - 1]
        rows += [_Row(place, use, ()) for use in kept]
        rows += [_Row(place, seen[len(kept)], seen[len(kept) :])] if len(kept) < len(seen) else []
    return rows


def _tags(drum: Drum, rows: Sequence[_Row], grid: Grid, boxes: Mapping[str, Box], words: Words) -> list[Tag]:
    home = min((r.place.column for r in rows), default=0)
    slots = _slots(rows, home, drum)
    tags: list[Tag] = []
    for index in sorted({r.place.column for r in rows}):
        column, mine = grid.columns[index], [r for r in rows if r.place.column == index]
        ys = _own_heights(mine, drum) if index == home else slots
        labels = [_label(r, column, y, words) for r, y in zip(mine, ys, strict=False)]
        bend = max(label.right for label in labels) + 9
        for row, y, written in zip(mine, ys, labels, strict=False):
            trunk = column.trunk(row.place.slot)
            end = _up(boxes[row.place.container.path], trunk, y)
            start = ((bend, drum.box.y), (bend, y)) if index == home else _across(drum, y)
            tags.append(_tag(row, drum, straightened((*start, *end)), (trunk, y), written, words))
    return tags


def _own_heights(rows: Sequence[_Row], drum: Drum) -> list[float]:
    """The y of the mounts above the volume, in its own column."""
    ys, y = [], drum.box.y - sum(r.high for r in rows)
    for row in rows:
        ys.append(y + sizes.TAG / 2)
        y += row.high
    return ys


def _slots(rows: Sequence[_Row], home: int, drum: Drum) -> list[float]:
    """The y at which lines lead to other columns: the same for all, so that none crosses a label."""
    count, high = _slot_sizes(rows, home)
    if count == 1:
        return [drum.box.cy]
    own = sum(r.high for r in rows if r.place.column == home)
    first = max(drum.box.cy - count * high / 2, drum.box.y - own) + sizes.TAG / 2
    return [first + n * high for n in range(count)]


def _slot_sizes(rows: Sequence[_Row], home: int) -> tuple[int, float]:
    """How many mounts the fullest other column has, and how high the highest is."""
    others = Counter(r.place.column for r in rows if r.place.column != home)
    high = max((r.high for r in rows if r.place.column != home), default=0)
    return max(others.values(), default=0), high


@dataclass(frozen=True, slots=True)
class _Label:
    """What is written at a mount, where, and how far it reaches."""

    box: Box
    text: str
    sub: str | None
    right: float


def _label(row: _Row, column: Column, y: float, words: Words) -> _Label:
    room = column.right - column.left - 30
    text = words(say(MORE_MOUNTS, count=len(row.rest))) if row.rest else row.use.mount.mount_path
    text = path_label(text, sizes.TEXT, room)
    box = Box(column.left - 3, y - 9, width(text, sizes.TEXT) + 8, 18)
    if row.sub is None:
        return _Label(box, text, None, box.right)
    sub = path_label(words(say(SUB_PATH, path=row.sub)), sizes.SMALL, room)
    return _Label(box, text, sub, max(box.right, box.x + 8 + width(sub, sizes.SMALL)))


def _up(card: Box, trunk: float, y: float) -> Line:
    """From a branch of the trunk up to the container."""
    leave = card.bottom - BRANCH
    return ((trunk, y), (trunk, leave), (card.x, leave))


def _across(drum: Drum, y: float) -> Line:
    riser = drum.box.right + RISER
    return ((drum.box.right, drum.box.cy), (riser, drum.box.cy), (riser, y))


def _tag(row: _Row, drum: Drum, line: Line, pill: Point, written: _Label, words: Words) -> Tag:
    volume = drum.use.volume
    uses = row.rest or (row.use,)
    return Tag(
        line=line,
        lead=((pill[0], pill[1]), (written.box.x, pill[1])),
        pill=pill,
        label=written.box,
        text=written.text,
        sub=written.sub,
        tip="\n".join(words(told(use, volume.name)) for use in uses[:100]),
        read_only=all(use.read_only for use in uses),
        use=row.use,
        volume=volume.path,
    )


def told(use: Use, volume: str) -> Message:
    """A mount in one sentence."""
    values = {
        "container": use.container.name[:200],
        "volume": volume[:200],
        "path": use.mount.mount_path[:1000],
    }
    if use.mount.sub_path is None:
        return say(READ_ONLY if use.read_only else READ_WRITE, **values)
    template = READ_ONLY_SUB if use.read_only else READ_WRITE_SUB
    return say(template, sub=use.mount.sub_path[:1000], **values)
