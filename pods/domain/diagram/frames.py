"""The regions of a picture: whose namespaces they are and what they say (FACTS A)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pods.domain.diagram import sizes
from pods.domain.diagram import words as w
from pods.domain.diagram.geometry import Box, around
from pods.domain.diagram.grid import Grid
from pods.domain.diagram.lettering import width
from pods.domain.diagram.scene import Frame, Region
from pods.domain.diagram.words import Words
from pods.domain.facts import PodFacts
from pods.domain.manifest.views import ContainerKind
from pods.domain.messages import say
from pods.domain.namespaces import Group, Namespace, Scope

_POD_WIDE = (Namespace.NETWORK, Namespace.UTS, Namespace.IPC, Namespace.PID)


@dataclass(frozen=True, slots=True)
class Titles:
    """What a region says: its title, a note in smaller words, and the reasons as its tooltip."""

    title: str
    note: str
    tip: str

    @property
    def width(self) -> float:
        return width(self.title, 13, True) + width(self.note, sizes.TEXT) + 44


def of_node(facts: PodFacts, namespace: Namespace) -> bool:
    """True where the containers use the node's own namespace."""
    return any(group.scope is Scope.NODE for group in facts.sharing[namespace])


def node_titles(facts: PodFacts, words: Words) -> Titles | None:
    """What the node's region says, if the pod takes anything from the node."""
    taken = [n for n in _POD_WIDE if of_node(facts, n)]
    if not taken:
        return None
    note = " · ".join(words(w.OF_NODE[n]) for n in taken)
    return Titles(words(w.NODE_TITLE), note, _reasons(facts, taken, words))


def pod_titles(facts: PodFacts, words: Words) -> Titles:
    """What the pod's region says: the network where that is its own, and what else all containers share."""
    own = [n for n in (Namespace.NETWORK, Namespace.IPC, Namespace.UTS) if not of_node(facts, n)]
    title = w.NETWORK_TITLE if Namespace.NETWORK in own else w.POD_TITLE
    shared = " · ".join(words(w.SHARED[n]) for n in own)
    if Namespace.NETWORK not in own:
        shared = words(say(w.STILL_SHARED, what=shared)) if own else words(w.NOTHING_OF_ITS_OWN)
    return Titles(words(title), shared, _reasons(facts, own, words))


def storage_titles(facts: PodFacts, words: Words) -> Titles:
    """What the pod's region says where only storage is shown."""
    return Titles(words(w.POD_TITLE), words(w.STORAGE_NOTE), _reasons(facts, [Namespace.MOUNT], words))


def _reasons(facts: PodFacts, namespaces: Iterable[Namespace], words: Words) -> str:
    """One sentence for each group, none twice."""
    found = [words(g.because) for n in namespaces for g in facts.sharing[n]]
    return "\n".join(dict.fromkeys(found))


def shared_processes(facts: PodFacts) -> Group | None:
    """The group of containers that share one PID namespace of the pod, if they do."""
    return next((g for g in facts.sharing[Namespace.PID] if g.scope is Scope.POD), None)


def rings(facts: PodFacts, boxes: Mapping[str, Box], words: Words) -> list[Frame]:
    """A thin ring around every container, or around one and its guests, that has processes of its own."""
    found = []
    for group in facts.sharing[Namespace.PID]:
        inside = [boxes[c.path] for c in group.containers if c.path in boxes]
        if group.scope is Scope.CONTAINER and inside:
            title = words(w.OWN_PID if len(group.containers) == 1 else w.JOINED_PID)
            ring = around(inside).grown(sizes.RING)
            found.append(Frame(Region.RING, ring, title, "", words(group.because), group.containers))
    return found


def init_frame(facts: PodFacts, grid: Grid, boxes: Mapping[str, Box], words: Words) -> list[Frame]:
    """The region of the init steps."""
    steps = facts.pod.of_kind(ContainerKind.INIT)
    inside = [boxes[p.container.path] for p in grid.places.values() if grid.columns[p.column].init]
    if not inside:
        return []
    box = around(inside)
    left = min(c.trunk(0) for c in grid.columns if c.init and c.left == box.x) - 5
    frame = Box(left, box.y - 28, box.right - left + 11, box.h + 28 + 11)
    return [Frame(Region.INIT, frame, words(w.INIT_TITLE), "", words(w.INIT_TIP), steps)]


def frame(region: Region, box: Box, titles: Titles, facts: PodFacts) -> Frame:
    """A region around all containers."""
    return Frame(region, box, titles.title, titles.note, titles.tip, facts.pod.containers)


def process_titles(group: Group, words: Words) -> Titles:
    """What the region of shared processes says."""
    return Titles(words(w.PROCESSES_TITLE), "", words(group.because))


def totals(facts: PodFacts, words: Words) -> str:
    """The pod's QoS class and what it asks of its node."""
    asked = facts.resources.requests
    amounts = [f"{name} {asked[name]}" for name in ("cpu", "memory") if asked.get(name) not in (None, "0")]
    said = [words(say(w.REQUESTS, amounts=", ".join(amounts)))] if amounts else []
    return " · ".join([facts.resources.qos.value, *said])
