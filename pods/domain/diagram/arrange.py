"""What a pod's picture shows, how high each part of it starts and which lines it wants."""

from __future__ import annotations

from pods.domain.diagram import bands, frames, outside, sizes, standing
from pods.domain.diagram import words as w
from pods.domain.diagram.assembly import (
    NETWORK,
    PROCESSES,
    STORAGE,
    Assembly,
    Heights,
    Site,
    Traffic,
)
from pods.domain.diagram.grid import Grid, grid
from pods.domain.diagram.legend import with_legend
from pods.domain.diagram.scene import Scene
from pods.domain.diagram.words import Words
from pods.domain.facts import PodFacts
from pods.domain.network import LocalCall

EVERYTHING = frozenset({PROCESSES, NETWORK, STORAGE})
PROCESS_TITLE = 34.0
INIT_TITLE = 26.0


def arrange(facts: PodFacts, words: Words, shows: frozenset[str] = EVERYTHING) -> Scene:
    """The whole scene of a pod."""
    site = _site(facts, words, shows)
    columns = grid(facts, site.cards_left)
    traffic = _traffic(site, columns)
    heights = _heights(site)
    plan = bands.bands(traffic.wishes, columns, columns.right + sizes.FRAME_PAD)
    stood = standing.stand(columns, plan.heights, heights.bands + _init_room(columns))
    return with_legend(Assembly(site, columns, traffic, heights, plan, stood).scene(), words)


def _site(facts: PodFacts, words: Words, shows: frozenset[str]) -> Site:
    processes = PROCESSES in shows and frames.shared_processes(facts) is not None
    if shows == {STORAGE}:
        return Site(facts, words, shows, frames.storage_titles(facts, words), None, False)
    pod, node = frames.pod_titles(facts, words), frames.node_titles(facts, words)
    return Site(facts, words, shows, pod, node, processes)


def _init_room(columns: Grid) -> float:
    return INIT_TITLE if any(c.init for c in columns.columns) else 0


def _heights(site: Site) -> Heights:
    visitors = sizes.MARGIN + sizes.CAPTION
    incoming = NETWORK in site.shows and outside.visited(site.facts)
    node = visitors + (sizes.OUTSIDE + outside.FALL if incoming else sizes.SOCKET / 2)
    pod = node + (sizes.TITLE + 14 if site.node else 0)
    processes = pod + sizes.TITLE + 12
    return Heights(visitors, node, pod, processes, processes + (PROCESS_TITLE if site.processes else 0))


def _traffic(site: Site, columns: Grid) -> Traffic:
    if NETWORK not in site.shows:
        return Traffic((), (), ())
    places = columns.places
    calls = tuple(c for c in site.facts.network.calls if c.caller.path in places and c.callee.path in places)
    leaving = tuple(u for u in site.facts.network.upstreams if u.container.path in places)[
        : sizes.MAX_UPSTREAMS
    ]
    wishes = [bands.Wish(places[c.caller.path], places[c.callee.path], _called(c)) for c in calls]
    wishes += [
        bands.Wish(places[u.container.path], None, "") for u in leaving if not columns.at_edge(u.container)
    ]
    return Traffic(calls, leaving, tuple(wishes))


def _called(call: LocalCall) -> str:
    return "localhost" + w.port(call.port, call.protocol)
