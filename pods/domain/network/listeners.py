"""Who listens where: what `ports` declares, what options and variables say, what the product usually does.

`containerPort` informs, it opens nothing and hides nothing (FACTS E.1): a port that only an option names
counts too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from pods.domain.images import product_named, vocabulary, words
from pods.domain.manifest.views import Container, Pod
from pods.domain.network.addresses import is_loopback
from pods.domain.network.model import Listener
from pods.domain.network.programs import product_run, script
from pods.domain.network.settings import Setting, Source

Settings = Mapping[str, tuple[Setting, ...]]

_BIND = frozenset({"listen", "listener", "bind", "serve", "binding"})
_PLACE = frozenset({"port", "ports", "addr", "address", "endpoint", "host"})
# Words that say whose port it is: the container's own …
_OWN = vocabulary(
    "http https web grpc rest rpc admin api metrics metric prometheus health healthz healthcheck probe "
    "ready readyz liveness readiness secure insecure tls ssl webhook pprof debug debugging profiling "
    "telemetry status monitoring server service container local public udp tcp ui app application proxy dns "
    "main management actuator ofrep ws"
)
# … or another's.
_OTHERS = vocabulary(
    "upstream remote target backend db database redis mysql postgres mongo memcached connect dest "
    "destination peer xds predictor client master seed cluster smtp ldap kafka broker collector agent "
    "statsd parent forward"
)
_APP = frozenset({"app", "application"})
_LIST = re.compile(r"[\s,;]+")
_LONGEST_LIST = 1000
_SPOKEN_IN = frozenset({Source.OPTION, Source.VARIABLE, Source.WORD})
_PLACE_VALUE = re.compile(
    r"(?:[a-z]{2,10}://)?(?P<host>\[[^\]\s]{0,60}\]|\*|\$[({][\w.]{1,60}[)}]|[\w.-]{0,100}):(?P<port>\d{1,5})/?",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    r"(?:tcp|udp|openssl|ssl)[46]?-l(?:isten)?:(?P<socat>\d{1,5})"
    r"|\bnc(?:at)? (?:-[\w]{1,6} ){0,4}?-\w{0,4}l\w{0,4} (?:-p ?)?(?P<netcat>\d{1,5})"
    r"|(?:http\.server|SimpleHTTPServer) (?P<python>\d{1,5})"
    r"|=tcp:(?:[\d.]{7,15}:)?(?P<cloudsql>\d{1,5})\b"
    r"|-L ?(?:[\w.*]{1,60}:)?(?P<ssh>\d{1,5}):[\w.-]{1,100}:\d"
    r"|\bkubectl proxy\b(?!.{0,80}port)(?P<kubectl>)",
    re.IGNORECASE,
)
_CUES = (
    "listen:",
    "tcp-l:",
    "nc ",
    "ncat ",
    "http.server",
    "simplehttpserver",
    "=tcp:",
    "-l",
    "kubectl proxy",
)
_WILDCARDS = frozenset({"", "*", "0.0.0.0", "[::]", "::"})  # noqa: S104 - compared with, never bound


def listeners(pod: Pod, settings: Settings) -> tuple[Listener, ...]:
    """All listeners of the containers that run with the pod, and of init steps what they declare."""
    return tuple(each for container in pod.containers for each in _of(container, settings[container.path]))


def own_places(container: Container, settings: Iterable[Setting]) -> Iterator[tuple[int, str, str | None]]:
    """What the settings say the container itself binds to: port, protocol and address (None: all)."""
    names = frozenset((*words(container.name), *words(container.image.rpartition("/")[2])))
    for setting in settings:
        if setting.source in _SPOKEN_IN and _is_about_itself(setting):
            for value in _values(setting):
                yield from _place(value, setting, names)


def _is_about_itself(setting: Setting) -> bool:
    if not _OTHERS.isdisjoint(setting.said) and _BIND.isdisjoint(setting.said):
        return False
    # A variable APP_PORT is the application's own; an option --app-port is how a helper is told of it.
    return setting.source is not Source.OPTION or _APP.isdisjoint(setting.said)


def _values(setting: Setting) -> Iterable[str]:
    """The value, or all in a list of what to listen on: `0.0.0.0:8000 reuseport, 0.0.0.0:8443 ssl`."""
    if len(setting.value) > 5 and not _BIND.isdisjoint(setting.said):
        return _LIST.split(setting.value[:_LONGEST_LIST])
    # A place ends with its port.
    return (setting.value.strip(),) if setting.value.rstrip("/ ")[-1:].isdecimal() else ()


def _of(container: Container, settings: tuple[Setting, ...]) -> Iterator[Listener]:
    if not container.runs_with_the_pod:
        yield from (Listener(container, p.number, p.protocol, p.name, True) for p in container.ports)
        return
    said = {(port, protocol): address for port, protocol, address in own_places(container, settings)}
    said |= dict.fromkeys(_spoken(container))
    declared = {(p.number, p.protocol): p.name for p in reversed(container.ports)}
    for place in dict.fromkeys((p.number, p.protocol) for p in container.ports):
        yield Listener(container, *place, declared[place], True, said.get(place))
    for place, address in said.items():
        if place not in declared:
            yield Listener(container, *place, None, False, address)
    if not declared and not said:
        yield from (Listener(container, *place, None, False, None, True) for place in _usual(container))


def _place(value: str, setting: Setting, names: frozenset[str]) -> Iterator[tuple[int, str, str | None]]:
    said = frozenset(setting.said)
    protocol = "UDP" if "udp" in said else "TCP"
    if value.isdecimal() and len(value) <= 5:
        if setting.name and _says_port(said, names) and _valid(int(value)):
            yield int(value), protocol, None
        return
    match = _PLACE_VALUE.fullmatch(value) if ":" in value and len(value) < 200 else None
    if match and _valid(int(match["port"])) and _is_own(match["host"], said, setting):
        yield int(match["port"]), protocol, None if match["host"] in _WILDCARDS else match["host"].strip("[]")


def _says_port(said: frozenset[str], names: frozenset[str]) -> bool:
    """`--http-port`, `PORT`, `FLAGD_UI_PORT` of flagd-ui; not `--max-port`, not `DB_PORT`."""
    return "port" in said and said - {"port"} <= _OWN | _BIND | names


def _is_own(host: str, said: frozenset[str], setting: Setting) -> bool:
    if host in _WILDCARDS:
        return host != "" or setting.source is not Source.VARIABLE or bool(said & (_BIND | _PLACE))
    if said & _BIND:
        return True
    mine = is_loopback(host.strip("[]")) or host.startswith(("$", "[$"))
    return mine and bool(said & {"addr", "address"}) and said - {"addr", "address"} <= _OWN


def _spoken(container: Container) -> Iterator[tuple[int, str]]:
    """What commands say by their grammar: socat, nc, ssh -L, kubectl proxy, Cloud SQL's instance list."""
    text = script(container)
    low = text.lower()
    if not any(cue in low for cue in _CUES):
        return
    for match in _SPOKEN.finditer(text):
        port = int(match[match.lastgroup] or 8001) if match.lastgroup else 0
        if _valid(port):
            yield port, "UDP" if match[0].lower().startswith("udp") else "TCP"


def _usual(container: Container) -> tuple[tuple[int, str], ...]:
    product = product_run(container) or product_named(container.name)
    return product.ports if product else ()


def _valid(port: int) -> bool:
    return 0 < port < 65536
