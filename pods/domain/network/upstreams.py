"""Where helpers carry traffic to: addresses outside the pod in the settings that say so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from pods.domain.images import Job, product_named, vocabulary
from pods.domain.manifest.views import Container, Pod
from pods.domain.network.addresses import remotes_in
from pods.domain.network.model import LocalCall, Upstream
from pods.domain.network.programs import product_run
from pods.domain.network.settings import Setting, Source

_CARRIERS = frozenset({Job.CONNECTOR, Job.TUNNEL, Job.PROXY, Job.AUTH})
_TOWARDS = vocabulary(
    "upstream upstreams remote target targets instance instances connect forward backend backends "
    "destination dest origin proxy"
)
# What a carrier is told about itself or reports to, not what it carries to.
_ASIDE = vocabulary(
    "log logs logging metrics telemetry tracing otel registry listen bind no issuer domain redirect"
)
_ITS_OWN = (("addr",), ("address",))  # `-addr=10.0.0.1:80` is where it listens itself
_SOCAT = re.compile(r"(?:tcp[46]?|openssl|udp[46]?)(?:-connect)?:([\w.-]{1,253}:\d{1,5})", re.IGNORECASE)


def upstreams(
    pod: Pod, settings: Mapping[str, tuple[Setting, ...]], calls: Iterable[LocalCall]
) -> tuple[Upstream, ...]:
    """For each container that carries, the addresses it carries to, each once."""
    called = {call.callee.path for call in calls}
    return tuple(
        Upstream(container, address)
        for container in pod.containers
        if container.runs_with_the_pod
        for address in dict.fromkeys(
            _addresses(container, settings[container.path], container.path in called)
        )
    )


def _addresses(container: Container, settings: Iterable[Setting], called: bool) -> Iterator[str]:
    telling = [s for s in settings if ":" in s.value and s.source is not Source.CHECK and _is_telling(s)]
    listed = [s for s in settings if "instances" in s.said]
    carries = bool(telling) and _is_carrier(container)
    for setting in listed:
        yield from _instances(setting.value)
    for setting in telling:
        if setting not in listed and (carries or _says_so(setting, called)):
            yield from _elsewhere(setting.value)


def _is_telling(setting: Setting) -> bool:
    return _ASIDE.isdisjoint(setting.said) and setting.said not in _ITS_OWN


def _is_carrier(container: Container) -> bool:
    product = product_run(container) or product_named(container.name)
    return product is not None and product.job in _CARRIERS


def _says_so(setting: Setting, called: bool) -> bool:
    """An option like `--upstream`; a variable counts only in a container that another one calls."""
    counts = setting.source is Source.OPTION or (called and setting.source is Source.VARIABLE)
    return counts and not _TOWARDS.isdisjoint(setting.said)


def _instances(value: str) -> Iterator[str]:
    """Cloud SQL's list: `project:region:db=tcp:5432,…`; placeholders are addresses too."""
    for entry in value.split(","):
        address = entry.partition("=")[0].strip()
        if address:
            yield address[:200]


def _elsewhere(value: str) -> Iterator[str]:
    connected = _SOCAT.search(value) if "connect:" in value.lower() else None
    if connected:
        yield connected[1]
    elif not value.lower().startswith(("tcp-l", "tcp4-l", "tcp6-l", "udp-l")):
        yield from remotes_in(value)
