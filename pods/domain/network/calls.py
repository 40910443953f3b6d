"""Who reaches whom on localhost, told by addresses in options, variables, scripts, checks and files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pods.domain.manifest.views import Container, ContainerKind, Pod
from pods.domain.network.addresses import DATABASES, USUAL, Local, is_loopback, locals_in, mentions_localhost
from pods.domain.network.model import Listener, LocalCall
from pods.domain.network.settings import Setting, Source

_HOSTS = frozenset({"host", "hostname", "server", "addr", "address", "url", "ip", "endpoint"})
_BARE_HOSTS = frozenset({"-h", "--host", "--hostname"})
_BARE_PORTS = frozenset({"-p", "-P", "--port"})
# `REMOTE_PORT=8888`, `--app-port 3000`: the words that make a lone port another container's.
_TOWARDS = frozenset(
    {"remote", "upstream", "target", "backend", "app", "application", "destination", "dest", "forward"}
)
_LONGEST_SAID = 120


@dataclass(frozen=True, slots=True)
class _Mention:
    """A port on localhost that a container speaks of, as it says it."""

    port: int
    said: str
    source: Source
    alone: bool = False  # a port without a host: counts only if another container is known to listen there

    @property
    def protocol(self) -> str:
        """What is tried first: `127.0.0.1#53` is how DNS programs write it."""
        return "UDP" if "#" in self.said else "TCP"


@dataclass(frozen=True, slots=True)
class _Ports:
    """Who listens where, indexed."""

    by_port: Mapping[int, list[Listener]]
    of: Mapping[str, frozenset[int]]  # by the container's path
    silent: tuple[Container, ...]  # run with the pod, and nothing is known of their ports


def local_calls(
    pod: Pod, settings: Mapping[str, tuple[Setting, ...]], listeners: Iterable[Listener]
) -> tuple[tuple[LocalCall, ...], tuple[Listener, ...]]:
    """The calls, and listeners nobody declares but somebody calls, where only one container can be meant."""
    ports = _index(pod, listeners)
    calls: dict[tuple[str, str, int, str], LocalCall] = {}
    guessed: dict[tuple[str, int], Listener] = {}
    for caller in pod.containers:
        for mention in _mentions(settings[caller.path], ports):
            heard = _meant(caller, mention, ports)
            if heard is None:
                continue
            key = (caller.path, heard.container.path, heard.port, heard.protocol)
            calls.setdefault(
                key, LocalCall(caller, heard.container, heard.port, heard.protocol, mention.said)
            )
            if heard not in ports.by_port.get(heard.port, ()):
                guessed.setdefault((heard.container.path, heard.port), heard)
    return tuple(calls.values()), tuple(guessed.values())


def _index(pod: Pod, listeners: Iterable[Listener]) -> _Ports:
    by_port: dict[int, list[Listener]] = {}
    of: dict[str, set[int]] = {}
    for listener in listeners:
        of.setdefault(listener.container.path, set()).add(listener.port)
        if listener.container.runs_with_the_pod:
            by_port.setdefault(listener.port, []).append(listener)
    silent = tuple(c for c in pod.containers if c.runs_with_the_pod and c.path not in of)
    return _Ports(by_port, {path: frozenset(ports) for path, ports in of.items()}, silent)


def _meant(caller: Container, mention: _Mention, ports: _Ports) -> Listener | None:
    """Who listens on the port that is spoken of; None when it is the speaker itself or cannot be told."""
    if mention.port in ports.of.get(caller.path, ()):
        return None
    heard = [each for each in ports.by_port.get(mention.port, ()) if _can_reach(caller, each.container)]
    if heard:
        return min(
            heard, key=lambda each: (each.likely, not each.declared, each.protocol != mention.protocol)
        )
    return _only_one_left(caller, mention, ports)


def _only_one_left(caller: Container, mention: _Mention, ports: _Ports) -> Listener | None:
    """A container whose own ports are known speaks of another port, and one other container keeps silent."""
    unsure = mention.alone or mention.source is Source.CHECK
    if unsure or caller.path not in ports.of or mention.port in ports.by_port:
        return None
    silent = [c for c in ports.silent if _can_reach(caller, c)]
    return Listener(silent[0], mention.port, "TCP", None, False, None, True) if len(silent) == 1 else None


def _can_reach(caller: Container, callee: Container) -> bool:
    # An init step runs before the containers start; only native sidecars are there by then (FACTS C.1).
    return callee is not caller and (caller.runs_with_the_pod or callee.kind is ContainerKind.SIDECAR)


def _mentions(settings: tuple[Setting, ...], ports: _Ports) -> Iterator[_Mention]:
    yield from _lone_ports(settings)
    if not any(mentions_localhost(setting.value) for setting in settings):
        return
    companions = _companions(settings)
    for setting in settings:
        for local in locals_in(setting.value):
            if local.port is not None:
                yield _Mention(local.port, _said(setting, _with_port(local)), setting.source)
            elif is_loopback(setting.value.strip()):
                yield from _from_host(setting, companions, ports)


def _lone_ports(settings: Iterable[Setting]) -> Iterator[_Mention]:
    """`REMOTE_PORT=8888`, unless the setting beside it names another host."""
    alone = [
        s for s in settings if s.said[-1:] == ("port",) and s.said[:-1] and not _TOWARDS.isdisjoint(s.said)
    ]
    if not alone:
        return
    hosts = {s.said[:-1]: s.value for s in settings if s.value and s.said and s.said[-1] in _HOSTS}
    for setting in alone:
        if _is_port(setting.value) and is_loopback(hosts.get(setting.said[:-1], "localhost")):
            yield _Mention(int(setting.value), _said(setting, setting.value), setting.source, True)


def _companions(settings: Iterable[Setting]) -> dict[tuple[str, ...], int]:
    """Ports by the words their setting has in front: `DB_PORT=5432` as ("db",), `--port 80` as ()."""
    found: dict[tuple[str, ...], int] = {}
    for setting in settings:
        if setting.name in _BARE_PORTS and _is_port(setting.value):
            found[()] = int(setting.value)
        elif setting.said[-1:] == ("port",) and _is_port(setting.value):
            found[setting.said[:-1]] = int(setting.value)
    return found


def _is_port(value: str) -> bool:
    return value.isdecimal() and len(value) <= 5


def _from_host(
    setting: Setting, companions: Mapping[tuple[str, ...], int], ports: _Ports
) -> Iterator[_Mention]:
    """`DB_HOST=127.0.0.1`: the port stands in `DB_PORT`, or is the usual one of what the name speaks of."""
    said = setting.said
    if setting.name in _BARE_HOSTS:
        stem: tuple[str, ...] = ()
    elif said and said[-1] in _HOSTS and len(said) > 1:
        stem = said[:-1]
    else:
        return
    port = companions.get(stem) or next((USUAL[word] for word in reversed(stem) if word in USUAL), None)
    if port is None and not {"db", "database", "sql"}.isdisjoint(stem):
        served = [number for number in DATABASES if number in ports.by_port]
        port = served[0] if len(served) == 1 else None
    if port is not None:
        yield _Mention(port, _said(setting, f"{setting.value.strip()}:{port}"), setting.source)


def _with_port(local: Local) -> str:
    return local.text if local.text.endswith(str(local.port)) else f"{local.text}:{local.port}"


def _said(setting: Setting, address: str) -> str:
    """The setting's name and the address alone: the rest of a URL may hold a password."""
    if setting.source is Source.FILE:
        return f"{setting.name}: {address}"[:_LONGEST_SAID]
    return f"{setting.name}={address}"[-_LONGEST_SAID:] if setting.name else address
