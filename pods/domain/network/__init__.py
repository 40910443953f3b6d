"""Ports and calls inside a pod, and what reaches it from outside (FACTS E)."""

from __future__ import annotations

from collections.abc import Iterable

from pods.domain.manifest.views import Object, Pod
from pods.domain.network.calls import local_calls
from pods.domain.network.clashes import clashes
from pods.domain.network.listeners import listeners
from pods.domain.network.model import Clash, Listener, LocalCall, Network, ServiceHit, Upstream
from pods.domain.network.services import service_hits
from pods.domain.network.settings import Setting, config_maps, settings_of
from pods.domain.network.upstreams import upstreams

__all__ = [
    "Clash",
    "Listener",
    "LocalCall",
    "Network",
    "ServiceHit",
    "Setting",
    "Upstream",
    "network",
    "settings_of",
]


def network(pod: Pod, objects: Iterable[Object]) -> Network:
    """Look at the pod, and at the Services and ConfigMaps among the objects of the same stream."""
    seen = tuple(objects)
    maps = config_maps(pod, seen)
    settings = {container.path: settings_of(pod, container, maps) for container in pod.containers}
    heard = listeners(pod, settings)
    calls, guessed = local_calls(pod, settings, heard)
    everyone = (*heard, *guessed)
    return Network(
        listeners=everyone,
        clashes=clashes(everyone),
        calls=calls,
        upstreams=upstreams(pod, settings, calls),
        services=service_hits(pod, seen, everyone),
    )
