"""The ports of the pod, as sockets on the border of its network, above the containers that own them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pods.domain.diagram import sizes
from pods.domain.diagram.geometry import Box
from pods.domain.diagram.grid import Column, Grid
from pods.domain.diagram.lettering import label, width
from pods.domain.diagram.scene import Socket
from pods.domain.diagram.words import (
    CLASH_TIP,
    HOST_PORT,
    KNOWN_PORT_TIP,
    MISSING_PORT_TIP,
    MORE,
    PORT_TIP,
    UNDECLARED_PORT_TIP,
    Words,
    port,
)
from pods.domain.facts import PodFacts
from pods.domain.manifest.views import Container
from pods.domain.messages import say
from pods.domain.network import Clash, Listener, ServiceHit

Key = tuple[str, int, str]  # path of the container, port, protocol
GAP = 6.0


@dataclass(frozen=True, slots=True)
class Sockets:
    """The sockets of a picture, and which of them stands for which port. Missing ports have an empty path."""

    all: tuple[Socket, ...]
    by_port: Mapping[Key, Socket]


@dataclass(frozen=True, slots=True)
class _Wish:
    """A socket wanted: its full text, its short one, and the ports it stands for."""

    text: str
    short: str
    tip: str
    state: str
    path: str
    role: str
    keys: tuple[Key, ...]
    weight: int  # less comes first


def sockets(facts: PodFacts, grid: Grid, y: float, words: Words) -> Sockets:
    """Seat the sockets on the border at `y`, each column's above its cards; what finds no room is counted."""
    placed: list[Socket] = []
    by_port: dict[Key, Socket] = {}
    wishes = _wishes(facts, grid, words)
    for index, column in enumerate(grid.columns):
        for socket, keys in _seated(wishes.get(index, []), column, y, words):
            placed.append(socket)
            by_port |= dict.fromkeys(keys, socket)
    return Sockets(tuple(placed), by_port)


def _wishes(facts: PodFacts, grid: Grid, words: Words) -> dict[int, list[_Wish]]:
    wishes: dict[int, list[_Wish]] = {}
    clashing = {(c.path, k.port, k.protocol) for k in facts.network.clashes for c in k.containers}
    hit, host = _targets(facts), _host_ports(facts)
    for clash in facts.network.clashes:
        _add(wishes, grid, clash.containers[0], _clash(clash, words))
    for listener in facts.network.listeners:
        if _key(listener) not in clashing:
            _add(wishes, grid, listener.container, _listener(listener, facts, hit, host, words))
    for service in facts.network.services:
        if not service.containers and facts.pod.containers:
            _add(wishes, grid, _first_running(facts), _missing(service, words))
    return {column: sorted(found, key=lambda w: w.weight) for column, found in wishes.items()}


def _add(wishes: dict[int, list[_Wish]], grid: Grid, container: Container, wish: _Wish) -> None:
    place = grid.places.get(container.path)
    if place is not None:
        wishes.setdefault(place.column, []).append(wish)


def _key(listener: Listener) -> Key:
    return (listener.container.path, listener.port, listener.protocol)


def _first_running(facts: PodFacts) -> Container:
    return next((c for c in facts.pod.containers if c.runs_with_the_pod), facts.pod.containers[0])


def _targets(facts: PodFacts) -> frozenset[Key]:
    return frozenset(key for hit in facts.network.services for key in target_keys(hit))


def target_keys(hit: ServiceHit) -> list[Key]:
    """The ports a Service's traffic ends at; one with an empty path where no container has it."""
    keys = [(c.path, _number(c, hit), hit.protocol) for c in hit.containers]
    return keys or [missing_key(hit)]


def missing_key(hit: ServiceHit) -> Key:
    """Stands for a target port nobody has."""
    return (f"?{hit.target}", 0, hit.protocol)


def _number(container: Container, hit: ServiceHit) -> int:
    if hit.target.isdecimal():
        return int(hit.target)
    return next((p.number for p in container.ports if p.name == hit.target and p.protocol == hit.protocol), 0)


def _clash(clash: Clash, words: Words) -> _Wish:
    number = port(clash.port, clash.protocol)
    owners = [c.name[:80] for c in clash.containers]
    tip = words(say(CLASH_TIP, port=number, owners=", ".join(owners[:20])))
    keys = tuple((c.path, clash.port, clash.protocol) for c in clash.containers)
    text = f"{number} {' + '.join(owners[:6])}"
    return _Wish(text, text, tip, "clash", clash.containers[0].path, "", keys, 0)


def _listener(
    listener: Listener, facts: PodFacts, hit: frozenset[Key], host: Mapping[Key, int], words: Words
) -> _Wish:
    number = port(listener.port, listener.protocol)
    owner, key = listener.container, _key(listener)
    ending = f" · {words(say(HOST_PORT, port=host[key]))}" if key in host else ""
    template = PORT_TIP if listener.declared else KNOWN_PORT_TIP
    tip = words(say(template, container=owner.name[:200], port=number))
    state = "declared" if listener.declared else "known"
    role = facts.role(owner).role.value
    text = f"{number} {owner.name[:60]}{ending}"
    return _Wish(text, number + ending, tip, state, owner.path, role, (key,), 1 if key in hit else 2)


def _host_ports(facts: PodFacts) -> Mapping[Key, int]:
    """The ports of the node that lead into the pod, where those are things of their own."""
    if facts.pod.spec.get("hostNetwork") is True:
        return {}
    ports = ((c, p) for c in facts.pod.containers for p in c.ports)
    return {(c.path, p.number, p.protocol): p.host_port for c, p in ports if p.host_port}


def _missing(hit: ServiceHit, words: Words) -> _Wish:
    """Nobody declares the target: by its number it may still be served, by its name it cannot (FACTS E.2)."""
    by_number = hit.target.isdecimal()
    target = f":{hit.target[:60]}"
    template = UNDECLARED_PORT_TIP if by_number else MISSING_PORT_TIP
    tip = words(say(template, service=hit.service[:200], port=target))
    text, state = (target, "known") if by_number else (f"{target} ?", "missing")
    return _Wish(text, text, tip, state, "", "", (missing_key(hit),), 0)


def _seated(
    wishes: Sequence[_Wish], column: Column, y: float, words: Words
) -> list[tuple[Socket, tuple[Key, ...]]]:
    """In full if all fit, else in short after the first; the last one counts what still finds no room."""
    room = column.right - column.left
    texts = [w.text for w in wishes[:_MOST]]
    if len({w.path for w in wishes}) == 1 and _total(texts) > room:
        texts = [w.text if n == 0 else w.short for n, w in enumerate(wishes[:_MOST])]
    kept = len(texts)
    while kept > 1 and _total(texts[:kept]) + (_wide("+0000") + GAP if kept < len(wishes) else 0) > room:
        kept -= 1
    shown = list(zip(wishes[:kept], texts[:kept], strict=True))
    rest = wishes[kept:]
    more = [(_rest(rest, words), words(say(MORE, count=len(rest))))] if rest else []
    return _side_by_side([*shown, *more], column, y)


def _rest(rest: Sequence[_Wish], words: Words) -> _Wish:
    count = words(say(MORE, count=len(rest)))
    tip = ", ".join(w.text for w in rest[:200])
    return _Wish(count, count, tip, "more", rest[0].path, "", tuple(k for w in rest for k in w.keys), 9)


def _side_by_side(
    texts: Sequence[tuple[_Wish, str]], column: Column, y: float
) -> list[tuple[Socket, tuple[Key, ...]]]:
    found, x = [], column.left
    for n, (wish, text) in enumerate(texts):
        after = _total([t for _, t in texts[n + 1 :]])
        room = max(40.0, column.right - x - (after + GAP if after else 0))
        wide = min(_wide(text), room)
        shown = label(text, sizes.SMALL, wide - _PAD, True)
        box = Box(x, y - sizes.SOCKET / 2, wide, sizes.SOCKET)
        found.append((Socket(box, shown, wish.tip, wish.state, wish.path, wish.role), wish.keys))
        x += wide + GAP
    return found


_MOST = 12  # sockets above one column
_PAD = 26.0  # of a socket's width is not text


def _wide(text: str) -> float:
    return width(label(text, sizes.SMALL, 400, True), sizes.SMALL, True) + _PAD


def _total(texts: Sequence[str]) -> float:
    return sum(map(_wide, texts)) + GAP * max(0, len(texts) - 1)
