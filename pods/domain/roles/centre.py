"""Signals for the container a pod is there for (FACTS I.4, main selection)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pods.domain.images import Job, vocabulary, words
from pods.domain.manifest.views import Container, ContainerKind
from pods.domain.messages import Message, gettext_noop, say
from pods.domain.roles.model import Role, Vote
from pods.domain.roles.scene import Scene, base_name, called
from pods.domain.roles.scripts import Work
from pods.domain.roles.traffic import manages

_DEFAULT = ("kubectl.kubernetes.io/default-container", "kubectl.kubernetes.io/default-logs-container")
_MAIN_WORDS = vocabulary("main app application primary")
_SERVING_WORDS = vocabulary(
    "server service manager controller operator api web backend frontend driver plugin master node"
)
# How much a known helper speaks against main: agents also run alone on nodes, exporters are always of something.
_HELPING = {Job.EXPORTER: -6, Job.HEALTH: -6, Job.RELOADER: -6, Job.LOGS: -4, Job.TELEMETRY: -4}
_EMPTY_WORDS = vocabulary("ctr container cont c pod")
_IDLE_WORK = frozenset({Work.IDLES, Work.FOLLOWS, Work.REWRITES, Work.FORWARDS, Work.RELOADS})


def votes_for_main(scene: Scene, container: Container) -> tuple[Vote, ...]:
    """All evidence for the container being the main one; what speaks against it has a negative weight."""
    return tuple(vote for signal in SIGNALS for vote in signal(scene, container))


def default_container(scene: Scene, container: Container) -> Iterator[Vote]:
    """The annotation that tells kubectl which container is meant when none is named."""
    if any(scene.pod.annotations.get(key) == container.name for key in _DEFAULT):
        yield _main(6, say(_BY_ANNOTATION))


def named_like_the_workload(scene: Scene, container: Container) -> Iterator[Vote]:
    """The name of the container, or of its image, is the workload's."""
    if container.name in scene.own_names:
        yield _main(4, say(_SAME_NAME, name=container.name))
    elif share := _share_of_name(scene, container.name):
        yield _main(1 + 2 * share, say(_NAME_WITHIN, name=container.name))
    image = base_name(container)
    if image and image in scene.own_names:
        yield _main(2, say(_SAME_IMAGE, image=image))
    elif share := _share_of_name(scene, image):
        yield _main(share, say(_SAME_IMAGE, image=image))


def named_as_main(scene: Scene, container: Container) -> Iterator[Vote]:
    """Names that people give to what a pod is about."""
    said = words(container.name)
    if not _MAIN_WORDS.isdisjoint(said) or any(word.endswith("app") for word in said):
        yield _main(3, say(_MAIN_NAME, name=container.name))
    elif said and said[-1] in _SERVING_WORDS:
        yield _main(1, say(_MAIN_NAME, name=container.name))


def reached_by_services(scene: Scene, container: Container) -> Iterator[Vote]:
    """Traffic from outside ends here."""
    hits = scene.services_at.get(container.path)
    if hits:
        yield _main(2, say(_SERVICE, service=hits[0].service, port=hits[0].port))


def stands_first(scene: Scene, container: Container) -> Iterator[Vote]:
    """The first of `containers` is what kubectl takes when nothing else is said."""
    if container.kind is ContainerKind.CONTAINER and container.index == 0:
        yield _main(0.75, say(_FIRST))


def is_looked_after(scene: Scene, container: Container) -> Iterator[Vote]:
    """Others work on it over localhost; it has probes, claims and the largest share of the pod."""
    calls = [call for call in scene.calls_to.get(container.path, ()) if call.caller.path in scene.known]
    if calls:
        if _speaks_fastcgi(container):
            yield _main(-2, say(_HELPER))
        managed = scene.known[calls[0].caller.path].helps or any(manages(call) for call in calls)
        yield _main(2 if managed else 0.25, say(_WORKED_ON, other=called(calls[0].caller)))
    if scene.listeners_of.get(container.path):
        yield _main(0.5, say(_LISTENS))
    probes = sum(key in container.raw for key in ("livenessProbe", "readinessProbe", "startupProbe"))
    if probes:
        yield _main(0.25 * probes, say(_PROBED))
    if any(
        scene.sources.get(volume) == "persistentVolumeClaim" for volume in scene.mounts_of[container.path]
    ):
        yield _main(0.5, say(_CLAIMS))
    if container is scene.largest:
        yield _main(0.75, say(_LARGEST))


def runs_an_application(scene: Scene, container: Container) -> Iterator[Vote]:
    """Servers and unknown images are what pods are made for; known helper images are not."""
    known = scene.known[container.path]
    job = known.job
    if job is Job.SERVER:
        yield _main(1, say(_SERVER, image=base_name(container)))
    elif job is Job.STORE:
        yield _main(-0.5, say(_STORE))
    elif known.image is None and not known.helps:
        yield _main(0.75, say(_OWN_PROGRAM))
    elif job is Job.PROXY and known.image is not None:
        yield from _proxy(scene, container)
    elif job is Job.SUPPORT:
        yield _main(-3, say(_HELPER))
    elif job is not None and known.helps:
        yield _main(_HELPING.get(job, -5) if known.image else -4, say(_HELPER))


def works_for_another(scene: Scene, container: Container) -> Iterator[Vote]:
    """Scripts that follow, forward or idle are not what a pod is for."""
    work = scene.doing[container.path]
    if work is not None and work.work in _IDLE_WORK:
        yield _main(-1.5, say(_HELPER))
    if container.kind is ContainerKind.SIDECAR:
        yield _main(-20, say(_HELPER))
    if container.raw.get("stdin") is True or container.raw.get("tty") is True:
        yield _main(-1, say(_HELPER))


SIGNALS: tuple[Callable[[Scene, Container], Iterator[Vote]], ...] = (
    default_container,
    named_like_the_workload,
    named_as_main,
    reached_by_services,
    stands_first,
    is_looked_after,
    runs_an_application,
    works_for_another,
)


def _proxy(scene: Scene, container: Container) -> Iterator[Vote]:
    """A proxy that passes on to another container fronts it; before PHP's own protocol it is the web server."""
    fronted = [
        call.callee for call in scene.calls_of.get(container.path, ()) if not _speaks_fastcgi(call.callee)
    ]
    if fronted:
        yield _main(-4, say(_HELPER))


def _speaks_fastcgi(container: Container) -> bool:
    return "fpm" in container.image[-60:] or "fpm" in words(container.name)


def _share_of_name(scene: Scene, name: str) -> float:
    """How much of one of the workload's names a name covers, when all its words are in there; else 0."""
    said = frozenset(words(name)) - _EMPTY_WORDS
    return max((len(said) / len(own) for own in scene.own_words if said and said <= own), default=0.0)


def _main(weight: float, because: Message) -> Vote:
    return Vote(Role.MAIN, weight, because)


_BY_ANNOTATION = gettext_noop("The annotation kubectl.kubernetes.io/default-container names it.")
_SAME_NAME = gettext_noop("It bears the name of the workload, %(name)s; the other containers help it.")
_NAME_WITHIN = gettext_noop("The workload's name holds its own, %(name)s.")
_SAME_IMAGE = gettext_noop("Its image, %(image)s, bears the name of the workload.")
_MAIN_NAME = gettext_noop("Its name, %(name)s, says that it is what the pod is there for.")
_SERVICE = gettext_noop("The Service %(service)s sends its traffic on port %(port)d here.")
_FIRST = gettext_noop("It is the first container, and nothing in the text says that it helps another.")
_WORKED_ON = gettext_noop("%(other)s works on it over localhost.")
_LISTENS = gettext_noop("It listens for requests.")
_STORE = gettext_noop("It keeps data, for others or for itself.")
_OWN_PROGRAM = gettext_noop("It runs a program of its own, not one that is known to help others.")
_PROBED = gettext_noop("Kubernetes watches it with probes.")
_CLAIMS = gettext_noop("It keeps the pod's lasting data.")
_LARGEST = gettext_noop("It gets the largest share of the pod's CPU and memory.")
_SERVER = gettext_noop("It is a server, %(image)s, and the other containers work beside it.")
_HELPER = gettext_noop("It is known as a helper of other programs, but it is what this pod runs.")
