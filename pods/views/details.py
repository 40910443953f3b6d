"""What the inspector says of the container or volume that is selected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pods.domain import reach
from pods.domain.edits.object_users import User, users
from pods.domain.facts import PodFacts
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Container, Object
from pods.domain.messages import Message, gettext_noop, say
from pods.domain.namespaces import Group, Namespace, Scope
from pods.domain.reach import Reach
from pods.domain.roles import Assignment, Role, role_overrides
from pods.domain.volumes import Use, VolumeUse
from pods.forms.volumes import SOURCES

MOST = 40  # neighbours listed; beyond that the list says how many more there are


@dataclass(frozen=True, slots=True)
class Membership:
    """The group of one namespace that the container is in."""

    label: Message
    group: Group
    others: tuple[Container, ...]

    @property
    def with_node(self) -> bool:
        """It is the node's."""
        return self.group.scope is Scope.NODE

    @property
    def names(self) -> str:
        """Whom it shares with."""
        return ", ".join(c.name for c in self.others[:MOST])

    @property
    def with_all(self) -> bool:
        """Every container of the pod is in it."""
        return self.group.scope is Scope.POD


@dataclass(frozen=True, slots=True)
class ContainerDetails:
    """A container, the part it plays, what it shares and whom it reaches."""

    assignment: Assignment
    choices: Sequence[Role]  # the roles it can be given
    chosen: Role | None  # the role its user gave it
    memberships: Sequence[Membership]
    mounts: Sequence[tuple[VolumeUse, Use]]
    reach: Sequence[Reach]
    more_reach: int
    is_container = True
    is_object = False


@dataclass(frozen=True, slots=True)
class VolumeDetails:
    """A volume and who mounts it where."""

    use: VolumeUse
    is_container = False
    is_object = False

    @property
    def fields(self) -> Sequence[tuple[str, object]]:
        """What its source says. A template cannot ask for `items` itself: a source may have a field of that name."""
        return tuple(self.use.volume.spec.items())

    @property
    def has_form(self) -> bool:
        """Its source has a form, which says the same."""
        return self.use.volume.source in dict(SOURCES)


@dataclass(frozen=True, slots=True)
class ObjectDetails:
    """Another object of the stream, and what refers to it."""

    of: Object
    users: Sequence[User]
    is_container = False
    is_object = True

    @property
    def is_secret(self) -> bool:
        """What it holds is for few."""
        return self.of.kind == "Secret"


Details = ContainerDetails | VolumeDetails | ObjectDetails


def object_details(manifest: Manifest, of: Object) -> ObjectDetails:
    """What there is to say of an object beside the pod."""
    return ObjectDetails(of, users(manifest, of))


def details(facts: PodFacts, of: Assignment | VolumeUse) -> Details:
    """What there is to say of a container or a volume of the pod."""
    if isinstance(of, VolumeUse):
        return VolumeDetails(of)
    container = of.container
    others = _reach(facts, container)
    return ContainerDetails(
        assignment=of,
        choices=[role for role in Role if role is not Role.INIT] if container.runs_with_the_pod else [],
        chosen=role_overrides(facts.pod).roles.get(container.name),
        memberships=[_membership(facts, namespace, container) for namespace in Namespace],
        mounts=[(v, use) for v in facts.volumes for use in v.uses if use.container is container],
        reach=others[:MOST],
        more_reach=max(0, len(others) - MOST),
    )


def _membership(facts: PodFacts, namespace: Namespace, container: Container) -> Membership:
    group = next(g for g in facts.sharing[namespace] if any(c is container for c in g.containers))
    return Membership(_NAMESPACES[namespace], group, tuple(c for c in group.containers if c is not container))


def _reach(facts: PodFacts, container: Container) -> list[Reach]:
    """Empty for an init step: nothing runs beside it."""
    table = reach.reach(facts.pod, facts.sharing, facts.volumes, facts.network)
    if not container.runs_with_the_pod:
        return []
    return [table.between(container, other) for other in table.containers if other is not container]


_NAMESPACES = {
    Namespace.NETWORK: say(gettext_noop("Network")),
    Namespace.IPC: say(gettext_noop("IPC")),
    Namespace.UTS: say(gettext_noop("Host name")),
    Namespace.PID: say(gettext_noop("Processes")),
    Namespace.MOUNT: say(gettext_noop("Files")),
}
