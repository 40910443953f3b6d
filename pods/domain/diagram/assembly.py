"""A pod's picture put together: all parts placed, the borders drawn around them, the lines led through."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pods.domain.diagram import bands, frames, lanes, outside, sizes, sockets, standing
from pods.domain.diagram import words as w
from pods.domain.diagram.geometry import Box, Line, between
from pods.domain.diagram.grid import Grid
from pods.domain.diagram.lettering import label, width
from pods.domain.diagram.scene import Caption, Card, Frame, Link, More, Region, Scene
from pods.domain.diagram.words import Words
from pods.domain.facts import PodFacts
from pods.domain.messages import say
from pods.domain.namespaces import Namespace
from pods.domain.network import LocalCall, Upstream

PROCESSES, NETWORK, STORAGE = "processes", "network", "storage"  # what a view can show
NODE_PAD = 16.0
PAUSE_HIGH = 22.0


@dataclass(frozen=True, slots=True)
class Site:
    """What is decided before anything is placed: what is shown, and how far in the cards start."""

    facts: PodFacts
    words: Words
    shows: frozenset[str]
    pod: frames.Titles
    node: frames.Titles | None
    processes: bool

    @property
    def pod_left(self) -> float:
        return sizes.MARGIN + (NODE_PAD if self.node else 0)

    @property
    def cards_left(self) -> float:
        return self.pod_left + sizes.FRAME_PAD - 8 + (14 if self.processes else 0)


@dataclass(frozen=True, slots=True)
class Heights:
    """The y of the borders, from the top down."""

    visitors: float
    node: float
    pod: float
    processes: float
    bands: float


@dataclass(frozen=True, slots=True)
class Traffic:
    """The wishes for lines above the cards: calls first, then what leaves the pod."""

    calls: tuple[LocalCall, ...]
    upstreams: tuple[Upstream, ...]
    wishes: tuple[bands.Wish, ...]


@dataclass(frozen=True, slots=True)
class Assembly:
    """All parts of one picture."""

    site: Site
    grid: Grid
    traffic: Traffic
    heights: Heights
    plan: bands.Bands
    stood: standing.Standing

    def scene(self) -> Scene:
        """Put the parts together."""
        seats, hung = self._sockets(), self._lanes()
        top = self._above(seats)
        more = (*hung.more, *self._more_containers(hung.bottom))
        borders = self._borders(max([hung.bottom, self._floor(), *(m.box.bottom for m in more)]))
        edge = borders[0].box.right
        ups, led = outside.upstreams(self._leaving(edge), edge + 32, self.site.words)
        links = (*top.links, *self._calls(), *led)
        placed = [f.box for f in borders] + [o.box for o in (*top.boxes, *ups)] + [m.box for m in top.more]
        # A call along the right edge has its words beside it.
        placed += [link.label for link in links if link.label is not None]
        right = max(box.right for box in placed)
        return Scene(
            width=round(right + sizes.MARGIN),
            height=round(max(box.bottom for box in placed) + sizes.MARGIN),
            caption=self._caption(edge),
            frames=(*borders, *self._inner_frames()),
            cards=self._cards(),
            sockets=seats.all,
            drums=hung.drums,
            tags=hung.tags,
            wires=hung.wires,
            links=links,
            outside=(*top.boxes, *ups),
            more=(*more, *top.more),
            pause=self._pause(),
        )

    def _sockets(self) -> sockets.Sockets:
        if NETWORK not in self.site.shows:
            return sockets.Sockets((), {})
        on_node = frames.of_node(self.site.facts, Namespace.NETWORK)
        y = self.heights.node if on_node else self.heights.pod
        return sockets.sockets(self.site.facts, self.grid, y, self.site.words)

    def _above(self, seats: sockets.Sockets) -> outside.Above:
        if NETWORK not in self.site.shows:
            return outside.Above((), (), (), 0)
        left = self.site.pod_left
        return outside.above(self.site.facts, seats, left, self.heights.visitors, self.site.words)

    def _lanes(self) -> lanes.Lanes:
        if STORAGE not in self.site.shows:
            return lanes.Lanes((), (), (), (), self.stood.bottom)
        top = self._floor() + sizes.LANES_GAP - 10
        return lanes.lanes(self.site.facts, self.grid, self.stood.boxes, top, self.site.words)

    def _floor(self) -> float:
        """Below the cards and the regions around them."""
        return self.stood.bottom + (26 if self.site.processes else 12)

    def _more_containers(self, y: float) -> list[More]:
        hidden = self.grid.hidden
        if not hidden:
            return []
        text = self.site.words(say(w.MORE_CONTAINERS, count=len(hidden)))
        left, right = self.grid.columns[0].left, self.grid.columns[0].right
        names = ", ".join(c.name[:60] for c in hidden[:200])
        return [More(between(left, y + 16, right, y + 16 + sizes.OUTSIDE), text, names, "containers")]

    def _borders(self, bottom: float) -> list[Frame]:
        """The regions around everything, the outermost first."""
        site, low = self.site, bottom + sizes.FRAME_PAD
        pod = site.pod
        right = max(
            self.grid.right + sizes.FRAME_PAD + (14 if site.processes else 0), site.pod_left + pod.width
        )
        if site.node is not None:
            right = max(right, sizes.MARGIN + site.node.width - NODE_PAD)
        right = max(right, site.pod_left + 300)
        box = between(site.pod_left, self.heights.pod, round(right), round(low))
        inner = frames.frame(Region.POD, box, pod, site.facts)
        if site.node is None:
            return [inner]
        outer = between(sizes.MARGIN, self.heights.node, box.right + NODE_PAD, box.bottom + NODE_PAD)
        return [frames.frame(Region.NODE, outer, site.node, site.facts), inner]

    def _inner_frames(self) -> Iterable[Frame]:
        site, boxes = self.site, self.stood.boxes
        if PROCESSES in site.shows:
            yield from self._processes()
        yield from frames.init_frame(site.facts, self.grid, boxes, site.words)
        if PROCESSES in site.shows:
            yield from frames.rings(site.facts, boxes, site.words)

    def _processes(self) -> list[Frame]:
        group = frames.shared_processes(self.site.facts)
        if group is None or not self.grid.columns:
            return []
        box = between(
            self.site.pod_left + 12, self.heights.processes, self.grid.right + 16, self.stood.bottom + 20
        )
        return [
            frames.frame(
                Region.PROCESSES, box, frames.process_titles(group, self.site.words), self.site.facts
            )
        ]

    def _pause(self) -> Box | None:
        if not self._has_pause():
            return None
        words = self.site.words
        left = self.site.pod_left + 28 + width(words(w.PROCESSES_TITLE), 13, True) + 12
        wide = width(words(w.PAUSE), sizes.SMALL, True) + 32
        return Box(round(left), self.heights.processes + 8, round(wide), PAUSE_HIGH)

    def _has_pause(self) -> bool:
        return self.site.processes and bool(self.grid.columns)

    def _cards(self) -> tuple[Card, ...]:
        facts, boxes = self.site.facts, self.stood.boxes
        return tuple(
            Card(boxes[a.container.path], a.container, a, place.step, boxes[a.container.path].h < sizes.CARD)
            for a in facts.roles
            if (place := self.grid.places.get(a.container.path)) is not None
        )

    def _calls(self) -> list[Link]:
        return [self._call(n, call) for n, call in enumerate(self.traffic.calls)]

    def _call(self, n: int, call: LocalCall) -> Link:
        wish = self.traffic.wishes[n]
        values = {"caller": call.caller.name[:200], "callee": call.callee.name[:200]}
        tip = self.site.words(say(w.CALL_TIP, port=call.port, said=call.said[:200], **values))
        text = label(wish.text, sizes.SMALL, bands.LABEL)
        box = bands.label_box(n, self.plan, self.stood.tops)
        return Link("call", self._line(n), text, box, tip, call.caller.path, call.callee.path)

    def _line(self, n: int) -> Line:
        return bands.line(n, self.traffic.wishes[n], self.plan, self.stood.boxes, self.stood.tops)

    def _leaving(self, edge: float) -> list[outside.Leaving]:
        """Each upstream with its line to the right border: over the cards, or straight out of the last."""
        found = []
        n = len(self.traffic.calls)
        for order, upstream in enumerate(self.traffic.upstreams):
            box = self.stood.boxes[upstream.container.path]
            if self.grid.at_edge(upstream.container):
                y = box.y + 24 + 12 * (order % 4)
                line: Line = ((box.right, y), (edge, y))
            else:
                line, n = self._line(n), n + 1
            found.append(outside.Leaving(upstream, line))
        return found

    def _caption(self, edge: float) -> Caption:
        pod, words = self.site.facts.pod, self.site.words
        kind = label(pod.kind, 13, 160)
        room = edge - sizes.MARGIN - width(kind, 13) - 24
        name = label(pod.name or words(w.NO_NAME), 15, room, True)
        totals = frames.totals(self.site.facts, words)
        taken = width(name, 15, True) + width(kind, 13) + 40 + width(totals, sizes.TEXT)
        return Caption(name, kind, totals if taken < edge - sizes.MARGIN else "", edge)
