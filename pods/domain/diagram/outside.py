"""What stands around the pod: Services and readers above the ports they reach, upstreams on the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pods.domain.diagram import sizes
from pods.domain.diagram.geometry import Box, Line, straightened
from pods.domain.diagram.lettering import label, width
from pods.domain.diagram.scene import Link, More, Outside, Socket
from pods.domain.diagram.sockets import Sockets, target_keys
from pods.domain.diagram.words import (
    MORE_SERVICES,
    OUTSIDE_ADDRESS,
    READER,
    READER_TIP,
    SERVICE,
    SERVICE_TIP,
    UPSTREAM_TIP,
    Words,
    port,
)
from pods.domain.facts import PodFacts
from pods.domain.manifest.views import Container
from pods.domain.messages import say
from pods.domain.network import ServiceHit, Upstream
from pods.domain.roles import Role

FALL = 34.0  # between the things above and the sockets
GAP = 16.0
ICON = 40.0  # of a box's width is icon and padding


@dataclass(frozen=True, slots=True)
class Visitor:
    """Something that comes in from outside: its box's texts, and the sockets it reaches."""

    kind: str
    title: str
    detail: str
    tip: str
    key: str
    document: int | None
    reaches: tuple[tuple[Socket, str], ...]  # with the sentence that says so


@dataclass(frozen=True, slots=True)
class Above:
    """All that stands above the pod."""

    boxes: tuple[Outside, ...]
    links: tuple[Link, ...]
    more: tuple[More, ...]
    right: float


def visited(facts: PodFacts) -> bool:
    """True where anything at all comes in from outside."""
    return bool(facts.network.services) or bool(_readers(facts))


def above(facts: PodFacts, sockets: Sockets, left: float, y: float, words: Words) -> Above:
    """Stand the visitors in a row at `y`, each as near above its socket as its neighbours let it."""
    visitors = [*_services(facts, sockets, words), *_reading(facts, sockets, words)]
    visitors.sort(key=lambda v: v.reaches[0][0].box.cx if v.reaches else 0)
    shown, rest = visitors[: sizes.MAX_SERVICES], visitors[sizes.MAX_SERVICES :]
    boxes, x = [], left
    for visitor in shown:
        box = _box(visitor, x, y)
        texts = _texts(visitor.title, visitor.detail, box)
        boxes.append(Outside(box, visitor.kind, *texts, visitor.tip, visitor.key, visitor.document))
        x = box.right + GAP
    links = tuple(link for v, o in zip(shown, boxes, strict=True) for link in _falls(v, o.box))
    more = _more(rest, Box(x, y, sizes.OUTSIDE_MIN, sizes.OUTSIDE), words) if rest else ()
    return Above(tuple(boxes), links, more, x + (sizes.OUTSIDE_MIN if rest else -GAP))


def _more(rest: Sequence[Visitor], box: Box, words: Words) -> tuple[More, ...]:
    return (
        More(box, words(say(MORE_SERVICES, count=len(rest))), ", ".join(v.title for v in rest), "services"),
    )


def _box(visitor: Visitor, left: float, y: float) -> Box:
    wide = _wide(visitor.title, visitor.detail)
    wanted = visitor.reaches[0][0].box.cx - wide / 2 if visitor.reaches else left
    return Box(round(max(left, wanted)), y, wide, sizes.OUTSIDE)


def _wide(title: str, detail: str) -> int:
    """The width of a box that shows both texts, if there is one."""
    text = max(width(label(title, 12.5, 300, True), 12.5, True), width(label(detail, 11, 300), 11))
    return round(min(sizes.OUTSIDE_MAX, max(sizes.OUTSIDE_MIN, text + ICON)))


def _texts(title: str, detail: str, box: Box) -> tuple[str, str]:
    room = box.w - ICON + 2
    return label(title, 12.5, room, True), label(detail, 11, room)


def _services(facts: PodFacts, sockets: Sockets, words: Words) -> list[Visitor]:
    by_service: dict[tuple[int, str], list[ServiceHit]] = {}
    for hit in facts.network.services:
        by_service.setdefault((hit.document, hit.service), []).append(hit)
    return [_service(hits, sockets, words) for hits in by_service.values()]


def _service(hits: Sequence[ServiceHit], sockets: Sockets, words: Words) -> Visitor:
    first = hits[0]
    reaches: dict[tuple[float, float], tuple[Socket, str]] = {}
    tips = [_tip(hit, words) for hit in hits]
    for hit, tip in zip(hits, tips, strict=True):
        for key in target_keys(hit):
            socket = sockets.by_port.get(key)
            if socket is not None:
                reaches.setdefault((socket.box.x, socket.box.y), (socket, tip))
    title = words(say(SERVICE, name=first.service[:200]))
    detail = ", ".join(f"{h.port} → {h.target}" for h in hits[:12])
    name = f"service-{first.document}-{first.service[:60]}"
    return Visitor(
        "service", title, detail, "\n".join(tips[:40]), name, first.document, tuple(reaches.values())
    )


def _tip(hit: ServiceHit, words: Words) -> str:
    return words(say(SERVICE_TIP, service=hit.service[:200], port=hit.port, target=hit.target[:60]))


def _readers(facts: PodFacts) -> list[tuple[Container, int, str]]:
    """Adapters with a port no Service leads to: somebody outside must read it all the same."""
    led = {key for hit in facts.network.services for key in target_keys(hit)}
    found = []
    for container in (a.container for a in facts.roles if a.role is Role.ADAPTER):
        ports = [(n.port, n.protocol) for n in facts.network.listeners if n.container is container]
        if ports and not any((container.path, *p) in led for p in ports):
            found.append((container, *_scraped(facts, ports)))
    return found


def _scraped(facts: PodFacts, ports: Sequence[tuple[int, str]]) -> tuple[int, str]:
    said = facts.pod.annotations.get("prometheus.io/port", "")
    return next((p for p in ports if str(p[0]) == said), ports[0])


def _reading(facts: PodFacts, sockets: Sockets, words: Words) -> list[Visitor]:
    found = []
    for container, number, protocol in _readers(facts):
        socket = sockets.by_port.get((container.path, number, protocol))
        tip = words(say(READER_TIP, container=container.name[:200], port=number))
        reaches = ((socket, tip),) if socket else ()
        shown = port(number, protocol)
        found.append(Visitor("reader", words(READER), shown, tip, f"reader-{container.path}", None, reaches))
    return found


def _falls(visitor: Visitor, box: Box) -> list[Link]:
    """From under the box down to each socket, straight where the box stands above it."""
    links, free = [], box.x + 14
    for n, (socket, tip) in enumerate(sorted(visitor.reaches, key=lambda r: r[0].box.cx)):
        x = min(max(socket.box.cx, free), box.right - 14)
        free = x + 14
        level = box.bottom + 9 + 5 * (n % 3)
        line = ((x, box.bottom), (x, level), (socket.box.cx, level), (socket.box.cx, socket.box.y))
        links.append(Link(visitor.kind, straightened(line), "", None, tip, visitor.key, socket.path))
    return links


@dataclass(frozen=True, slots=True)
class Leaving:
    """A line that has reached the right border of the pod, and the upstream it goes on to."""

    upstream: Upstream
    line: Line


def upstreams(leaving: Sequence[Leaving], left: float, words: Words) -> tuple[list[Outside], list[Link]]:
    """Stand the upstreams in a column at x = `left`, each as high as its line comes."""
    boxes: list[Outside] = []
    links: list[Link] = []
    low, detail = 0.0, words(OUTSIDE_ADDRESS)
    for n, one in enumerate(sorted(leaving, key=lambda w: w.line[-1][1])):
        start = one.line[-1]
        address = one.upstream.address
        top = round(max(low, start[1] - sizes.OUTSIDE / 2))
        box = Box(left, top, _wide(address, detail), sizes.OUTSIDE)
        low = box.bottom + 12
        key = f"upstream-{one.upstream.container.path}-{n}"
        name = one.upstream.container.name[:200]
        tip = words(say(UPSTREAM_TIP, container=name, address=address[:300]))
        boxes.append(Outside(box, "upstream", *_texts(address, detail, box), tip, key))
        riser = left - 14 - 5 * (n % 3)
        line = straightened((*one.line, (riser, start[1]), (riser, box.cy), (box.x, box.cy)))
        links.append(Link("upstream", line, "", None, tip, one.upstream.container.path, key))
    return boxes, links
