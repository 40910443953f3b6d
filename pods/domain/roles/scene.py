"""The pod as the signals look at it: everything they ask, looked up once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from pods.domain.images import Job, Product, product_named, repository, words
from pods.domain.manifest.views import Container, ContainerKind, Mount, Pod
from pods.domain.network import Listener, LocalCall, Network, ServiceHit
from pods.domain.network.programs import product_run
from pods.domain.quantities import Quantity, from_json
from pods.domain.roles.scripts import Doing, doing
from pods.domain.volumes import forced_read_only

# Jobs that say nothing of the part a container plays: what it serves, or runs, is decided elsewhere.
_OPEN_JOBS = frozenset({Job.SERVER, Job.SHELL, Job.STORE, Job.PROXY})
_APP_LABELS = (
    "app",
    "app.kubernetes.io/name",
    "app.kubernetes.io/component",
    "k8s-app",
    "name",
    "component",
    "role",
)
T = TypeVar("T")
_PROGRAM_SUFFIXES = (".sh", ".py", ".js", ".exe")


@dataclass(frozen=True, slots=True)
class Known:
    """What a container's image, name and program are known for. `job` is the most telling of the three."""

    image: Product | None
    name: Product | None
    program: Product | None

    @property
    def job(self) -> Job | None:
        """The first that says something, the image before the name before the program."""
        products = [product for product in (self.image, self.name, self.program) if product]
        telling = (product.job for product in products if product.job not in _OPEN_JOBS)
        return next(telling, products[0].job if products else None)

    @property
    def title(self) -> str:
        """The name of the product that tells the job."""
        products = (product for product in (self.image, self.name, self.program) if product)
        return next((product.name for product in products if product.job is self.job), "")

    @property
    def helps(self) -> bool:
        """True when it is known for helping other programs."""
        return self.job is not None and self.job not in _OPEN_JOBS


@dataclass(frozen=True)
class Scene:
    """A pod with its network, and indexes over both."""

    pod: Pod
    net: Network

    @cached_property
    def running(self) -> tuple[Container, ...]:
        """The containers that run side by side; debugging ones that were added later do not count."""
        return self.pod.of_kind(ContainerKind.SIDECAR, ContainerKind.CONTAINER)

    @cached_property
    def known(self) -> Mapping[str, Known]:
        """By the container's path."""
        return {c.path: Known(product_run(c), product_named(c.name), _program(c)) for c in self.running}

    @cached_property
    def calls_of(self) -> Mapping[str, list[LocalCall]]:
        """By the caller's path."""
        return _grouped((call.caller.path, call) for call in self.net.calls)

    @cached_property
    def calls_to(self) -> Mapping[str, list[LocalCall]]:
        """By the path of the one called."""
        return _grouped((call.callee.path, call) for call in self.net.calls)

    @cached_property
    def listeners_of(self) -> Mapping[str, list[Listener]]:
        """By the container's path."""
        return _grouped((listener.container.path, listener) for listener in self.net.listeners)

    @cached_property
    def services_at(self) -> Mapping[str, list[ServiceHit]]:
        """Service ports by the path of the container they end at."""
        return _grouped((c.path, hit) for hit in self.net.services for c in hit.containers)

    @cached_property
    def upstream_of(self) -> Mapping[str, str]:
        """The first address outside the pod that a container carries to, by its path."""
        return {upstream.container.path: upstream.address for upstream in reversed(self.net.upstreams)}

    @cached_property
    def own_names(self) -> frozenset[str]:
        """What the workload calls itself: its name and the labels that name an application."""
        labels = (self.pod.labels.get(key, "") for key in _APP_LABELS)
        return frozenset(filter(None, (self.pod.name, *labels)))

    @cached_property
    def own_words(self) -> tuple[frozenset[str], ...]:
        """The words of each of those names."""
        return tuple(frozenset(words(name)) for name in self.own_names)

    @cached_property
    def last_words(self) -> frozenset[str]:
        """The last word of each name: what the containers call what they are."""
        return frozenset(word for container in self.running for word in words(container.name)[-1:])

    @cached_property
    def doing(self) -> Mapping[str, Doing | None]:
        """What the containers' scripts do, by path."""
        return {container.path: doing(container) for container in self.running}

    @cached_property
    def mounts_of(self) -> Mapping[str, Mapping[str, Mount]]:
        """By the container's path, its mounts by volume; of several the first."""
        return {c.path: {m.volume: m for m in reversed(c.mounts)} for c in self.running}

    @cached_property
    def sources(self) -> Mapping[str, str]:
        """What each volume is made of, by its name."""
        return {volume.name: volume.source for volume in self.pod.volumes}

    @cached_property
    def unwritable(self) -> frozenset[str]:
        """Volumes that nobody can write to."""
        return frozenset(volume.name for volume in self.pod.volumes if forced_read_only(volume))

    @cached_property
    def largest(self) -> Container | None:
        """The container with clearly the largest requests (or limits), as far as they say any."""
        sizes = sorted(((size(c), -i) for i, c in enumerate(self.running)), reverse=True)
        if len(sizes) < 2 or sizes[0][0] <= 1.5 * sizes[1][0]:
            return None
        return self.running[-sizes[0][1]]

    def job(self, container: Container) -> Job | None:
        """What a running container is known for."""
        return self.known[container.path].job


def size(container: Container) -> float:
    """A rough size to compare containers of one pod by: MiB of memory plus hundredths of a CPU; 0 when not said."""
    resources = container.raw.get("resources")
    for part in ("requests", "limits"):
        amounts = resources.get(part) if isinstance(resources, Mapping) else None
        if isinstance(amounts, Mapping):
            return _amount(amounts.get("memory")) / 2**20 + _amount(amounts.get("cpu")) * 100
    return 0.0


def _amount(value: object) -> float:
    quantity = from_json(value)
    return quantity.nano / 10**9 if isinstance(quantity, Quantity) else 0.0


def added_capabilities(raw: Mapping[str, Any]) -> tuple[str, ...]:
    """The capabilities a container adds."""
    context = raw.get("securityContext")
    capabilities = context.get("capabilities") if isinstance(context, Mapping) else None
    added = capabilities.get("add") if isinstance(capabilities, Mapping) else None
    return tuple(name for name in added if isinstance(name, str)) if isinstance(added, list) else ()


def called(container: Container) -> str:
    """What to call a container in a sentence: its name, or something in its place while it has none."""
    return container.name or base_name(container) or f"#{container.index + 1}"


def base_name(container: Container) -> str:
    """The last part of the image's repository path."""
    return repository(container.image).rpartition("/")[2]


def _program(container: Container) -> Product | None:
    """What the first words of command and args are known for: `/bin/prometheus-config-reloader`, `fluent-bit`."""
    firsts = [words_[0] for words_ in (container.command, container.args) if words_]
    names = [
        first.rpartition("/")[2]
        for first in firsts
        if first and not first.startswith("-") and " " not in first
    ]
    for suffix in _PROGRAM_SUFFIXES:
        names = [name.removesuffix(suffix) for name in names]
    found = (product_named(name) for name in names if name)
    return next((product for product in found if product and product.job not in _OPEN_JOBS), None)


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    groups: dict[str, list[T]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups
