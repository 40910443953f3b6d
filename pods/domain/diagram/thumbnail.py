"""A pod's picture in small: the same arrangement as blocks and lines, without words; init steps are numbered."""

from __future__ import annotations

from collections.abc import Iterable

from pods.domain.diagram import icons
from pods.domain.diagram.geometry import Box, Line
from pods.domain.diagram.scene import Card, Region, Scene
from pods.domain.diagram.svg import element

MOST = 24  # of each kind of thing; more would be dust at this size
_SIGN = 64.0  # of a role's drawing; pages show the picture at about a quarter of its size


def thumbnail(scene: Scene) -> str:
    """The small SVG. Its sizes are those of the page; it has classes, for the page's colours, and no ids."""
    parts = [
        *(_block(f.box, f"frame region-{f.region}", 14) for f in scene.frames if f.region is not Region.RING),
        *(_lines(scene)),
        *(_block(o.box, f"box {o.kind}", 9) for o in scene.outside[:MOST]),
        *(_block(c.box, f"card role-{c.assignment.role}", 10) for c in scene.cards[:MOST]),
        *(_sign(c) for c in scene.cards[:MOST]),
        *(_block(d.box, "drum shared" if d.shared else "drum", 18) for d in scene.drums[:MOST]),
    ]
    height = scene.legend[0].at[1] if scene.legend else scene.height
    return element(
        "svg",
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        class_="picture thumbnail",
        viewBox=f"0 0 {scene.width:g} {height:g}",
        aria_hidden="true",
    )


def _sign(card: Card) -> str:
    """The drawing of its role in the middle of a card, so that not colour alone tells roles apart; a step's number."""
    box, size = card.box, min(_SIGN, card.box.h / 2)
    left, top = box.cx - size / (1 if card.step else 2), box.cy - size / 2
    sign = icons.icon(icons.role(card.assignment.role), round(left), round(top), "sign", size)
    return sign + _number(card.step, box.cx + size / 4, box.cy, size) if card.step else sign


def _number(step: int, x: float, middle: float, size: float) -> str:
    """The number of an init step, as high as the drawing beside it; digits are 0.72 em high."""
    return element(
        "text",
        str(step),
        class_="number",
        x=round(x),
        y=round(middle + 0.36 * size),
        font_size=round(size),
        font_weight=700,
    )


def _block(box: Box, class_: str, radius: int) -> str:
    return element(
        "rect",
        class_=class_,
        x=round(box.x),
        y=round(box.y),
        width=round(box.w),
        height=round(box.h),
        rx=radius,
    )


def _lines(scene: Scene) -> Iterable[str]:
    """All mounts as one path and all traffic as another."""
    for name, lines in (
        ("mounts", list(scene.wires[: 3 * MOST])),
        ("links", [k.line for k in scene.links[:MOST]]),
    ):
        if lines:
            yield element("path", class_=name, d="".join(map(_path, lines)))


def _path(line: Line) -> str:
    (x, y), *rest = line
    return f"M{round(x)} {round(y)}" + "".join(f"L{round(a)} {round(b)}" for a, b in rest)
