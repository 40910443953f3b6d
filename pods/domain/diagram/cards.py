"""A container as a card: name, image, role, kind, ports, probes and hooks, what it asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pods.domain.diagram import icons, sizes
from pods.domain.diagram import words as w
from pods.domain.diagram.geometry import Box
from pods.domain.diagram.lettering import label, width
from pods.domain.diagram.scene import Card
from pods.domain.diagram.signs import signs
from pods.domain.diagram.svg import element, path, rect, text, tooltip
from pods.domain.diagram.words import Words
from pods.domain.manifest.views import Container
from pods.domain.messages import say

PAD = 12.0
PILL = 20.0
CORNER_MARK = 30.0  # the upper right corner is kept free for the mark of findings


@dataclass(frozen=True, slots=True)
class Look:
    """How far apart things are on a card of one size."""

    tile: float
    name: float  # baseline of the name, and so on
    image: float
    badges: float


_FULL = Look(tile=32, name=26, image=43, badges=57)
_COMPACT = Look(tile=30, name=24, image=40, badges=54)


def card(of: Card, words: Words) -> str:
    """The drawing of a card, without the group around it."""
    look = _COMPACT if of.compact else _FULL
    parts = [rect(of.box, "card", 10), _tile(of, look), _heading(of, look, words), _badges(of, look, words)]
    parts.append(_brief(of, words) if of.compact else _body(of, words))
    return "".join(parts)


def _tile(of: Card, look: Look) -> str:
    box = Box(of.box.x + PAD - 2, of.box.y + 11, look.tile, look.tile)
    if of.step:
        return rect(box, "tile", 8) + text(box.cx, box.cy + 5.5, str(of.step), "step", "middle")
    drawing = icons.icon(icons.role(of.assignment.role), box.cx - 9, box.cy - 9, "icon ink", 18)
    return rect(box, "tile", 8) + drawing


def _heading(of: Card, look: Look, words: Words) -> str:
    x = of.box.x + PAD + look.tile + 8
    room = of.box.right - x - PAD
    name = of.container.name or words(w.NO_NAME)
    image = short_image(of.container.image) or words(w.NO_IMAGE)
    return text(
        x, of.box.y + look.name, label(name, sizes.NAME, room - CORNER_MARK + PAD, True), "name"
    ) + text(x, of.box.y + look.image, label(image, sizes.TEXT, room), "image")


def short_image(image: str) -> str:
    """The image without its registry and folders; of a digest, the first digits."""
    name, _, digest = image.partition("@")
    short = name.rsplit("/", 1)[-1]
    return f"{short}@{digest.removeprefix('sha256:')[:12]}…" if digest else short


def _badges(of: Card, look: Look, words: Words) -> str:
    role, kind = _badge_texts(of, words)
    y = of.box.y + look.badges
    x = of.box.x + PAD - 2
    wide = width(role, sizes.SMALL, True) + 30
    parts = [
        rect(Box(x, y, wide, PILL), "badge", PILL / 2),
        icons.icon(icons.role(of.assignment.role), x + 8, y + 4, "icon ink", 12),
        text(x + 23, y + 14, role, "badge-text"),
    ]
    if not kind:
        return "".join(parts)
    start = x + wide + 6
    kind = label(kind, sizes.SMALL, of.box.right - PAD + 4 - start - 16)
    box = Box(start, y, width(kind, sizes.SMALL) + 16, PILL)
    return "".join([*parts, rect(box, "kind", PILL / 2), text(box.x + 8, y + 14, kind, "small")])


def _badge_texts(of: Card, words: Words) -> tuple[str, str]:
    """Role and kind; an init step is both in one."""
    kind = words(w.kind(of.container.kind, of.step))
    role = kind if of.step else words(w.ROLES[of.assignment.role])
    return label(role, sizes.SMALL, of.box.w - 2 * PAD - 30, True), "" if of.step else kind


def _body(of: Card, words: Words) -> str:
    box = of.box
    line = path(f"M{box.x + PAD:g} {box.y + 109:g}H{box.right - PAD:g}", "rule")
    asked = resources(of.container) or words(w.NO_RESOURCES)
    shown = label(asked, sizes.SMALL, box.w - 2 * PAD)
    return _ports(of, words) + line + text(box.x + PAD, box.y + 125, shown, "small")


def _brief(of: Card, words: Words) -> str:
    """What a compact card still says, on the right of its badges: its ports, or what it asks for."""
    said = " ".join(w.port(p.number, p.protocol) for p in of.container.ports[:3]) or resources(of.container)
    role, kind = _badge_texts(of, words)
    taken = width(role, sizes.SMALL, True) + 38 + (width(kind, sizes.SMALL) + 22 if kind else 0)
    room = of.box.w - 2 * PAD - taken
    if room < 40 or not said:
        return ""
    return text(of.box.right - PAD, of.box.y + 68, label(said, sizes.SMALL, room), "small", "end")


def _ports(of: Card, words: Words) -> str:
    y = of.box.y + 83
    parts: list[str] = []
    x = of.box.right - PAD + 2
    for name, tip in reversed(signs(of.container)):
        x -= 20
        parts.append(_sign(name, words(tip), x, y + 2))
    return "".join(_port_row(of, y, x - 6, words)) + "".join(parts)


def _port_row(of: Card, y: float, right: float, words: Words) -> list[str]:
    ports = of.container.ports
    if not ports:
        return [text(of.box.x + PAD, y + 14, words(w.NO_PORTS), "small faint")]
    parts: list[str] = []
    x = of.box.x + PAD - 2
    for n, port in enumerate(ports):
        shown = w.port(port.number, port.protocol) + (f" {port.name}" if port.name else "")
        left = len(ports) - n - 1
        room = right - x - (36 if left else 0)
        wide = width(shown, sizes.SMALL) + 14
        if wide > room and n:
            return [*parts, text(x + 2, y + 14, words(say(w.MORE, count=left + 1)), "small")]
        wide = min(wide, room)
        parts.append(rect(Box(x, y, wide, PILL), "port-box", 5))
        parts.append(text(x + 7, y + 14, label(shown, sizes.SMALL, wide - 12), "small port-text"))
        x += wide + 5
    return parts


def _sign(name: str, tip: str, x: float, y: float) -> str:
    back = rect(Box(x - 1, y - 1, 18, 18), "hit")
    return element(
        "g", tooltip(tip), back, icons.icon(icons.SIGNS[name], x + 1, y + 1, "icon", 14), class_="sign"
    )


def resources(container: Container) -> str:
    """Request and limit of cpu and memory, as `cpu 50m / 100m`; "" where the container asks for nothing."""
    said = container.raw.get("resources")
    both = [(_amounts(said, "requests"), _amounts(said, "limits"))] if isinstance(said, Mapping) else []
    parts = [
        f"{short} {requests.get(name, '–')} / {limits.get(name, '–')}"
        for requests, limits in both
        for name, short in (("cpu", "cpu"), ("memory", "mem"))
        if name in requests or name in limits
    ]
    return " · ".join(parts)


def _amounts(said: Mapping[str, Any], key: str) -> Mapping[str, str]:
    amounts = said.get(key)
    if not isinstance(amounts, Mapping):
        return {}
    return {str(k): str(v)[:24] for k, v in amounts.items() if isinstance(v, str | int | float)}
