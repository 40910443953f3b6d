"""The legend below a picture: just the signs that the picture uses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pods.domain.diagram import sizes
from pods.domain.diagram import words as w
from pods.domain.diagram.geometry import Point
from pods.domain.diagram.lettering import width
from pods.domain.diagram.scene import Region, Scene, Sign
from pods.domain.diagram.signs import signs
from pods.domain.diagram.words import Words
from pods.domain.messages import Message

SYMBOL = 28.0  # from the start of a sign to its words
GAP = 20.0
ROW = 22.0


def with_legend(scene: Scene, words: Words) -> Scene:
    """The scene with its legend, in as many rows as its width needs, and as much higher."""
    x, y = float(sizes.MARGIN + 2), scene.height + 2
    placed: list[Sign] = []
    for name, message in _used(scene):
        text = words(message)
        wide = SYMBOL + width(text, sizes.SMALL)
        if x + wide > scene.width - sizes.MARGIN and x > sizes.MARGIN + 2:
            x, y = float(sizes.MARGIN + 2), y + ROW
        at: Point = (x, y)
        placed.append(Sign(name, at, text))
        x += wide + GAP
    return replace(scene, legend=tuple(placed), height=y + ROW if placed else scene.height)


def _used(scene: Scene) -> Iterator[tuple[str, Message]]:
    """The signs in the picture with their words, always in one order."""
    if any(not tag.read_only for tag in scene.tags):
        yield "rw", w.LEGEND_READ_WRITE
    if any(tag.read_only for tag in scene.tags):
        yield "ro", w.LEGEND_READ_ONLY
    if any(drum.shared for drum in scene.drums):
        yield "shared", w.LEGEND_SHARED
    if any(frame.region is Region.RING for frame in scene.frames):
        yield "ring", w.LEGEND_RING
    shown = {name for card in scene.cards if not card.compact for name, _ in signs(card.container)}
    yield from ((name, words) for name, words in (w.PROBES | w.HOOKS).items() if name in shown)
