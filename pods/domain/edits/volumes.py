"""Volumes of a pod: added, changed, removed and renamed with everything that names them (FACTS B, G.1 20-23, 37)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pods.domain import names
from pods.domain.edits.batch import Plan, made
from pods.domain.edits.lists import append_item, appending, taking_out
from pods.domain.edits.optional import merged
from pods.domain.edits.put import put
from pods.domain.edits.records import same_pod, with_new_name
from pods.domain.edits.refusal import EditRefused
from pods.domain.edits.together import set_texts
from pods.domain.edits.volume_sources import ClaimSpec, VolumeSource
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Container, Pod, Volume
from pods.domain.messages import Message, gettext_noop, say

__all__ = [
    "add_claim_template",
    "add_volume",
    "change_claim_template",
    "change_volume",
    "remove_volume",
    "rename_volume",
    "volume_users",
]

# What a container can have as a raw device, and what a variable can read from a file of (FACTS B.3, G.1 37).
_DEVICES = frozenset({"persistentVolumeClaim", "ephemeral"})
_FILE_KEYS = "emptyDir"
_UNSAID = {"optional": False, "readOnly": False}  # what is so unless it is said otherwise


def add_volume(manifest: Manifest, pod: Pod, name: str, source: VolumeSource) -> Manifest:
    """Give the pod one more volume, behind those it has. Raises EditRefused."""
    return made(manifest, [adding_volume(pod, name, source)])


def adding_volume(pod: Pod, name: str, source: VolumeSource) -> Plan:
    """`add_volume`, together with others. Raises EditRefused at once."""
    _free_name(pod, name)
    entry = {"name": name, source.source: merged(None, source.fields())}
    return appending(pod.document, paths.join(pod.path, "volumes"), entry)


def add_claim_template(manifest: Manifest, pod: Pod, name: str, claim: ClaimSpec) -> Manifest:
    """Give every replica of a StatefulSet a claim of its own, which its containers mount by this name.

    Raises EditRefused.
    """
    if pod.kind != "StatefulSet":
        raise EditRefused(say(_NO_TEMPLATES, kind=pod.kind))
    _free_name(pod, name)
    entry = {"metadata": {"name": name}, "spec": claim.fields()}
    return append_item(manifest, pod.document, _beside_template(pod, "volumeClaimTemplates"), entry)


def change_claim_template(manifest: Manifest, pod: Pod, name: str, claim: ClaimSpec) -> Manifest:
    """What each replica's claim asks for; what the template says beyond that stays. Raises EditRefused."""
    volume = _existing(pod, name)
    if not volume.claim_template:
        raise EditRefused(say(_NO_TEMPLATE, name=name))
    at = paths.join(volume.path, "spec")
    old = manifest.value(pod.document, at)
    wanted = claim.fields()
    requests = merged(paths.value_at(old, "resources.requests"), wanted["resources"]["requests"])
    wanted["resources"] = merged(paths.value_at(old, "resources"), {"requests": requests})
    return put(manifest, pod.document, at, merged(old, {"storageClassName": None, **wanted}))


def change_volume(manifest: Manifest, pod: Pod, name: str, source: VolumeSource) -> Manifest:
    """Give a volume another content; of the same source, fields that are not asked about stay. Raises EditRefused."""
    volume = _existing(pod, name)
    if volume.claim_template:
        raise EditRefused(say(_TEMPLATE, name=name))
    _fits_its_users(pod, volume, source.source)
    entry = manifest.value(pod.document, volume.path)
    old = entry.get(source.source) if volume.source == source.source else None
    content = merged(old, source.fields(), _UNSAID)
    if isinstance(old, Mapping):
        return put(manifest, pod.document, paths.join(volume.path, source.source), content)
    kept = {key: value for key, value in entry.items() if key not in (volume.source, source.source)}
    return put(manifest, pod.document, volume.path, {**kept, source.source: content})


def remove_volume(manifest: Manifest, pod: Pod, name: str, *, along: bool = False) -> Manifest:
    """Take a volume out; `along` takes the mounts, devices and variables that use it, too.

    Raises EditRefused while something uses it and does not go along.
    """
    volume = _existing(pod, name)
    users = list(_users(pod, name))
    if users and not along:
        used_by = ", ".join(dict.fromkeys(names.shown(container.name) for container, _, _ in users))
        raise EditRefused(say(_IN_USE, name=name, containers=used_by))
    entries = [(paths.parent(path), int(paths.steps(path)[-1])) for path in _entries(pod, volume)]
    uses = [(paths.join(container.path, field), index) for container, field, index in users]
    return made(
        manifest, [taking_out(pod.document, path, index) for path, index in reversed([*entries, *uses])]
    )


def volume_users(pod: Pod, name: str) -> Sequence[Message]:
    """What a removal of the volume would leave dangling, in words."""
    return [
        say(
            _USES[field],
            container=names.shown(container.name),
            at=names.shown(str(paths.value_at(container.raw.get(field), f"[{index}].{_TOLD[field]}") or "")),
        )
        for container, field, index in _users(pod, name)
    ]


def rename_volume(manifest: Manifest, pod: Pod, name: str, *, new_name: str) -> Manifest:
    """Give a volume, or a claim template, another name, in every mount, device and variable too. Raises EditRefused."""
    volume = _existing(pod, name)
    if new_name == name:
        return manifest
    _free_name(pod, new_name)
    own = [_name_path(volume, path) for path in _entries(pod, volume)]
    uses = [_use_path(container, field, index) for container, field, index in _users(pod, name)]
    renamed = set_texts(manifest, pod.document, dict.fromkeys([*own, *uses], new_name))
    return with_new_name(renamed, same_pod(renamed, pod), "Volume", name, new_name)


def _existing(pod: Pod, name: str) -> Volume:
    volume = pod.volume(name) if name else None
    if volume is None:
        raise EditRefused(say(_NO_VOLUME, name=names.shown(name)))
    return volume


def _free_name(pod: Pod, name: str) -> None:
    if not name:
        raise EditRefused(say(_NO_NAME))
    wrong = names.label(name)
    if wrong is not None:
        raise EditRefused(wrong)
    taken = pod.volume(name)
    if taken is not None:
        raise EditRefused(say(_TAKEN, name=name, line=taken.line))


def _entries(pod: Pod, volume: Volume) -> list[str]:
    """Where the volume is written: itself, and with a claim template the entry of the same name it replaces."""
    own = pod.spec.get("volumes")
    shadowed = [
        paths.join(paths.join(pod.path, "volumes"), index)
        for index, entry in enumerate(own if isinstance(own, list) else [])
        if volume.claim_template and isinstance(entry, Mapping) and entry.get("name") == volume.name
    ]
    return [*shadowed, volume.path]


def _name_path(volume: Volume, path: str) -> str:
    is_template = volume.claim_template and path == volume.path
    return paths.join(paths.join(path, "metadata") if is_template else path, "name")


def _users(pod: Pod, name: str) -> Iterator[tuple[Container, str, int]]:
    """What names the volume: the container, the field, and the index of the item there."""
    for container in pod.containers:
        for field, way in _FIELDS.items():
            items = container.raw.get(field)
            for index, item in enumerate(items if isinstance(items, list) else []):
                if paths.value_at(item, way) == name:
                    yield container, field, index


def _use_path(container: Container, field: str, index: int) -> str:
    return f"{paths.join(paths.join(container.path, field), index)}.{_FIELDS[field]}"


_FIELDS = {"volumeMounts": "name", "volumeDevices": "name", "env": "valueFrom.fileKeyRef.volumeName"}
_TOLD = {"volumeMounts": "mountPath", "volumeDevices": "devicePath", "env": "name"}
_USES = {
    "volumeMounts": gettext_noop("%(container)s mounts it at %(at)s."),
    "volumeDevices": gettext_noop("%(container)s has it as the device %(at)s."),
    "env": gettext_noop("The variable %(at)s of %(container)s is read from it."),
}


def _fits_its_users(pod: Pod, volume: Volume, source: str) -> None:
    for container, field, _ in _users(pod, volume.name):
        if (field == "volumeDevices" and source not in _DEVICES) or (field == "env" and source != _FILE_KEYS):
            needed = ", ".join(sorted(_DEVICES)) if field == "volumeDevices" else _FILE_KEYS
            raise EditRefused(say(_NEEDED, name=volume.name, container=container.name, sources=needed))


def _beside_template(pod: Pod, field: str) -> str:
    """A field of the workload's spec, beside its pod template."""
    return paths.join(paths.parent(paths.parent(pod.path)), field)


_NO_VOLUME = gettext_noop("The pod has no volume named “%(name)s”; choose one that it has.")
_NO_NAME = gettext_noop("A volume needs a name, such as data or shared-logs.")
_TAKEN = gettext_noop("A volume named %(name)s is there already, on line %(line)d; choose another name.")
_TEMPLATE = gettext_noop(
    "%(name)s is a claim template of the StatefulSet, not a volume of the pod; edit it in the text."
)
_NO_TEMPLATE = gettext_noop("%(name)s is a volume of the pod, not a claim template; change the volume.")
_NO_TEMPLATES = gettext_noop(
    "Only a StatefulSet has claim templates, this is a %(kind)s; add a claim instead."
)
_IN_USE = gettext_noop("The volume %(name)s is still used by: %(containers)s; take what uses it along.")
_NEEDED = gettext_noop(
    "The container %(container)s uses %(name)s in a way that only works with: %(sources)s."
)
