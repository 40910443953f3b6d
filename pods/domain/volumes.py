"""Volumes of a pod: how long their content lives, who mounts them where, and who may write (FACTS B)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pods.domain.manifest.views import Container, Mount, Pod, Volume


class Lifetime(StrEnum):
    """What the content of a volume lives as long as."""

    CONTAINER = "container"
    POD = "pod"
    NODE = "node"
    CLUSTER = "cluster"  # outlives the pod
    OBJECT = "object"  # content of an API object or an image, copied in


# FACTS B.1. What is not listed is storage outside the pod: it outlives it.
_LIFETIMES = {
    "emptyDir": Lifetime.POD,
    "ephemeral": Lifetime.POD,
    "gitRepo": Lifetime.POD,
    "csi": Lifetime.POD,
    "configMap": Lifetime.OBJECT,
    "secret": Lifetime.OBJECT,
    "downwardAPI": Lifetime.OBJECT,
    "projected": Lifetime.OBJECT,
    "image": Lifetime.OBJECT,
    "hostPath": Lifetime.NODE,
}
_ALWAYS_READ_ONLY = frozenset({"configMap", "secret", "downwardAPI", "projected", "image"})
# `readOnly` on these sources holds for every mount of the volume.
_READ_ONLY_BY_SOURCE = frozenset(
    {"persistentVolumeClaim", "csi", "nfs", "iscsi", "fc", "rbd", "cephfs", "glusterfs"}
)


@dataclass(frozen=True, slots=True)
class Use:
    """One mount of a volume. `read_only` is what holds in the container, whoever decided it."""

    container: Container
    mount: Mount
    read_only: bool


@dataclass(frozen=True, slots=True)
class VolumeUse:
    """A volume with everything known of it. `memory` is true for tmpfs-backed content."""

    volume: Volume
    lifetime: Lifetime
    memory: bool
    uses: tuple[Use, ...]


def lifetime(volume: Volume) -> Lifetime:
    """How long the volume's content lives (FACTS B.1)."""
    return _LIFETIMES.get(volume.source, Lifetime.CLUSTER)


def forced_read_only(volume: Volume) -> bool:
    """True when no container can write to it whatever its mount says (FACTS B.1, column RO)."""
    if volume.source in _ALWAYS_READ_ONLY:
        return True
    return volume.source in _READ_ONLY_BY_SOURCE and volume.spec.get("readOnly") is True


def in_memory(volume: Volume) -> bool:
    """True for an emptyDir on tmpfs (medium Memory)."""
    return volume.source == "emptyDir" and volume.spec.get("medium") == "Memory"


def uses(pod: Pod) -> tuple[VolumeUse, ...]:
    """Every volume in the order of the text, with its mounts in the order of the containers.

    Mounts of volumes that do not exist are not listed; the rule that reports them finds them itself.
    """
    return tuple(VolumeUse(v, lifetime(v), in_memory(v), _uses_of(pod, v)) for v in pod.volumes)


def _uses_of(pod: Pod, volume: Volume) -> tuple[Use, ...]:
    forced = forced_read_only(volume)
    return tuple(
        Use(container, mount, forced or mount.read_only)
        for container in pod.containers
        for mount in container.mounts
        if mount.volume == volume.name and pod.volume(mount.volume) is volume
    )
