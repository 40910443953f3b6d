"""The names in a text that a field can refer to: volumes, ports, containers, config maps and their keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from pods.domain.completion.outline import Entry

Names = Iterable[str]
Source = Callable[[Entry, Sequence[Entry]], Names]  # the entry that refers, and every document
_CONTAINERS = ("containers", "initContainers", "ephemeralContainers")


def names_for(owner: str, name: str, entry: Entry, documents: Sequence[Entry]) -> list[str]:
    """What a field of a definition can refer to from where an entry stands, each name once."""
    source = _SOURCES.get((owner.rpartition(".")[2], name))
    found = source(entry, documents) if source is not None else ()
    return [each for each in dict.fromkeys(found) if each and each != entry.text]


def _objects(documents: Sequence[Entry]) -> Iterator[Entry]:
    for document in documents:
        items = document.get("items") if document.said("kind").endswith("List") else None
        yield from items.items if items is not None else [document]


def _of_kind(kind: str) -> Source:
    return lambda entry, documents: [
        each.said("metadata", "name") for each in _objects(documents) if each.said("kind") == kind
    ]


def _pod(entry: Entry) -> Entry | None:
    """The pod spec around an entry."""
    return next((each for each in reversed(entry.chain) if each.get("containers") is not None), None)


def _container(entry: Entry) -> Entry | None:
    """The container around an entry."""
    return next((e for e in reversed(entry.chain) if e.parent and e.parent.step in _CONTAINERS), None)


def _items(entry: Entry | None, *keys: str) -> list[Entry]:
    found = entry.at(*keys) if entry is not None else None
    return found.items if found is not None else []


def _volumes(entry: Entry, documents: Sequence[Entry]) -> Names:
    pod = _pod(entry)
    yield from (volume.said("name") for volume in _items(pod, "volumes"))
    for holder in entry.chain:
        claims = _items(holder, "volumeClaimTemplates")
        yield from (claim.said("metadata", "name") for claim in claims)


def _containers(entry: Entry, documents: Sequence[Entry]) -> Names:
    return (each.said("name") for key in _CONTAINERS for each in _items(_pod(entry), key))


def _own_ports(entry: Entry, documents: Sequence[Entry]) -> Names:
    return _ports([found] if (found := _container(entry)) is not None else [])


def _all_ports(entry: Entry, documents: Sequence[Entry]) -> Names:
    pods = [each for document in documents for each in document.below() if each.get("containers") is not None]
    return _ports([each for pod in pods for key in _CONTAINERS[:2] for each in _items(pod, key)])


def _ports(containers: Sequence[Entry]) -> Names:
    for container in containers:
        for port in _items(container, "ports"):
            yield port.said("name")
            yield port.said("containerPort")


def _keys(entry: Entry, documents: Sequence[Entry]) -> Names:
    """The keys of the config map or secret that a key stands beside, or below."""
    for around in reversed(entry.chain):
        name = around.said("name") or around.said("secretName")
        kind = _kind_of(around)
        if name and kind:
            return _keys_of(name, kind, documents)
    return ()


def _kind_of(around: Entry) -> str:
    return {"configMapKeyRef": "ConfigMap", "configMap": "ConfigMap"}.get(str(around.step)) or (
        "Secret" if around.step in ("secretKeyRef", "secret") else ""
    )


def _keys_of(name: str, kind: str, documents: Sequence[Entry]) -> Names:
    for each in _objects(documents):
        if each.said("kind") == kind and each.said("metadata", "name") == name:
            held = [each.get(part) for part in ("data", "stringData", "binaryData")]
            yield from (str(key.step) for part in held if part is not None for key in part.keys)


def _service_ports(entry: Entry, documents: Sequence[Entry]) -> Names:
    for each in _objects(documents):
        if each.said("kind") == "Service":
            yield from (port.said("name") for port in _items(each, "spec", "ports"))


def _pull_secrets(entry: Entry, documents: Sequence[Entry]) -> Names:
    within = any(each.step == "imagePullSecrets" for each in entry.chain)
    return _of_kind("Secret")(entry, documents) if within else ()


_CONFIG_MAPS, _SECRETS = _of_kind("ConfigMap"), _of_kind("Secret")
_SERVICES = _of_kind("Service")
_SOURCES: Mapping[tuple[str, str], Source] = {
    ("VolumeMount", "name"): _volumes,
    ("VolumeDevice", "name"): _volumes,
    ("HTTPGetAction", "port"): _own_ports,
    ("TCPSocketAction", "port"): _own_ports,
    ("ServicePort", "targetPort"): _all_ports,
    ("ResourceFieldSelector", "containerName"): _containers,
    ("ConfigMapVolumeSource", "name"): _CONFIG_MAPS,
    ("ConfigMapProjection", "name"): _CONFIG_MAPS,
    ("ConfigMapEnvSource", "name"): _CONFIG_MAPS,
    ("ConfigMapKeySelector", "name"): _CONFIG_MAPS,
    ("SecretVolumeSource", "secretName"): _SECRETS,
    ("SecretProjection", "name"): _SECRETS,
    ("SecretEnvSource", "name"): _SECRETS,
    ("SecretKeySelector", "name"): _SECRETS,
    ("LocalObjectReference", "name"): _pull_secrets,
    ("ConfigMapKeySelector", "key"): _keys,
    ("SecretKeySelector", "key"): _keys,
    ("KeyToPath", "key"): _keys,
    ("PersistentVolumeClaimVolumeSource", "claimName"): _of_kind("PersistentVolumeClaim"),
    ("PodSpec", "serviceAccountName"): _of_kind("ServiceAccount"),
    ("StatefulSetSpec", "serviceName"): _SERVICES,
    ("IngressServiceBackend", "name"): _SERVICES,
    ("ServiceBackendPort", "name"): _service_ports,
}
