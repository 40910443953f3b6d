"""What refers to an object beside the pod: volumes, variables, other objects (FACTS E.2, G.1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pods.domain.edits.name_places import name_places
from pods.domain.edits.refusal import EditRefused
from pods.domain.edits.removals import remove_document, take_out
from pods.domain.edits.volumes import remove_volume
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Container, Object, Pod, Volume
from pods.domain.messages import Message, gettext_noop, say
from pods.domain.names import shown
from pods.domain.network.settings import same_namespace

__all__ = ["User", "key_places", "remove_object", "users"]

# How a variable, a source of variables and a volume name the objects of a kind; the last with the field of the name.
_VARIABLE = {"ConfigMap": "configMapKeyRef", "Secret": "secretKeyRef"}
_VARIABLES = {"ConfigMap": "configMapRef", "Secret": "secretRef"}
_SOURCE = {
    "ConfigMap": ("configMap", "name"),
    "Secret": ("secret", "secretName"),
    "PersistentVolumeClaim": ("persistentVolumeClaim", "claimName"),
}


@dataclass(frozen=True, slots=True)
class User:
    """A place that refers to the object; `whole` is what goes when it is taken along, None where nothing can."""

    document: int
    whole: str | None
    message: Message
    volume: str = ""  # the name of the volume that goes, with its mounts
    pod: str = ""  # the path of the pod that has it


def users(manifest: Manifest, of: Object) -> tuple[User, ...]:
    """Every place of the stream that names the object."""
    found = [user for pod in _pods(manifest, of) for user in _in_pod(pod, of)]
    return (*found, *_others(manifest, of, found))


def remove_object(manifest: Manifest, of: Object, *, along: bool = False) -> Manifest:
    """Take an object out of the stream; `along` takes the volumes and variables that come from it, too.

    Raises EditRefused.
    """
    if any((pod.document, pod.item) == (of.document, of.item) for pod in manifest.pods):
        raise EditRefused(say(_HOLDS_A_POD))
    for user in reversed(users(manifest, of)) if along else ():
        if user.volume:
            pod = next(p for p in manifest.pods if (p.document, p.path) == (user.document, user.pod))
            manifest = remove_volume(manifest, pod, user.volume, along=True)
        elif user.whole is not None:
            manifest = take_out(manifest, user.document, user.whole)
    if of.item is None:
        return remove_document(manifest, of.document)
    return take_out(manifest, of.document, of.path)


def key_places(manifest: Manifest, of: Object, key: str) -> Iterator[tuple[int, str]]:
    """The documents and paths whose value is a key of a ConfigMap or Secret."""
    for pod in _pods(manifest, of):
        for container in pod.containers:
            for variable in container.env:
                ref = f"{variable.path}.valueFrom.{_VARIABLE[of.kind]}"
                if _says(variable.value_from, _VARIABLE[of.kind], of.name, key):
                    yield pod.document, f"{ref}.key"
        for volume in pod.volumes:
            yield from ((pod.document, at) for at in _key_items(volume, of, key))
            yield from ((pod.document, at) for at in _sub_paths(pod, volume, of, key))


def _pods(manifest: Manifest, of: Object) -> list[Pod]:
    return [pod for pod in manifest.pods if same_namespace(pod, of)] if of.name else []


def _in_pod(pod: Pod, of: Object) -> Iterator[User]:
    if of.kind in _SOURCE:
        for volume in pod.volumes:
            if any(ref.get(_name(of, at)) == of.name for at, ref in _sources(volume, of)):
                message = say(_VOLUME, volume=shown(volume.name), pod=shown(pod.name))
                yield User(pod.document, volume.path, message, volume.name, pod.path)
    if of.kind in _VARIABLE:
        for container in pod.containers:
            yield from _in_container(pod, container, of)


def _in_container(pod: Pod, container: Container, of: Object) -> Iterator[User]:
    for variable in container.env:
        if paths.value_at(variable.value_from, f"{_VARIABLE[of.kind]}.name") == of.name:
            message = say(_IN_VARIABLE, variable=shown(variable.name), container=shown(container.name))
            yield User(pod.document, variable.path, message)
    entries = container.raw.get("envFrom")
    for index, entry in enumerate(entries if isinstance(entries, list) else []):
        if paths.value_at(entry, f"{_VARIABLES[of.kind]}.name") == of.name:
            at = paths.join(paths.join(container.path, "envFrom"), index)
            yield User(pod.document, at, say(_IN_VARIABLES, container=shown(container.name)))


def _sources(volume: Volume, of: Object) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Where a volume takes files from objects of the kind: the path of each source, and what it says."""
    source, _ = _SOURCE[of.kind]
    at = paths.join(volume.path, volume.source)
    if volume.source == source:
        yield at, volume.spec
    inner = volume.spec.get("sources") if volume.source == "projected" else None
    for index, entry in enumerate(inner if isinstance(inner, list) else []):
        found = entry.get(source) if isinstance(entry, Mapping) else None
        if isinstance(found, Mapping):
            yield f"{paths.join(paths.join(at, 'sources'), index)}.{source}", found


def _name(of: Object, at: str) -> str:
    """The field that names the object in a source at that path; projected ones say `name` for all kinds."""
    return "name" if "sources" in paths.steps(at) else _SOURCE[of.kind][1]


def _key_items(volume: Volume, of: Object, key: str) -> Iterator[str]:
    for at, ref in _sources(volume, of):
        items = ref.get("items")
        for index, item in enumerate(items if isinstance(items, list) else []):
            if ref.get(_name(of, at)) == of.name and paths.value_at(item, "key") == key:
                yield f"{paths.join(paths.join(at, 'items'), index)}.key"


def _sub_paths(pod: Pod, volume: Volume, of: Object, key: str) -> Iterator[str]:
    """Mounts of the key's file alone, which bears the key's name where no items give it another."""
    whole = [ref for at, ref in _sources(volume, of) if ref.get(_name(of, at)) == of.name]
    if volume.source == "projected" or not whole or whole[0].get("items"):
        return
    for container in pod.containers:
        for mount in container.mounts:
            if mount.volume == volume.name and mount.sub_path == key:
                yield paths.join(mount.path, "subPath")


def _says(ref: Any, field: str, name: str, key: str) -> bool:
    return bool(paths.value_at(ref, f"{field}.name") == name and paths.value_at(ref, f"{field}.key") == key)


def _others(manifest: Manifest, of: Object, known: Sequence[User]) -> Iterator[User]:
    """The objects that name it in other places than those that are known, each once."""
    seen: set[tuple[int, str]] = set()
    for document, path in name_places(manifest, of):
        if any(user.document == document and path.startswith(f"{user.whole}.") for user in known):
            continue
        holder = next(o for o in manifest.objects if o.document == document and _holds(o.path, path))
        if (document, holder.path) not in seen:
            seen.add((document, holder.path))
            yield User(document, None, _named_by(holder, of, path))


def _holds(path: str, inner: str) -> bool:
    return not path or inner.startswith(f"{path}.")


def _named_by(holder: Object, of: Object, path: str) -> Message:
    kind, name = shown(holder.kind), shown(holder.name)
    if path.endswith(".serviceName"):
        return say(_STATEFUL_SET, name=name)
    leads = of.kind == "Service" and not path.endswith(".subdomain")
    return say(_LEADS if leads else _NAMES, kind=kind, name=name)


_VOLUME = gettext_noop("The volume %(volume)s of %(pod)s takes its content from it.")
_IN_VARIABLE = gettext_noop("The variable %(variable)s of %(container)s takes its value from it.")
_IN_VARIABLES = gettext_noop("%(container)s gets variables from it.")
_LEADS = gettext_noop("The %(kind)s %(name)s leads to it.")
_NAMES = gettext_noop("The %(kind)s %(name)s names it.")
_STATEFUL_SET = gettext_noop("The StatefulSet %(name)s takes the names of its pods from it.")
_HOLDS_A_POD = gettext_noop("This object holds a pod; remove it in the text.")
