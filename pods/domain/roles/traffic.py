"""Signals from traffic: who calls whom on localhost, where Services and Prometheus arrive, who goes out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pods.domain.images import Job, vocabulary, words
from pods.domain.manifest.views import Container, ContainerKind
from pods.domain.messages import gettext_noop, say
from pods.domain.network import LocalCall
from pods.domain.roles.model import Role, Vote
from pods.domain.roles.naming import is_named_as_carrier
from pods.domain.roles.scene import Scene, added_capabilities, base_name, called

_MESH_USERS = frozenset({1337, 2102})  # istio, linkerd
_METRIC_WORDS = vocabulary("metrics metric prometheus prom exporter stats monitoring")
_DOORS = frozenset({80, 443, 8000, 8080, 8443})
_MANAGING = vocabulary("admin metrics metric status scrape reload health stats monitor")
_CARRIERS = frozenset({Job.CONNECTOR, Job.PROXY, Job.TUNNEL, Job.MESH})
_SERVING = frozenset({Job.STORE, Job.SERVER})


def calls_main(scene: Scene, main: Container, container: Container) -> Iterator[Vote]:
    """It reaches the main container over localhost: it adapts it, fronts it, or works on it."""
    call = _between(scene.calls_of, container, main)
    if call is None:
        return
    listens = scene.listeners_of.get(container.path, ())
    shown = {"main": called(main), "port": call.port}
    if _gives_metrics(scene, container):
        yield Vote(Role.ADAPTER, 4, say(_METRICS, **shown))
    elif scene.job(container) is Job.TRANSLATOR:
        # What it is known for says more; that it reaches main, and is reached by others, is how it translates.
        yield Vote(Role.ADAPTER, 2.5, say(_WORKS_ON, **shown))
    elif scene.services_at.get(container.path) and not manages(call):
        hit = scene.services_at[container.path][0]
        yield Vote(Role.SIDECAR, 3, say(_FRONTS, service=hit.service, **shown))
    elif listens and scene.job(container) in _CARRIERS:
        yield Vote(Role.SIDECAR, 3, say(_PASSES_ON, **shown))
    else:
        yield Vote(Role.SIDECAR, 2.5, say(_WORKS_ON, **shown))


def called_by_main(scene: Scene, main: Container, container: Container) -> Iterator[Vote]:
    """The main container reaches it over localhost: it carries on, or serves."""
    call = _between(scene.calls_to, container, main)
    if call is None:
        return
    shown = {"main": called(main), "port": call.port}
    upstream = scene.upstream_of.get(container.path)
    job = scene.job(container)
    if job in _SERVING and not upstream:
        yield Vote(Role.CO_LOCATED, 2.5, say(_SERVES, **shown))
    elif upstream:
        # Louder than what the product is known for: it says the same of this very pod.
        yield Vote(
            Role.AMBASSADOR, 5.5 if job in _CARRIERS else 4, say(_CARRIES_TO, upstream=upstream, **shown)
        )
    elif job in _CARRIERS or is_named_as_carrier(container):
        yield Vote(Role.AMBASSADOR, 4, say(_CARRIES, **shown))
    else:
        yield Vote(Role.SIDECAR, 2, say(_ANSWERS, **shown))


def stands_at_the_door(scene: Scene, main: Container, container: Container) -> Iterator[Vote]:
    """A general proxy on a port for the web that nobody in the pod calls is there for those outside."""
    if scene.job(container) is not Job.PROXY or scene.calls_to.get(container.path):
        return
    doors = [each.port for each in scene.listeners_of.get(container.path, ()) if each.port in _DOORS]
    if doors and container.path not in scene.upstream_of:
        yield Vote(Role.SIDECAR, 2, say(_AT_THE_DOOR, port=doors[0], main=called(main)))


def calls_another(scene: Scene, main: Container, container: Container) -> Iterator[Vote]:
    """It works on a container that is not the main one."""
    others = [c for c in scene.calls_of.get(container.path, ()) if c.callee is not main]
    if others and not _between(scene.calls_of, container, main):
        shown = {"main": called(others[0].callee), "port": others[0].port}
        if _gives_metrics(scene, container):
            yield Vote(Role.ADAPTER, 3, say(_METRICS, **shown))
        else:
            yield Vote(Role.SIDECAR, 1.5, say(_WORKS_ON, **shown))


def takes_its_traffic(scene: Scene, main: Container, container: Container) -> Iterator[Vote]:
    """The Service of the workload ends here and not at the main container, which listens too."""
    hits = scene.services_at.get(container.path)
    if hits and not scene.services_at.get(main.path) and not _between(scene.calls_of, container, main):
        yield Vote(Role.SIDECAR, 2, say(_TAKES, service=hits[0].service, main=called(main)))


def exposes_metrics(scene: Scene, main: Container, container: Container) -> Iterator[Vote]:
    """Prometheus is sent to its port, or all it offers is metrics."""
    port = scene.pod.annotations.get("prometheus.io/port")
    mine = {str(listener.port) for listener in scene.listeners_of.get(container.path, ())}
    if port in mine and port not in {str(each.port) for each in scene.listeners_of.get(main.path, ())}:
        yield Vote(Role.ADAPTER, 2, say(_SCRAPED, port=port))
    elif len(mine) == 1 and _gives_metrics(scene, container) and scene.job(container) not in _SERVING:
        yield Vote(Role.ADAPTER, 1.5, say(_ONLY_METRICS))


def takes_over_the_network(scene: Scene, main: Container, container: Container) -> Iterator[Vote]:
    """A mesh proxy runs as a user of its own that the redirection lets through."""
    context = container.raw.get("securityContext")
    user = context.get("runAsUser") if isinstance(context, Mapping) else None
    if (
        isinstance(user, int)
        and user in _MESH_USERS
        and any(_redirects(c.raw) for c in scene.pod.of_kind(ContainerKind.INIT))
    ):
        yield Vote(Role.AMBASSADOR, 3, say(_MESH, main=called(main)))


def manages(call: LocalCall) -> bool:
    """The caller works on the callee rather than using it: it asks for its admin page, metrics or a reload."""
    return not _MANAGING.isdisjoint(words(call.said))


def _between(calls: Mapping[str, list[LocalCall]], container: Container, main: Container) -> LocalCall | None:
    found = calls.get(container.path, ())
    return next((call for call in found if call.caller is main or call.callee is main), None)


def _gives_metrics(scene: Scene, container: Container) -> bool:
    """Its ports, or its name, speak of metrics."""
    names = [listener.name or "" for listener in scene.listeners_of.get(container.path, ())]
    said = [frozenset(words(name)) for name in names if name]
    if said:
        return all(each & _METRIC_WORDS for each in said)
    return bool(names) and not _METRIC_WORDS.isdisjoint(
        (*words(container.name), *words(base_name(container)))
    )


def _redirects(raw: Mapping[str, Any]) -> bool:
    return "NET_ADMIN" in added_capabilities(raw)


_METRICS = gettext_noop("It asks %(main)s on localhost:%(port)d and offers the answers as metrics.")
_FRONTS = gettext_noop(
    "The Service %(service)s sends its traffic here, and it passes requests on to %(main)s on localhost:%(port)d."
)
_PASSES_ON = gettext_noop("It stands in front of %(main)s and passes requests on to localhost:%(port)d.")
_WORKS_ON = gettext_noop("It reaches %(main)s on localhost:%(port)d to work with it.")
_SERVES = gettext_noop("%(main)s uses it as a server of its own on localhost:%(port)d.")
_CARRIES_TO = gettext_noop(
    "%(main)s reaches it on localhost:%(port)d, and it carries the connection to %(upstream)s."
)
_CARRIES = gettext_noop(
    "%(main)s reaches it on localhost:%(port)d, and it carries the connection out of the pod."
)
_AT_THE_DOOR = gettext_noop(
    "It is a proxy that takes requests from outside on port %(port)d, before %(main)s."
)
_ANSWERS = gettext_noop("%(main)s asks it on localhost:%(port)d for a part of its work.")
_TAKES = gettext_noop(
    "The Service %(service)s sends its traffic here and not to %(main)s: it stands in front of it."
)
_SCRAPED = gettext_noop("The pod's annotations send Prometheus to its port %(port)s.")
_ONLY_METRICS = gettext_noop("All it offers is metrics.")
_MESH = gettext_noop(
    "It runs as the user whose traffic is not redirected: all traffic of %(main)s goes through it."
)
