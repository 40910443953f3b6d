"""A picture in sentences, for those who do not see it: what it shows, in the order it shows it."""

from __future__ import annotations

from collections.abc import Iterable

from pods.domain.diagram import words as w
from pods.domain.diagram.lanes import told
from pods.domain.facts import PodFacts
from pods.domain.manifest.views import Container, ContainerKind
from pods.domain.messages import Message, gettext_noop, say
from pods.domain.namespaces import Namespace, Scope
from pods.domain.roles import Assignment
from pods.domain.volumes import VolumeUse

SUMMARY = gettext_noop("Containers: %(containers)s. Volumes: %(volumes)s.")
NONE = say(gettext_noop("none"))
CONTAINER = gettext_noop("%(name)s (%(kind)s) is here as %(role)s. Image: %(image)s. Ports: %(ports)s.")
OWN_PROCESSES = gettext_noop("%(names)s: own processes, seen by no other container.")
JOINED_PROCESSES = gettext_noop("%(names)s see each other's processes.")
CLASH = gettext_noop("Port clash: %(port)s is claimed by %(owners)s, which share one network.")
VOLUME = gettext_noop("Volume %(name)s (%(source)s): %(lifetime)s.")
UNUSED = gettext_noop("Volume %(name)s (%(source)s): %(lifetime)s; no container mounts it.")
MANY = 40  # names in one list


def summary(facts: PodFacts) -> Message:
    """What is in the pod, in one line."""
    containers = _names(c.name for c in facts.pod.containers)
    volumes = _names(v.volume.name for v in facts.volumes)
    return say(SUMMARY, containers=containers or NONE, volumes=volumes or NONE)


def prose(facts: PodFacts) -> tuple[Message, ...]:
    """The whole picture."""
    return (
        summary(facts),
        *_sharing(facts),
        *(_container(a, facts) for a in facts.roles),
        *_traffic(facts),
        *(message for use in facts.volumes for message in _volume(use)),
    )


def _names(names: Iterable[str]) -> str:
    all_names = [name[:300] for name in names]
    shown = ", ".join(all_names[:MANY])
    return f"{shown}, … +{len(all_names) - MANY}" if len(all_names) > MANY else shown


def _sharing(facts: PodFacts) -> Iterable[Message]:
    for namespace in (Namespace.NETWORK, Namespace.IPC, Namespace.UTS):
        yield from (group.because for group in facts.sharing[namespace])
    own = []
    for group in facts.sharing[Namespace.PID]:
        if group.scope is not Scope.CONTAINER:
            yield group.because
        elif len(group.containers) > 1:
            yield say(JOINED_PROCESSES, names=_names(c.name for c in group.containers))
        else:
            own.append(group.containers[0].name)
    if own:
        yield say(OWN_PROCESSES, names=_names(own))


def _container(assignment: Assignment, facts: PodFacts) -> Message:
    container = assignment.container
    return say(
        CONTAINER,
        name=container.name[:300] or w.NO_NAME,
        kind=w.kind(container.kind, _step(container, facts)),
        role=w.ROLES[assignment.role],
        image=container.image[:300] or w.NO_IMAGE,
        ports=_names(w.port(p.number, p.protocol) for p in container.ports) or NONE,
    )


def _step(container: Container, facts: PodFacts) -> int | None:
    if container.kind is not ContainerKind.INIT:
        return None
    return 1 + [c.path for c in facts.pod.of_kind(ContainerKind.INIT)].index(container.path)


def _traffic(facts: PodFacts) -> Iterable[Message]:
    net = facts.network
    for clash in net.clashes:
        yield say(
            CLASH, port=w.port(clash.port, clash.protocol), owners=_names(c.name for c in clash.containers)
        )
    for call in net.calls:
        names = {"caller": call.caller.name[:300], "callee": call.callee.name[:300]}
        yield say(w.CALL_TIP, port=call.port, said=call.said[:300], **names)
    for hit in net.services:
        yield say(w.SERVICE_TIP, service=hit.service[:300], port=hit.port, target=hit.target[:300])
    for upstream in net.upstreams:
        yield say(w.UPSTREAM_TIP, container=upstream.container.name[:300], address=upstream.address[:300])


def _volume(use: VolumeUse) -> Iterable[Message]:
    volume = use.volume
    template = VOLUME if use.uses else UNUSED
    yield say(template, name=volume.name[:300], source=volume.source, lifetime=w.lives(use))
    yield from (told(u, volume.name) for u in use.uses)
