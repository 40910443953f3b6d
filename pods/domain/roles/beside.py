"""Signals for what a container does beside the main one (FACTS I.3, I.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pods.domain.images import Job, Product, vocabulary, words
from pods.domain.manifest.views import Container, ContainerKind, Mount
from pods.domain.messages import gettext_noop, say
from pods.domain.network import LocalCall
from pods.domain.roles import jobs
from pods.domain.roles.model import Role, Vote
from pods.domain.roles.scene import Scene, base_name
from pods.domain.roles.scripts import Work

Signal = Callable[[Scene, Container, Container], Iterator[Vote]]

_MESH_USERS = frozenset({1337, 2102})  # istio, linkerd
_GENERIC = 0.4  # of the weight of a product, for names like *-agent and *-sidecar that anyone may use
_SERVERS = {Job.STORE: 2.5, Job.SERVER: 2.0}  # how much the job says for standing on its own
_WORKS = {
    Work.FORWARDS: (Role.AMBASSADOR, 4.0),
    Work.REWRITES: (Role.ADAPTER, 5.0),
    Work.FOLLOWS: (Role.SIDECAR, 2.5),
    Work.REPEATS: (Role.SIDECAR, 2.5),
    Work.RELOADS: (Role.SIDECAR, 2.5),
    Work.IDLES: (Role.SIDECAR, 1.5),
}
_PAIRS = frozenset(
    frozenset(pair.split())
    for pair in ("reader writer", "producer consumer", "sender receiver", "publisher subscriber", "ping pong")
)
_METRIC_WORDS = vocabulary("metrics metric prometheus prom exporter stats monitoring")
_CARRIERS = frozenset({Job.CONNECTOR, Job.PROXY, Job.TUNNEL, Job.MESH})
# Words anywhere in a name, where the table of products knows nothing.
_WORDS: tuple[tuple[Role, float, frozenset[str]], ...] = (
    (Role.AMBASSADOR, 3, vocabulary("ambassador")),
    (Role.AMBASSADOR, 2, vocabulary("proxy gateway tunnel forwarder relay router bouncer connector")),
    (Role.ADAPTER, 3, vocabulary("adapter adaptor exporter transformer translator converter")),
    (Role.ADAPTER, 2, vocabulary("metrics bridge normalizer")),
    (
        Role.SIDECAR,
        2,
        vocabulary(
            "sync syncer logger log logs logging shipper collector reloader reload watcher watch monitor backup "
            "loader refresher updater rotator rotate cleaner cleanup injector puller fetcher downloader registrar "
            "fix fixer repair scraper renewer poller poll debug debugger shell tools notifier auth authz tls cron "
            "cert certs shutdown hook tail init setup"
        ),
    ),
    (Role.SIDECAR, 1, vocabulary("sidecar agent helper side")),
)


def known_product(scene: Scene, main: Container, container: Container) -> Iterator[Vote]:
    """The image, the name or the program is known for a job."""
    known = scene.known[container.path]
    for product, weight in ((known.image, 5.0), (known.name, 4.0), (known.program, 4.0)):
        if product is not None and product.job in jobs.PARTS:
            role, because = jobs.PARTS[product.job]
            weight *= _GENERIC if product.job is Job.SUPPORT else 1
            yield Vote(role, weight, say(because, **_shown(scene, main, container, product)))
            return


def named_for_a_part(scene: Scene, main: Container, container: Container) -> Iterator[Vote]:
    """Words in the container's name, or else its image's."""
    for name, trust in ((container.name, 1.0), (base_name(container), 0.75)):
        said = frozenset(words(name))
        found = {role: weight for role, weight, known in reversed(_WORDS) if known & said}
        for role, weight in found.items():
            yield Vote(role, weight * trust, say(_NAMED[role], name=name, main=main.name))
        if found:
            return


def calls_main(scene: Scene, main: Container, container: Container) -> Iterator[Vote]:
    """It reaches the main container over localhost: it adapts it, fronts it, or works on it."""
    call = _between(scene.calls_of, container, main)
    if call is None:
        return
    listens = scene.listeners_of.get(container.path, ())
    shown = {"main": main.name, "port": call.port}
    if _gives_metrics(scene, container):
        yield Vote(Role.ADAPTER, 4, say(_METRICS, **shown))
    elif scene.services_at.get(container.path):
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
    shown = {"main": main.name, "port": call.port}
    upstream = scene.upstream_of.get(container.path)
    job = scene.job(container)
    if job in (Job.STORE, Job.SERVER) and not upstream:
        yield Vote(Role.CO_LOCATED, 2.5, say(_SERVES, **shown))
    elif upstream:
        yield Vote(Role.AMBASSADOR, 4, say(_CARRIES_TO, upstream=upstream, **shown))
    elif job in _CARRIERS:
        yield Vote(Role.AMBASSADOR, 4, say(_CARRIES, **shown))
    else:
        yield Vote(Role.SIDECAR, 2, say(_ANSWERS, **shown))


def calls_another(scene: Scene, main: Container, container: Container) -> Iterator[Vote]:
    """It works on a container that is not the main one."""
    others = [c for c in scene.calls_of.get(container.path, ()) if c.callee is not main]
    if others and not _between(scene.calls_of, container, main):
        shown = {"main": others[0].callee.name, "port": others[0].port}
        if _gives_metrics(scene, container):
            yield Vote(Role.ADAPTER, 3, say(_METRICS, **shown))
        else:
            yield Vote(Role.SIDECAR, 1.5, say(_WORKS_ON, **shown))


def shares_files(scene: Scene, main: Container, container: Container) -> Iterator[Vote]:
    """A directory of both: one writes what the other reads. The most telling one counts."""
    theirs = scene.mounts_of[main.path]
    found = [
        _sharing(scene, main, here, theirs[volume])
        for volume, here in scene.mounts_of[container.path].items()
        if volume in theirs and volume and _overlap(here.sub_path, theirs[volume].sub_path)
    ]
    if found:
        yield max(found, key=lambda vote: vote.weight)


def _sharing(scene: Scene, main: Container, here: Mount, there: Mount) -> Vote:
    weight = 0.5 if scene.sources.get(here.volume) == "hostPath" else 1.0
    if here.volume in scene.unwritable:
        weight, because = 0.75 * weight, _SAME_FILES
    elif here.read_only != there.read_only:
        weight, because = 3 * weight, _READS if here.read_only else _FILLS
    else:
        weight, because = 1.5 * weight, _SHARES
    return Vote(
        Role.SIDECAR, weight, say(because, main=main.name, here=here.mount_path, there=there.mount_path)
    )


def works_by_script(scene: Scene, main: Container, container: Container) -> Iterator[Vote]:
    """What its script does all day."""
    work = scene.doing[container.path]
    if work is None:
        return
    role, weight = _WORKS[work.work]
    yield Vote(role, weight, work.because)


def exposes_metrics(scene: Scene, main: Container, container: Container) -> Iterator[Vote]:
    """Prometheus is sent to its port, or all it offers is metrics."""
    port = scene.pod.annotations.get("prometheus.io/port")
    mine = {str(listener.port) for listener in scene.listeners_of.get(container.path, ())}
    if port in mine and port not in {str(each.port) for each in scene.listeners_of.get(main.path, ())}:
        yield Vote(Role.ADAPTER, 2, say(_SCRAPED, port=port))
    elif len(mine) == 1 and _gives_metrics(scene, container) and scene.job(container) not in _SERVERS:
        yield Vote(Role.ADAPTER, 1.5, say(_ONLY_METRICS))


def takes_over_the_network(scene: Scene, main: Container, container: Container) -> Iterator[Vote]:
    """A mesh proxy runs as a user of its own that the redirection lets through."""
    context = container.raw.get("securityContext")
    user = context.get("runAsUser") if isinstance(context, Mapping) else None
    if user in _MESH_USERS and any(_redirects(c.raw) for c in scene.pod.of_kind(ContainerKind.INIT)):
        yield Vote(Role.AMBASSADOR, 3, say(_MESH, main=main.name))


def watches_processes(scene: Scene, main: Container, container: Container) -> Iterator[Vote]:
    """It may look into the other processes of the pod."""
    if scene.pod.spec.get("shareProcessNamespace") is True and "SYS_PTRACE" in _added(container.raw):
        yield Vote(Role.SIDECAR, 2, say(_TRACES, main=main.name))
    elif container.raw.get("stdin") is True or container.raw.get("tty") is True:
        yield Vote(Role.SIDECAR, 1, say(_TERMINAL))


def runs_as_native_sidecar(scene: Scene, main: Container, container: Container) -> Iterator[Vote]:
    """The pod starts it before the main container and stops it after."""
    if container.kind is ContainerKind.SIDECAR:
        yield Vote(Role.SIDECAR, 1, say(_NATIVE, main=main.name))


def stands_for_itself(scene: Scene, main: Container, container: Container) -> Iterator[Vote]:
    """A server, or another instance of the same program, with no part in the main one's work."""
    if container.kind is ContainerKind.SIDECAR:
        return
    if is_in_series(main, container):
        yield Vote(Role.CO_LOCATED, 5, say(_SERIES, main=main.name))
    job = scene.job(container)
    if job in _SERVERS:
        yield Vote(Role.CO_LOCATED, _SERVERS[job], say(_OWN_SERVER, name=container.name, main=main.name))
    if container.image and container.image == main.image:
        yield Vote(Role.CO_LOCATED, 1.5, say(_SAME_IMAGE, main=main.name))
    if scene.services_at.get(container.path) and scene.services_at.get(main.path):
        yield Vote(
            Role.CO_LOCATED, 1, say(_OWN_SERVICE, service=scene.services_at[container.path][0].service)
        )


def takes_its_traffic(scene: Scene, main: Container, container: Container) -> Iterator[Vote]:
    """The Service of the workload ends here and not at the main container, which listens too."""
    hits = scene.services_at.get(container.path)
    if hits and not scene.services_at.get(main.path) and not _between(scene.calls_of, container, main):
        yield Vote(Role.SIDECAR, 2, say(_TAKES, service=hits[0].service, main=main.name))


def usually_helps(scene: Scene, main: Container, container: Container) -> Iterator[Vote]:
    """What most second containers are; decides where nothing else does."""
    yield Vote(Role.SIDECAR, 0.75, say(_USUAL, main=main.name))


SIGNALS: tuple[Signal, ...] = (
    known_product,
    named_for_a_part,
    calls_main,
    called_by_main,
    calls_another,
    shares_files,
    works_by_script,
    exposes_metrics,
    takes_over_the_network,
    watches_processes,
    runs_as_native_sidecar,
    stands_for_itself,
    takes_its_traffic,
    usually_helps,
)


def is_in_series(one: Container, other: Container) -> bool:
    """`web-1` and `web-2`, `a` and `b`, `reader` and `writer`: names that count, or that make a pair."""
    if frozenset((*words(one.name)[-1:], *words(other.name)[-1:])) in _PAIRS:
        return True
    stems = [tuple(word.strip("0123456789") for word in words(c.name)) for c in (one, other)]
    if stems[0] == stems[1]:
        return one.name != other.name
    short = [c.name[:-1] for c in (one, other)]
    return (
        short[0] == short[1]
        and len(one.name) == len(other.name)
        and (len(one.name) == 1 or one.name[-2] in "-_")
    )


def _between(calls: Mapping[str, list[LocalCall]], container: Container, main: Container) -> LocalCall | None:
    found = calls.get(container.path, ())
    return next((call for call in found if main in (call.caller, call.callee)), None)


def _gives_metrics(scene: Scene, container: Container) -> bool:
    """Its ports, or its name, speak of metrics."""
    names = [listener.name or "" for listener in scene.listeners_of.get(container.path, ())]
    said = [frozenset(words(name)) for name in names if name]
    if said:
        return all(each & _METRIC_WORDS for each in said)
    return bool(names) and not _METRIC_WORDS.isdisjoint(
        (*words(container.name), *words(base_name(container)))
    )


def _shown(scene: Scene, main: Container, container: Container, product: Product) -> dict[str, object]:
    upstream = scene.upstream_of.get(container.path)
    return {"product": product.name, "main": main.name, "upstream": upstream or ""}


def _overlap(one: str | None, other: str | None) -> bool:
    """Whether two sub-paths of a volume have files in common."""
    here, there = (f"{(path or '').strip('/')}/".lstrip("/") for path in (one, other))
    return here.startswith(there) or there.startswith(here)


def _added(raw: Mapping[str, Any]) -> tuple[str, ...]:
    """The capabilities a container adds."""
    context = raw.get("securityContext")
    capabilities = context.get("capabilities") if isinstance(context, Mapping) else None
    added = capabilities.get("add") if isinstance(capabilities, Mapping) else None
    return tuple(name for name in added if isinstance(name, str)) if isinstance(added, list) else ()


def _redirects(raw: Mapping[str, Any]) -> bool:
    return "NET_ADMIN" in _added(raw)


_NAMED = {
    Role.AMBASSADOR: gettext_noop("Its name, %(name)s, says that it carries connections for %(main)s."),
    Role.ADAPTER: gettext_noop("Its name, %(name)s, says that it shows %(main)s to others in another form."),
    Role.SIDECAR: gettext_noop("Its name, %(name)s, says that it helps %(main)s."),
}
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
_ANSWERS = gettext_noop("%(main)s asks it on localhost:%(port)d for a part of its work.")
_READS = gettext_noop("It reads %(here)s, which %(main)s writes as %(there)s.")
_FILLS = gettext_noop("It fills %(here)s, which %(main)s reads as %(there)s.")
_SHARES = gettext_noop("It works on %(here)s, which is %(there)s in %(main)s.")
_SAME_FILES = gettext_noop("It reads the same files as %(main)s: %(here)s here, %(there)s there.")
_SCRAPED = gettext_noop("The pod's annotations send Prometheus to its port %(port)s.")
_ONLY_METRICS = gettext_noop("All it offers is metrics.")
_MESH = gettext_noop(
    "It runs as the user whose traffic is not redirected: all traffic of %(main)s goes through it."
)
_TRACES = gettext_noop("It may trace the processes of %(main)s (SYS_PTRACE in a shared process namespace).")
_TERMINAL = gettext_noop("It holds a terminal open, to work from inside the pod.")
_NATIVE = gettext_noop("It is a native sidecar: it starts before %(main)s and stops after it.")
_SERIES = gettext_noop("It stands in a row with %(main)s: their names only count.")
_OWN_SERVER = gettext_noop("%(name)s is a server of its own beside %(main)s.")
_TAKES = gettext_noop(
    "The Service %(service)s sends its traffic here and not to %(main)s: it stands in front of it."
)
_SAME_IMAGE = gettext_noop("It runs the same image as %(main)s, as its equal.")
_OWN_SERVICE = gettext_noop("The Service %(service)s reaches it directly.")
_USUAL = gettext_noop(
    "Nothing in the text ties it to %(main)s; a second container most often helps the first."
)
