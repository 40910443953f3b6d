"""What a container does beside the main one: all signals, and those that need no others (FACTS I.3, I.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pods.domain.images import Job
from pods.domain.manifest.views import Container, ContainerKind
from pods.domain.messages import gettext_noop, say
from pods.domain.roles import naming, traffic, work
from pods.domain.roles.model import Role, Vote
from pods.domain.roles.scene import Scene, called

Signal = Callable[[Scene, Container, Container], Iterator[Vote]]

_SERVERS = {Job.STORE: 2.5, Job.SERVER: 2.0}  # how much the job says for standing on its own


def runs_as_native_sidecar(scene: Scene, main: Container, container: Container) -> Iterator[Vote]:
    """The pod starts it before the main container and stops it after."""
    if container.kind is ContainerKind.SIDECAR:
        yield Vote(Role.SIDECAR, 1, say(_NATIVE, main=called(main)))


def stands_for_itself(scene: Scene, main: Container, container: Container) -> Iterator[Vote]:
    """A server, or another instance of the same program, with no part in the main one's work."""
    if container.kind is ContainerKind.SIDECAR:
        return
    if naming.is_in_series(main, container):
        yield Vote(Role.CO_LOCATED, 5, say(_SERIES, main=called(main)))
    elif naming.is_partner(container.name, scene.last_words):
        yield Vote(Role.CO_LOCATED, 3, say(_PARTNER))
    job = scene.job(container)
    if job in _SERVERS:
        yield Vote(
            Role.CO_LOCATED, _SERVERS[job], say(_OWN_SERVER, name=called(container), main=called(main))
        )
    if container.image and container.image == main.image:
        yield Vote(Role.CO_LOCATED, 1.5, say(_SAME_IMAGE, main=called(main)))
    if scene.services_at.get(container.path) and scene.services_at.get(main.path):
        yield Vote(
            Role.CO_LOCATED, 1, say(_OWN_SERVICE, service=scene.services_at[container.path][0].service)
        )


def usually_helps(scene: Scene, main: Container, container: Container) -> Iterator[Vote]:
    """What most second containers are; decides where nothing else does."""
    yield Vote(Role.SIDECAR, 0.75, say(_USUAL, main=called(main)))


SIGNALS: tuple[Signal, ...] = (
    naming.known_product,
    naming.named_for_a_part,
    traffic.calls_main,
    traffic.called_by_main,
    traffic.stands_at_the_door,
    traffic.calls_another,
    work.shares_files,
    work.works_by_script,
    traffic.exposes_metrics,
    traffic.takes_over_the_network,
    work.watches_processes,
    runs_as_native_sidecar,
    stands_for_itself,
    traffic.takes_its_traffic,
    usually_helps,
)
_NATIVE = gettext_noop("It is a native sidecar: it starts before %(main)s and stops after it.")
_SERIES = gettext_noop("It stands in a row with %(main)s: their names only count.")
_PARTNER = gettext_noop("It is one half of a pair of equals, told by their names.")
_OWN_SERVER = gettext_noop("%(name)s is a server of its own beside %(main)s.")
_SAME_IMAGE = gettext_noop("It runs the same image as %(main)s, as its equal.")
_OWN_SERVICE = gettext_noop("The Service %(service)s reaches it directly.")
_USUAL = gettext_noop(
    "Nothing in the text ties it to %(main)s; a second container most often helps the first."
)
