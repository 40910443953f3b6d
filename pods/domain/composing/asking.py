"""What a pattern is asked for: values for its parameters from the user, the manifest and its defaults; its variant."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from patterns.catalogue import values
from patterns.catalogue.model import Parameter, Pattern, Source, Value, Variant
from patterns.catalogue.problems import Problem, Unsound
from patterns.catalogue.rendering import Fragment, Ready, fragment
from pods.domain.composing.reuse import writable
from pods.domain.edits.refusal import EditRefused
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Container, ContainerKind, Pod
from pods.domain.messages import Message, gettext_noop, say
from pods.domain.network import Listener, network
from pods.domain.network.settings import same_namespace

_OBJECTS = {Source.SECRETS: "Secret", Source.CONFIG_MAPS: "ConfigMap", Source.SERVICES: "Service"}
# Of these many have nothing to do with the pattern: one becomes the default if its name says so.
_ALIKE = (Source.MOUNTS, Source.VOLUMES, Source.SECRETS, Source.CONFIG_MAPS)
_WORD = re.compile(r"[a-z]+")
_COMMON = {
    *("var", "app", "etc", "usr", "opt", "lib", "run", "srv", "mnt"),
    *("secret", "config", "map", "directory", "path"),
}
_LAST_PORT = 65535
_NOTHING: Mapping[str, object] = {}


class ValuesRefused(EditRefused):
    """Values that do not fit; `problems` has a sentence for each parameter that is wrong, by its name."""

    def __init__(self, problems: Mapping[str, Message]) -> None:
        name, problem = next(iter(problems.items()))
        super().__init__(say(_PARAMETER, name=name, problem=problem))
        self.problems = problems


def suggestions(
    manifest: Manifest, pod: Pod, main: Container | None, parameter: Parameter
) -> tuple[str | int, ...]:
    """What the manifest offers for a parameter, as far as its type takes it, in the order of the text."""
    found = dict.fromkeys(_offered(manifest, pod, main, parameter.suggested))
    return tuple(value for value in found if _fits(parameter, value))


def defaults(
    manifest: Manifest,
    pod: Pod,
    main: Container | None,
    pattern: Pattern,
    given: Mapping[str, object] = _NOTHING,
) -> dict[str, Value]:
    """What each parameter is unless the user says otherwise: the manifest's first offer, else the entry's default; a
    port to listen on is the first free one from there, beside those `given`."""
    taken = {*taken_ports(manifest, pod), *_given_ports(pattern, given)}
    settled: dict[str, Value] = {}
    for parameter in pattern.parameters:
        value: Value = parameter.default
        if not parameter.optional and not parameter.listens:
            value = best(parameter, suggestions(manifest, pod, main, parameter))
        elif parameter.listens and isinstance(value, int) and parameter.name not in given:
            value = _free_port(value, taken)
            taken.add(value)
        settled[parameter.name] = value
    return settled


def settle(
    manifest: Manifest, pod: Pod, main: Container | None, pattern: Pattern, given: Mapping[str, object]
) -> dict[str, Value]:
    """A sound value for every parameter; a port said by the user has to be free. Raises ValuesRefused."""
    try:
        settled = values.settle(pattern, given, defaults(manifest, pod, main, pattern, given))
    except Unsound as unsound:
        raise ValuesRefused({p.path: message(p) for p in unsound.problems}) from None
    clashes = dict(_clashes(pattern, settled, taken_ports(manifest, pod)))
    if clashes:
        raise ValuesRefused(clashes)
    return settled


def _clashes(
    pattern: Pattern, settled: Mapping[str, Value], taken: Mapping[int, str]
) -> Iterator[tuple[str, Message]]:
    """Ports to listen on that are not free."""
    listening: dict[Value, str] = {}
    for parameter in pattern.parameters:
        port = settled[parameter.name]
        if not parameter.listens or not isinstance(port, int):
            continue
        if port in taken:
            yield parameter.name, say(_TAKEN, port=port, name=taken[port])
        elif port in listening:
            yield parameter.name, say(_TWICE, port=port, name=listening[port])
        listening[port] = parameter.name


def _given_ports(pattern: Pattern, given: Mapping[str, object]) -> Iterator[int]:
    for parameter in pattern.parameters:
        text = str(given.get(parameter.name, "")) if parameter.listens else ""
        if text.isascii() and text.isdigit() and len(text) <= 5:
            yield int(text)


def best(parameter: Parameter, offers: tuple[str | int, ...]) -> Value:
    """The entry's default where it is offered or nothing is; else the first offer that could be meant."""
    default = parameter.default
    if default is None or not offers:
        return next(iter(offers), default)
    if default in offers or parameter.suggested not in _ALIKE:
        return default if default in offers else offers[0]
    words = {*_words(str(default)), *_words(parameter.name)}
    return next((offer for offer in offers if words & _words(str(offer))), default)


def taken_ports(manifest: Manifest, pod: Pod) -> dict[int, str]:
    """The ports that a container of the pod listens on, and which one it is."""
    heard: tuple[Listener, ...] = network(pod, manifest.objects).listeners
    return {each.port: each.container.name for each in heard if each.container.runs_with_the_pod}


def variants_for(pattern: Pattern, minor: int) -> tuple[Variant, ...]:
    """The variants that a version of Kubernetes (its minor number) allows."""
    return tuple(variant for variant in pattern.variants if variant.since <= minor)


def variant_for(
    pattern: Pattern, wanted: str, minor: int, pod: Pod | None, settled: Mapping[str, Value]
) -> Variant:
    """The variant of the id `wanted`; where that is "", the first that the version allows, in a pod that has to end the
    first of them that does not hold it up (FACTS C.8).

    Raises EditRefused when there is no such variant, or the version is too old.
    """
    if wanted:
        return chosen_variant(pattern, wanted, minor)
    allowed = variants_for(pattern, minor)
    if not allowed:
        raise EditRefused(say(_TOO_OLD, pattern=pattern.id, since=f"1.{pattern.since}", version=f"1.{minor}"))
    if pod is not None and ends(pod):
        fitting = (v for v in allowed if not holds_up(sketch(pattern, v, settled)))
        return next(fitting, allowed[0])
    return allowed[0]


def chosen_variant(pattern: Pattern, id: str, minor: int) -> Variant:
    """The variant the user asked for. Raises EditRefused when there is none, or the version is too old for it."""
    variant = pattern.variant(id)
    if variant is None:
        raise EditRefused(
            say(_NO_VARIANT, variant=id[:60], variants=", ".join(v.id for v in pattern.variants))
        )
    if variant.since > minor:
        since = f"1.{variant.since}"
        raise EditRefused(say(_VARIANT_TOO_OLD, variant=variant.id, since=since, version=f"1.{minor}"))
    return variant


def sketch(pattern: Pattern, variant: Variant, settled: Mapping[str, Value]) -> Fragment:
    """What a variant adds, whatever its pod is called."""
    return fragment(pattern, variant, settled, Ready("app", "app", "helper"))


def ends(pod: Pod) -> bool:
    """True for a pod that is over when its containers are: those of Jobs, and others that are not restarted."""
    return pod.spec.get("restartPolicy") in ("Never", "OnFailure")


def holds_up(plain: Fragment) -> bool:
    """True when a helper runs beside the app as a container: such a pod ends only when the helper does."""
    return any(helper.place == "container" for helper in plain.helpers)


def message(problem: Problem) -> Message:
    """A problem of the catalogue as a sentence of the domain."""
    return say(problem.template, **problem.values)


def _offered(
    manifest: Manifest, pod: Pod, main: Container | None, source: Source | None
) -> Iterator[str | int]:
    if source is Source.CONTAINERS:
        yield from (c.name for c in pod.of_kind(ContainerKind.CONTAINER, ContainerKind.SIDECAR))
    elif source is Source.VOLUMES:
        yield from (volume.name for volume in pod.volumes)
    elif source is Source.PORTS and main is not None:
        yield from (port.number for port in main.ports)
    elif source is Source.MOUNTS and main is not None:
        yield from (mount.mount_path for mount in main.mounts if writable(pod, mount))
    elif source in _OBJECTS:
        kind = _OBJECTS[source]
        yield from (o.name for o in manifest.objects if o.kind == kind and same_namespace(pod, o))


def _words(text: str) -> set[str]:
    """The words of a name or path, the plural as the singular; short and common ones do not count."""
    found = {word.removesuffix("s") for word in _WORD.findall(text.lower())}
    return {word for word in found if len(word) > 2} - _COMMON


def _fits(parameter: Parameter, value: Any) -> bool:
    try:
        return bool(values.parse(parameter, value))
    except Unsound:
        return False


def _free_port(wished: int, taken: Collection[int]) -> int:
    ports = (*range(wished, _LAST_PORT + 1), *range(wished - 1, 1023, -1))
    return next((port for port in ports if port not in taken), wished)


_PARAMETER = gettext_noop("%(name)s: %(problem)s")
_TAKEN = gettext_noop("%(name)s listens on port %(port)d already; choose another one or leave it out.")
_TWICE = gettext_noop("Port %(port)d is asked for twice, here and as %(name)s.")
_TOO_OLD = gettext_noop("%(pattern)s needs Kubernetes %(since)s; this is for %(version)s.")
_NO_VARIANT = gettext_noop("There is no variant “%(variant)s”; there is %(variants)s.")
_VARIANT_TOO_OLD = gettext_noop(
    "The variant %(variant)s needs Kubernetes %(since)s; this is for %(version)s."
)
