"""A scene as SVG: regions at the back, then lines, then what stands, then what is written on lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pods.domain.diagram import icons, sizes
from pods.domain.diagram import words as w
from pods.domain.diagram.cards import card
from pods.domain.diagram.drums import barrel, drum
from pods.domain.diagram.geometry import Box
from pods.domain.diagram.lettering import width
from pods.domain.diagram.marks import Mark, mark
from pods.domain.diagram.parts import Parts
from pods.domain.diagram.scene import (
    Caption,
    Card,
    Drum,
    Frame,
    Link,
    More,
    Outside,
    Region,
    Scene,
    Sign,
    Socket,
    Tag,
)
from pods.domain.diagram.svg import arrowhead, element, path, rect, rounded, text, tooltip
from pods.domain.diagram.tips import container_tip, volume_tip
from pods.domain.diagram.words import Words

_SIGN_CLASSES = {"rw": "rw", "ro": "ro", "shared": "shared", "ring": "region-ring"}
_RADIUS = {Region.NODE: 16, Region.POD: 14, Region.PROCESSES: 12, Region.RING: 14, Region.INIT: 12}


def paint(scene: Scene, parts: Parts, words: Words, marks: Mapping[str, Mark]) -> str:
    """Everything inside the `svg` element but its title and description."""
    layers = [
        _caption(scene.caption),
        *(_frame(f, parts) for f in scene.frames),
        *(_empty(scene, words)),
        *(rounded(wire, "wire") for wire in scene.wires),
        *(_link(link, n, parts, scene.pause is not None) for n, link in enumerate(scene.links)),
        *(_socket(s, n, parts) for n, s in enumerate(scene.sockets)),
        *(_outside(o, n, parts) for n, o in enumerate(scene.outside)),
        *(_pause(scene.pause, words) if scene.pause else ()),
        *(_card(c, parts, words, marks) for c in scene.cards),
        *(_drum(d, parts, words, marks) for d in scene.drums),
        # Lower mounts first: their trunks run behind the signs of the upper ones.
        *(_tag(t, parts) for t in reversed(scene.tags)),
        *(_more(m) for m in scene.more),
        element("g", *(_sign(s) for s in scene.legend), class_="legend") if scene.legend else "",
    ]
    return "".join(layers)


def _caption(caption: Caption) -> str:
    x, y = sizes.MARGIN + 2, sizes.MARGIN + 14
    parts = [
        text(x, y, caption.name, "pod-name"),
        text(x + width(caption.name, 15, True) + 9, y, caption.kind, "pod-kind"),
    ]
    if caption.totals:
        parts.append(text(caption.right - 2, y, caption.totals, "totals", "end"))
    return element("g", *parts, class_="caption")


def _frame(frame: Frame, parts: Parts) -> str:
    box = frame.box
    content = [rect(box, "frame", _RADIUS[frame.region])]
    if frame.region is Region.RING:
        content += _ring_title(frame)
    else:
        drop = 19 if frame.region is Region.INIT else 27
        x = box.x + (12 if frame.region is Region.INIT else 16)
        content.append(text(x, box.y + drop, frame.title, "frame-title"))
        if frame.note:
            content.append(text(x + width(frame.title, 13, True) + 10, box.y + drop, frame.note, "note"))
    ringed = frame.members[0].path if frame.region is Region.RING else ""
    key = f"{frame.region.value}-{ringed}"
    label = f"{frame.title}: {frame.note}" if frame.note else frame.title
    tip = f"{label}\n{frame.tip}" if frame.tip else label
    return parts.group(
        "region", key, f"region-{frame.region.value}", tip, *content, region=frame.region.value
    )


def _ring_title(frame: Frame) -> list[str]:
    wide = width(frame.title, sizes.SMALL) + 10
    box = Box(frame.box.right - wide - 14, frame.box.bottom - 8, wide, 16)
    return [rect(box, "gap"), text(box.x + 5, box.y + 13, frame.title, "ring-title")]


def _empty(scene: Scene, words: Words) -> Iterable[str]:
    if scene.cards:
        return
    box = scene.frames[-1].box
    yield text(box.x + 16, box.y + 56, words(w.NO_CONTAINERS), "empty")


def _card(of: Card, parts: Parts, words: Words, marks: Mapping[str, Mark]) -> str:
    container, role = of.container, of.assignment.role.value
    classes = f"role-{role} kind-{container.kind.value}"
    tip = container_tip(of, words)
    found = mark(marks.get(container.path), of.box.right - 18, of.box.y + 18)
    return parts.group(
        "container",
        container.path,
        classes,
        tip,
        card(of, words),
        found,
        path=container.path,
        name=container.name[:300],
    )


def _drum(of: Drum, parts: Parts, words: Words, marks: Mapping[str, Mark]) -> str:
    volume = of.use.volume
    classes = [f"lifetime-{of.use.lifetime.value}"]
    classes += ["shared"] if of.shared else []
    classes += [] if of.use.uses else ["unused"]
    tip = volume_tip(of.use, words)
    found = mark(marks.get(volume.path), of.box.right - 2, of.box.y + 3)
    content = (drum(of, words), found)
    data = {"path": volume.path, "name": volume.name[:300]}
    return parts.group("volume", volume.path, " ".join(classes), tip, *content, **data)


def _tag(tag: Tag, parts: Parts) -> str:
    x, y = tag.pill
    content = [
        rounded(tag.line, "reach"),
        rect(tag.label, "gap"),
        text(tag.label.x + 4, tag.label.y + 13, tag.text, "path"),
        _pill(x, y, tag.read_only),
    ]
    if tag.sub:
        content.append(text(tag.label.x + 4, tag.label.y + 13 + sizes.TAG_SUB, tag.sub, "small"))
    mount = tag.use.mount
    data = {"path": mount.path, "from": tag.use.container.path, "to": tag.volume}
    return parts.group("mount", mount.path, "ro" if tag.read_only else "rw", tag.tip, *content, **data)


def _arrow(x: float, y: float, read_only: bool) -> str:
    head = f"M{x - 6:g} {y:g}H{x + 6:g}M{x + 2.5:g} {y - 3.5:g}L{x + 6:g} {y:g}L{x + 2.5:g} {y + 3.5:g}"
    tail = f"M{x - 2.5:g} {y - 3.5:g}L{x - 6:g} {y:g}L{x - 2.5:g} {y + 3.5:g}"
    return head if read_only else head + tail


def _link(link: Link, n: int, parts: Parts, on_pid: bool) -> str:
    content = [rounded(link.line, "line"), arrowhead(link.line, "head")]
    if link.label:
        back = rect(link.label, "gap on-pid" if on_pid else "gap")
        content += [back, text(link.label.cx, link.label.y + 12, link.text, "call-text", "middle")]
    data = {"from": link.start, "to": link.end}
    return parts.group("link", f"{link.kind}-{n}", f"link-{link.kind}", link.tip, *content, **data)


def _socket(socket: Socket, n: int, parts: Parts) -> str:
    box = socket.box
    classes = f"port-{socket.state}" + (f" role-{socket.role}" if socket.role else "")
    x = box.x + 15
    sign = element("circle", class_="pin", cx=box.x + 9, cy=box.cy, r=3)
    if socket.state in ("clash", "missing"):
        sign, x = icons.icon(icons.WARNING, box.x + 6, box.y + 5, "icon ink", 12), box.x + 20
    content = (rect(box, "socket", 6), sign, text(x, box.cy + 4, socket.text, "socket-text"))
    return parts.group("port", f"{n}-{socket.path}", classes, socket.tip, *content, path=socket.path or None)


def _outside(thing: Outside, n: int, parts: Parts) -> str:
    box = thing.box
    content = (
        rect(box, "box", 9),
        icons.icon(icons.OUTSIDE[thing.kind], box.x + 10, box.cy - 8, "icon ink"),
        text(box.x + 33, box.y + 19, thing.title, "outside-name"),
        text(box.x + 33, box.y + 34, thing.detail, "small"),
    )
    document = None if thing.document is None else str(thing.document)
    return parts.group(thing.kind, f"{n}-{thing.key}", "outside", thing.tip, *content, document=document)


def _pause(box: Box, words: Words) -> Iterable[str]:
    yield element(
        "g",
        rect(box, "pause-box", box.h / 2),
        icons.icon(icons.PAUSE, box.x + 7, box.y + 5, "icon ink", 12),
        text(box.x + 22, box.y + 15, words(w.PAUSE), "pause-text"),
        class_="pause",
    )


def _sign(sign: Sign) -> str:
    x, y = sign.at
    if sign.name in ("rw", "ro"):
        drawing = _pill(x + 11, y + 7, sign.name == "ro")
    elif sign.name == "shared":
        drawing = barrel(Box(x + 1, y, 20, 14), "drum")
    elif sign.name == "ring":
        drawing = rect(Box(x + 1, y, 20, 14), "frame", 6)
    else:
        drawing = icons.icon(icons.SIGNS[sign.name], x + 4, y, "icon", 14)
    return element(
        "g", drawing, text(x + 27, y + 11, sign.text, "small"), class_=_SIGN_CLASSES.get(sign.name, "sign")
    )


def _pill(x: float, y: float, read_only: bool) -> str:
    return rect(Box(x - 11, y - 7, 22, 14), "pill", 7) + path(_arrow(x, y, read_only), "arrow")


def _more(more: More) -> str:
    shape = barrel(more.box, "drum") if more.kind == "volumes" else rect(more.box, "box", 9)
    label = text(more.box.cx, more.box.cy + 6, more.text, "more-text", "middle")
    return element("g", tooltip(more.tip[:4000]), shape, label, class_=f"more more-{more.kind}")
