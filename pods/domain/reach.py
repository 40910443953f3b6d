"""What a container reaches of another one: ports, processes, memory, directories (FACTS A, B.3, E.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pods.domain import directories
from pods.domain.directories import Directory
from pods.domain.manifest.views import Container, Pod
from pods.domain.namespaces import Namespace, Sharing
from pods.domain.network import Network
from pods.domain.volumes import VolumeUse


@dataclass(frozen=True, slots=True)
class SharedDirectory:
    """A directory of one container that is one of the other's too: what one writes there, the other sees."""

    volume: str
    here: str  # absolute path in the one that reaches
    there: str  # the same directory in the other one
    here_read_only: bool
    there_read_only: bool


@dataclass(frozen=True, slots=True)
class Reach:
    """What `origin` reaches of `target`. `localhost` lists the target's ports, as "8080/TCP"."""

    origin: Container
    target: Container
    localhost: tuple[str, ...]
    processes: bool  # each sees and may signal the other's processes
    ipc: bool  # System V IPC, POSIX message queues and /dev/shm
    volumes: tuple[SharedDirectory, ...]


@dataclass(frozen=True, slots=True)
class Reachability:
    """The answer for every ordered pair, from tables of linear size; pairs are made on demand."""

    containers: tuple[Container, ...]
    _groups: Mapping[Namespace, Mapping[str, int]]  # number of the group by container path
    _ports: Mapping[str, tuple[str, ...]]
    _directories: Mapping[str, Mapping[str, Sequence[Directory]]]  # by container path, then by volume

    def between(self, origin: Container, target: Container) -> Reach:
        """What the one reaches of the other."""
        return Reach(
            origin=origin,
            target=target,
            localhost=self._ports.get(target.path, ())
            if self._together(Namespace.NETWORK, origin, target)
            else (),
            processes=self._together(Namespace.PID, origin, target),
            ipc=self._together(Namespace.IPC, origin, target),
            volumes=tuple(self._shared(origin, target)),
        )

    def __iter__(self) -> Iterator[Reach]:
        """Every ordered pair of containers that run side by side, in the order of the text."""
        for origin in self.containers:
            for target in self.containers:
                if origin is not target:
                    yield self.between(origin, target)

    def __len__(self) -> int:
        return len(self.containers) * (len(self.containers) - 1)

    def _together(self, namespace: Namespace, origin: Container, target: Container) -> bool:
        group = self._groups[namespace]
        return group[origin.path] == group[target.path]

    def _shared(self, origin: Container, target: Container) -> Iterator[SharedDirectory]:
        theirs = self._directories[target.path]
        for volume, own in self._directories[origin.path].items():
            for here in own:
                for there in theirs.get(volume, ()):
                    found = directories.common(here, there)
                    if found is not None:
                        yield SharedDirectory(volume, *found, here.read_only, there.read_only)


def reach(pod: Pod, sharing: Sharing, volumes: Sequence[VolumeUse], network: Network) -> Reachability:
    """Who reaches what of whom. Init steps are left out: none ever runs beside the others (FACTS C.1)."""
    asked = (Namespace.NETWORK, Namespace.PID, Namespace.IPC)
    return Reachability(
        containers=tuple(c for c in pod.containers if c.runs_with_the_pod),
        _groups={namespace: _numbers(sharing, namespace) for namespace in asked},
        _ports=_ports(network),
        _directories=directories.by_container(pod, volumes),
    )


def _numbers(sharing: Sharing, namespace: Namespace) -> dict[str, int]:
    return {c.path: number for number, group in enumerate(sharing[namespace]) for c in group.containers}


def _ports(network: Network) -> dict[str, tuple[str, ...]]:
    ports: dict[str, dict[str, None]] = {}
    for listener in network.listeners:
        ports.setdefault(listener.container.path, {})[f"{listener.port}/{listener.protocol}"] = None
    return {path: tuple(listed) for path, listed in ports.items()}
