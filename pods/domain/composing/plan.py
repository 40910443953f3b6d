"""What a pattern would add to a pod, with the names it gets there: everything decided, nothing done yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, repeat
from typing import Any

from patterns.catalogue.model import Pattern, Value, Variant
from patterns.catalogue.rendering import Fragment, Helper, Ready, first_name, fragment
from pods.domain.composing import naming, reuse
from pods.domain.composing.reuse import SharedVolume
from pods.domain.edits.naming import free_name
from pods.domain.edits.records import Named, Record
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Container, Pod
from pods.domain.messages import Message, gettext_noop, say

# Kinds of the API that stand in no namespace.
_CLUSTER = frozenset(
    (
        *("Namespace", "ClusterRole", "ClusterRoleBinding", "PersistentVolume", "StorageClass"),
        *("PriorityClass", "RuntimeClass", "CustomResourceDefinition", "IngressClass"),
    )
)


@dataclass(frozen=True, slots=True)
class Plan:
    """The fragment under its final names, and what was decided on the way."""

    fragment: Fragment
    volumes: tuple[dict[str, Any], ...]  # to be added
    objects: tuple[dict[str, Any], ...]  # to be added, with their namespace
    named: tuple[Named, ...]
    renamed: tuple[Message, ...]
    reused: tuple[Message, ...]


def plan(
    manifest: Manifest,
    pod: Pod,
    main: Container | None,
    pattern: Pattern,
    variant: Variant,
    values: Mapping[str, Value],
    asked: Sequence[str] = (),
) -> Plan:
    """Decide on names and on what is reused; `asked` are names for the helpers in their order, "" for a free one.

    Raises EditRefused where main has something else in the way, or such a name cannot be had.
    """
    plain, helpers = _named_helpers(pod, main, pattern, variant, values, asked)
    shared = {each.wished: each for each in reuse.shared_volumes(pod, main, plain)}
    named = [*_volumes(pod, plain, shared), *_objects(manifest, pod, plain)]
    names = {(each.kind, each.wished): each.name for each in named if each.kind != "Volume"}
    names |= {("Volume", each.wished): each.name for each in named if each.wished not in shared}
    names |= {("Container", wished): name for wished, name in helpers.items()}
    ports = _port_names(pod, plain)
    final = _final(plain, names, shared, ports)
    return Plan(
        fragment=final,
        volumes=tuple(v for v, each in zip(final.volumes, named, strict=False) if each.added),
        objects=tuple(_added_objects(pod, final, named)),
        named=tuple(named),
        renamed=tuple(_renames({w: n for w, n in helpers.items() if n not in asked}, named, ports)),
        reused=tuple(_reuses(named, shared)),
    )


def named_again(
    pod: Pod,
    main: Container | None,
    pattern: Pattern,
    variant: Variant,
    values: Mapping[str, Value],
    record: Record,
) -> Fragment:
    """The fragment of a variant under the names that a record says the pattern's things have."""
    rest = replace(pod, containers=tuple(c for c in pod.containers if c.name not in record.helpers))
    wished = ready(pod, main, record.helpers[0] if record.helpers else "")
    plain = fragment(pattern, variant, values, wished)
    reused = {each.wished for each in record.named if each.kind == "Volume" and not each.added}
    shared = (
        {s.wished: s for s in reuse.shared_volumes(rest, main, plain) if s.wished in reused} if reused else {}
    )
    names = {(each.kind, each.wished): each.name for each in record.named if each.wished not in shared}
    for found in plain.objects:
        names.setdefault((found["kind"], found["metadata"]["name"]), found["metadata"]["name"])
    for at, helper in enumerate(plain.helpers):
        own = record.helpers[at] if at < len(record.helpers) else helper.name
        names["Container", helper.name] = own
    return _final(plain, names, shared, _port_names(rest, plain))


def wished_names(
    pod: Pod,
    main: Container | None,
    pattern: Pattern,
    variant: Variant,
    values: Mapping[str, Value],
    record: Record,
) -> list[str]:
    """The names that the helpers of a variant wish for, where the first has the one that a record says."""
    wished = ready(pod, main, next(iter(record.helpers), ""))
    return [helper.name for helper in fragment(pattern, variant, values, wished).helpers]


def ready(pod: Pod, main: Container | None, name: str = "") -> Ready:
    """The ready-made names of a pod."""
    return Ready(pod.name or "app", main.name if main else "", name)


def _named_helpers(
    pod: Pod,
    main: Container | None,
    pattern: Pattern,
    variant: Variant,
    values: Mapping[str, Value],
    asked: Sequence[str],
) -> tuple[Fragment, dict[str, str]]:
    """The fragment, rendered with the first helper's final name, and the names of all helpers."""
    wished = ready(pod, main, "helper")
    for name in filter(None, asked):
        free_name(pod, name)
    taken = [*(container.name for container in pod.containers), *asked]
    first = next(iter(asked), "") or naming.free(first_name(pattern, variant, values, wished), taken)
    plain = fragment(pattern, variant, values, replace(wished, name=first))
    helpers: dict[str, str] = {}
    for helper, name in zip(plain.helpers, chain([first], asked[1:], repeat("")), strict=False):
        helpers[helper.name] = name or naming.free(helper.name, [*taken, *helpers.values()])
    return plain, helpers


def _volumes(pod: Pod, plain: Fragment, shared: Mapping[str, SharedVolume]) -> Iterator[Named]:
    taken = [volume.name for volume in pod.volumes]
    for volume in plain.volumes:
        wished = volume["name"]
        if wished in shared:
            yield Named(wished, shared[wished].mount.volume, False)
            continue
        name = naming.free(wished, taken)
        taken.append(name)
        yield Named(wished, name, True)


def _objects(manifest: Manifest, pod: Pod, plain: Fragment) -> Iterator[Named]:
    for wished in plain.objects:
        name, is_there = reuse.fitting_name(manifest, pod, wished)
        yield Named(wished["metadata"]["name"], name, not is_there, wished["kind"])


def _port_names(pod: Pod, plain: Fragment) -> dict[str, str]:
    """Names of the helpers' ports that another container uses: a Service would find the first of them only."""
    taken = {port.name for container in pod.containers for port in container.ports if port.name}
    renames: dict[str, str] = {}
    for helper in plain.helpers:
        for port in helper.fields.get("ports", []):
            wished = port.get("name")
            if wished in taken and wished not in renames:
                renames[wished] = naming.free(wished, {*taken, *renames.values()}, 15)
    return renames


def _final(
    plain: Fragment,
    names: naming.Renames,
    shared: Mapping[str, SharedVolume],
    ports: Mapping[str, str],
) -> Fragment:
    helpers = tuple(_helper(helper, names, shared, ports) for helper in plain.helpers)
    mounts = [m for m in plain.main.get("volumeMounts", []) if m.get("name") not in shared]
    main = {key: value for key, value in plain.main.items() if key != "volumeMounts"}
    return replace(
        plain,
        helpers=helpers,
        main=naming.renamed({**main, "volumeMounts": mounts} if mounts else main, names),
        spec=naming.renamed(plain.spec, names),
        volumes=tuple(_volume(volume, names) for volume in plain.volumes),
        objects=tuple(_object(found, names, ports) for found in plain.objects),
    )


def _helper(
    helper: Helper, names: naming.Renames, shared: Mapping[str, SharedVolume], ports: Mapping[str, str]
) -> Helper:
    fields = reuse.share(naming.renamed(helper.fields, names), shared)
    return replace(helper, fields=_with_ports({**fields, "name": names["Container", helper.name]}, ports))


def _volume(volume: dict[str, Any], names: naming.Renames) -> dict[str, Any]:
    name = names.get(("Volume", volume["name"]), volume["name"])
    return {**naming.renamed(volume, names), "name": name}


def _object(found: dict[str, Any], names: naming.Renames, ports: Mapping[str, str]) -> dict[str, Any]:
    metadata = {**found["metadata"], "name": names[found["kind"], found["metadata"]["name"]]}
    return {**_with_ports(naming.renamed(found, names), ports), "metadata": metadata}


def _with_ports(value: Any, ports: Mapping[str, str]) -> Any:
    """A container or Service whose ports have other names: in its list of ports, its probes and hooks."""
    if not ports or not isinstance(value, dict | list):
        return value
    if isinstance(value, list):
        return [_with_ports(item, ports) for item in value]
    is_port = "containerPort" in value
    return {
        key: ports.get(inner, inner)
        if isinstance(inner, str) and (key in ("port", "targetPort") or (is_port and key == "name"))
        else _with_ports(inner, ports)
        for key, inner in value.items()
    }


def _added_objects(pod: Pod, final: Fragment, named: list[Named]) -> Iterator[dict[str, Any]]:
    for found, each in zip(final.objects, named[len(final.volumes) :], strict=True):
        if each.added:
            yield _placed(pod, found)


def _placed(pod: Pod, found: dict[str, Any]) -> dict[str, Any]:
    """An object in the pod's namespace; accounts it binds are there, too."""
    if found["kind"] in _CLUSTER or not pod.namespace:
        return found
    metadata = {"name": found["metadata"]["name"], "namespace": pod.namespace}
    return {**found, "metadata": {**metadata, **found["metadata"]}}


def _renames(helpers: Mapping[str, str], named: list[Named], ports: Mapping[str, str]) -> Iterator[Message]:
    for wished, name in helpers.items():
        if wished != name:
            yield say(_CONTAINER, wished=wished, name=name)
    for each in named:
        if each.added and each.wished != each.name:
            yield say(_OTHER, kind=each.kind, wished=each.wished, name=each.name)
    for wished, name in ports.items():
        yield say(_PORT, wished=wished, name=name)


def _reuses(named: list[Named], shared: Mapping[str, SharedVolume]) -> Iterator[Message]:
    for each in named:
        if each.added:
            continue
        if each.kind == "Volume":
            yield say(_VOLUME, name=each.name, path=shared[each.wished].mount.mount_path)
        else:
            yield say(_SECRET if each.kind == "Secret" else _OBJECT, kind=each.kind, name=each.name)


_CONTAINER = gettext_noop("The helper is named %(name)s: there is a container named %(wished)s already.")
_OTHER = gettext_noop("The %(kind)s is named %(name)s: there is another one named %(wished)s.")
_PORT = gettext_noop("The helper's port is named %(name)s: another container has a port named %(wished)s.")
_VOLUME = gettext_noop("The volume %(name)s, which is mounted at %(path)s already, is shared.")
_OBJECT = gettext_noop("The %(kind)s %(name)s is there with the same content and serves as it is.")
_SECRET = gettext_noop("The Secret %(name)s is there and stays as it is.")
