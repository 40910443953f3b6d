"""A scene as a Mermaid flow chart: for places that draw Mermaid, such as READMEs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pods.domain.diagram import words as w
from pods.domain.diagram.cards import short_image
from pods.domain.diagram.lettering import visible
from pods.domain.diagram.scene import Card, Frame, Region, Scene
from pods.domain.diagram.words import Words

_LONGEST = 200  # characters of a name
# In a quoted label only these mean anything; Mermaid writes them as its own entities.
_ENTITIES = str.maketrans({c: f"#{ord(c)};" for c in "\"#<>&`'\\;{}[]|%*_~"})


def mermaid(scene: Scene, words: Words) -> str:
    """The whole chart."""
    ids = {card.container.path: f"container{n}" for n, card in enumerate(scene.cards)}
    ids |= {drum.use.volume.path: f"volume{n}" for n, drum in enumerate(scene.drums)}
    ids |= {thing.key: f"outside{n}" for n, thing in enumerate(scene.outside)}
    lines = [*_outside(scene, ids), *_regions(scene, ids, words), *_mounts(scene, ids), *_links(scene, ids)]
    return "\n".join(["flowchart TB", *(f"  {line}" for line in lines)]) + "\n"


def _label(*lines: str) -> str:
    said = "<br/>".join(visible(line[:_LONGEST]).translate(_ENTITIES) for line in lines if line)
    return f'"{said or " "}"'


def _outside(scene: Scene, ids: Mapping[str, str]) -> Iterator[str]:
    for thing in scene.outside:
        yield f"{ids[thing.key]}([{_label(thing.title, thing.detail)}])"


def _regions(scene: Scene, ids: Mapping[str, str], words: Words) -> Iterator[str]:
    around = [f for f in scene.frames if f.region in (Region.NODE, Region.POD, Region.PROCESSES)]
    borders = [f for f in around if f.region is not Region.PROCESSES]
    for frame in borders:
        yield _opened(frame)
    shared = [f for f in around if f.region is Region.PROCESSES]
    yield from (_opened(f) for f in shared)
    yield from (_card(card, ids, words) for card in scene.cards)
    yield from ("end" for _ in shared)
    for drum in scene.drums:
        volume = drum.use.volume
        said = f"{volume.source} · {words(w.lifetime(drum.use))}"
        yield f"{ids[volume.path]}[({_label(volume.name, said)})]"
    yield from ("end" for _ in borders)


def _opened(frame: Frame) -> str:
    return f"subgraph {frame.region.value}_region[{_label(frame.title, frame.note)}]"


def _card(card: Card, ids: Mapping[str, str], words: Words) -> str:
    container = card.container
    role = f"{words(w.ROLES[card.assignment.role])} · {words(w.kind(container.kind, card.step))}"
    ports = " ".join(w.port(p.number, p.protocol) for p in container.ports[:6])
    return f"{ids[container.path]}[{_label(container.name, short_image(container.image), role, ports)}]"


def _mounts(scene: Scene, ids: Mapping[str, str]) -> Iterator[str]:
    for tag in scene.tags:
        arrow = "-->" if tag.read_only else "<-->"
        label = _label(tag.text, tag.sub or "")
        yield f"{ids[tag.volume]} {arrow}|{label}| {ids[tag.use.container.path]}"


def _links(scene: Scene, ids: Mapping[str, str]) -> Iterator[str]:
    for link in scene.links:
        if link.start in ids and link.end in ids:
            label = f"|{_label(link.text)}|" if link.text else ""
            arrow = "-.->" if link.kind in ("upstream", "reader") else "-->"
            yield f"{ids[link.start]} {arrow}{label} {ids[link.end]}"
