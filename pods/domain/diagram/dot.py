"""A scene in the language of Graphviz: regions as clusters, each thing pinned where our own picture has it.

`neato` keeps the places, `dot` finds its own. Names are data: every label passes the quoting of the
`graphviz` package, and the names of nodes are ours.
"""

from __future__ import annotations

from collections.abc import Mapping

from graphviz import Digraph, escape, nohtml

from pods.domain.diagram import words as w
from pods.domain.diagram.cards import short_image
from pods.domain.diagram.geometry import Box
from pods.domain.diagram.lettering import visible
from pods.domain.diagram.scene import Card, Drum, Link, Outside, Region, Scene
from pods.domain.diagram.words import Words

_COLOURS = {
    "main": "#1d4ed8",
    "sidecar": "#0f6e66",
    "ambassador": "#a8480a",
    "adapter": "#6d28d9",
    "co-located": "#a3195b",
    "init": "#475569",
}
_LONGEST = 300  # characters of a name


def dot(scene: Scene, words: Words) -> str:
    """The whole graph."""
    graph = Digraph(
        "pod", node_attr={"fontname": "Pretendard", "fontsize": "11"}, edge_attr={"fontsize": "9"}
    )
    graph.attr(rankdir="TB", compound="true", label=_label(scene.caption.kind, scene.caption.name))
    ids = _ids(scene)
    for thing in scene.outside:
        _node(
            graph,
            ids[thing.key],
            _outside_label(thing),
            thing.box,
            scene,
            shape="box",
            style="rounded,dashed",
        )
    _regions(graph, scene, ids, words)
    _mounts(graph, scene, ids)
    for link in scene.links:
        _link(graph, link, scene, ids)
    return str(graph.source)


def _ids(scene: Scene) -> dict[str, str]:
    """Names of our own for the nodes, by path or key."""
    return (
        {card.container.path: f"container{n}" for n, card in enumerate(scene.cards)}
        | {drum.use.volume.path: f"volume{n}" for n, drum in enumerate(scene.drums)}
        | {thing.key: f"outside{n}" for n, thing in enumerate(scene.outside)}
    )


def _label(*lines: str) -> str:
    # Joined text is plain again; without `nohtml` a name in angle brackets would be read as HTML.
    said: str = nohtml(r"\n".join(escape(visible(line[:_LONGEST])) for line in lines if line))
    return said


def _outside_label(thing: Outside) -> str:
    return _label(thing.title, thing.detail)


def _node(graph: Digraph, name: str, label: str, box: Box, scene: Scene, **attributes: str) -> None:
    """A node pinned to its place: Graphviz counts in inches, from the lower left."""
    place = f"{box.cx / 72:.2f},{(scene.height - box.cy) / 72:.2f}!"
    graph.node(name, label, pos=place, width=f"{box.w / 72:.2f}", height=f"{box.h / 72:.2f}", **attributes)


def _regions(graph: Digraph, scene: Scene, ids: Mapping[str, str], words: Words) -> None:
    """The borders around everything, one in the other, the innermost with what stands in it."""
    around = [f for f in scene.frames if f.region in (Region.NODE, Region.POD)]
    _within(
        graph, [(f"cluster_{f.region}", _label(f.title, f.note), f.region) for f in around], scene, ids, words
    )


def _within(
    graph: Digraph, regions: list[tuple[str, str, Region]], scene: Scene, ids: Mapping[str, str], words: Words
) -> None:
    if not regions:
        _contents(graph, scene, ids, words)
        return
    name, label, region = regions[0]
    style = {"style": "dashed", "color": "#a64b07"} if region is Region.NODE else {"color": "#5b8bd6"}
    with graph.subgraph(name=name) as inner:
        inner.attr(label=label, **style)
        _within(inner, regions[1:], scene, ids, words)


def _contents(graph: Digraph, scene: Scene, ids: Mapping[str, str], words: Words) -> None:
    shared = next((f for f in scene.frames if f.region is Region.PROCESSES), None)
    with graph.subgraph(name="cluster_pid" if shared else "containers") as inner:
        if shared:
            inner.attr(label=_label(f"{shared.title}: {words(w.PAUSE)}"), color="#2f8f57")
        for card in scene.cards:
            _card(inner, card, scene, ids, words)
    for drum in scene.drums:
        _drum(graph, drum, scene, ids, words)


def _card(graph: Digraph, card: Card, scene: Scene, ids: Mapping[str, str], words: Words) -> None:
    container, role = card.container, card.assignment.role
    label = _label(
        container.name,
        short_image(container.image),
        f"{words(w.ROLES[role])} · {words(w.kind(container.kind, card.step))}",
        " ".join(w.port(p.number, p.protocol) for p in container.ports[:6]),
    )
    name = ids[container.path]
    _node(graph, name, label, card.box, scene, shape="box", style="rounded", color=_COLOURS[role.value])


def _drum(graph: Digraph, drum: Drum, scene: Scene, ids: Mapping[str, str], words: Words) -> None:
    volume = drum.use.volume
    label = _label(volume.name, f"{volume.source} · {words(w.lifetime(drum.use))}")
    _node(graph, ids[volume.path], label, drum.box, scene, shape="cylinder")


def _mounts(graph: Digraph, scene: Scene, ids: Mapping[str, str]) -> None:
    for tag in scene.tags:
        direction = "forward" if tag.read_only else "both"
        label = _label(tag.text, tag.sub or "")
        graph.edge(ids[tag.volume], ids[tag.use.container.path], label, dir=direction)


def _link(graph: Digraph, link: Link, scene: Scene, ids: Mapping[str, str]) -> None:
    if link.start in ids and link.end in ids:
        style = "dashed" if link.kind in ("upstream", "reader") else "solid"
        graph.edge(ids[link.start], ids[link.end], _label(link.text), style=style, color="#2563c9")
