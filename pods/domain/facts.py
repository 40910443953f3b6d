"""Everything known of one pod, gathered once: what pictures, rules and pages are made from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pods.domain import namespaces, network, resources, roles, volumes
from pods.domain.manifest.views import Container, Object, Pod
from pods.domain.namespaces import Sharing
from pods.domain.network import Network
from pods.domain.resources import Resources
from pods.domain.roles import Assignment
from pods.domain.volumes import VolumeUse


@dataclass(frozen=True, slots=True)
class PodFacts:
    """One pod and the answers to the questions about it."""

    pod: Pod
    sharing: Sharing
    volumes: tuple[VolumeUse, ...]
    network: Network
    roles: tuple[Assignment, ...]  # in the order of `pod.containers`
    resources: Resources

    def role(self, container: Container) -> Assignment:
        """The role of one of the pod's containers."""
        return next(a for a in self.roles if a.container is container)


def gather(pod: Pod, objects: Iterable[Object]) -> PodFacts:
    """Ask every question about the pod; `objects` are all objects of its stream (Services tell who is reached)."""
    seen = tuple(objects)
    net = network.network(pod, seen)
    return PodFacts(
        pod=pod,
        sharing=namespaces.sharing(pod),
        volumes=volumes.uses(pod),
        network=net,
        roles=roles.assign(pod, net),
        resources=resources.effective(pod),
    )
