"""A pattern made out of one's own helper: the container with what it shares with main, as the text of an entry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from patterns.catalogue import reading
from patterns.catalogue.problems import Unsound
from pods.domain.composing.asking import message
from pods.domain.composing.composed import main_of
from pods.domain.composing.naming import referred
from pods.domain.composing.ways import object_named
from pods.domain.edits import style
from pods.domain.edits.indent import Indent
from pods.domain.edits.refusal import EditRefused
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Container, ContainerKind, Pod
from pods.domain.messages import gettext_noop, say
from pods.domain.network import network
from pods.domain.roles import Role, assign

_PLACEHOLDER = "@{"
_NOT_OURS = ("restartPolicy", "terminationMessagePath", "terminationMessagePolicy")
_PORTS = ("containerPort", "port", "targetPort")


def pattern_from(manifest: Manifest, pod: Pod, container: Container) -> str:
    """The text of an entry that adds this container to others: its image and ports are parameters.

    Raises EditRefused for a container that cannot be a helper.
    """
    main = main_of(manifest, pod)
    if main is None or main.path == container.path or not container.name or not main.name:
        raise EditRefused(say(_NO_HELPER, name=container.name))
    ports = {port.number: name for port, name in zip(container.ports, _port_names(container), strict=True)}
    entry = {
        **_head(manifest, pod, container),
        "parameters": [*_image(container), *(_port(number, name) for number, name in ports.items())],
        "variants": list(_variants(container)),
        "example": {"container": {"name": main.name, "image": main.image or "busybox:1.37"}},
        "fragment": _fragment(manifest, pod, main, container, ports),
    }
    try:
        reading.read(entry)
    except Unsound as unsound:
        problem = unsound.problems[0]
        raise EditRefused(say(_UNFIT, path=problem.path, problem=message(problem))) from None
    habit = Indent(lists="  ", literal=True)
    lines = [line for key, value in entry.items() for line in style.block_lines(key, value, "", habit)]
    return "\n".join(lines) + "\n"


def _head(manifest: Manifest, pod: Pod, container: Container) -> dict[str, Any]:
    role = next(
        a.role for a in assign(pod, network(pod, manifest.objects)) if a.container.path == container.path
    )
    return {
        "id": container.name,
        # Of what a user calls main there may be several, and a native sidecar may be the pod's main.
        "kind": Role.SIDECAR.value if role is Role.MAIN else role.value,
        "topics": [],
        "title": {"en": container.name},
        "summary": {"en": f"{container.name} as in {pod.name or 'a pod'}."},
    }


def _variants(container: Container) -> Iterator[dict[str, Any]]:
    if container.kind is ContainerKind.INIT:
        yield {"id": "init", "title": {"en": "Init container"}}
        return
    native = {"id": "native", "title": {"en": "Native sidecar"}, "since": "1.29"}
    classic = {"id": "classic", "title": {"en": "Container beside the app"}}
    yield from (native, classic) if container.kind is ContainerKind.SIDECAR else (classic, native)


def _image(container: Container) -> Iterator[dict[str, Any]]:
    yield {"name": "image", "type": "image", "title": {"en": "Image"}, "default": container.image}


def _port(number: int, name: str) -> dict[str, Any]:
    title = {"en": f"Port {number}"}
    return {"name": name, "type": "port", "title": title, "default": number, "listens": True}


def _port_names(container: Container) -> list[str]:
    """Names of parameters: port, or metricsPort where the port is named."""
    names: list[str] = []
    for port in container.ports:
        words = re.findall(r"[a-z0-9]+", port.name or "")
        wished = f"{words[0]}{''.join(word.capitalize() for word in words[1:])}Port" if words else "port"
        wished = wished if wished[0].isalpha() else f"port{port.number}"
        names.append(wished if wished not in names else f"port{port.number}")
    return names


def _fragment(
    manifest: Manifest, pod: Pod, main: Container, container: Container, ports: Mapping[int, str]
) -> dict[str, Any]:
    fields = {key: value for key, value in container.raw.items() if key not in _NOT_OURS}
    mounted = {mount.volume for mount in container.mounts}
    volumes = [_volume(v.name, v.source, v.spec, v.claim_template) for v in pod.volumes if v.name in mounted]
    shared = (mount for mount in main.mounts if mount.volume in mounted and not mount.device)
    mounts = [manifest.value(pod.document, mount.path) for mount in shared]
    place = "init" if container.kind is ContainerKind.INIT else {"$if": "native", "$then": "sidecar"}
    written = _with_ports(_literal(fields), ports)
    fragment = {"containers": [{"place": place, **written, "image": "@{image}"}]}
    parts = {
        "main": {"volumeMounts": _literal(mounts)} if mounts else {},
        "volumes": _literal(volumes),
        "objects": [_with_ports(o, ports) for o in _objects(manifest, pod, [fields, volumes])],
    }
    return {**fragment, **{key: value for key, value in parts.items() if value}}


def _volume(name: str, source: str, spec: Mapping[str, Any], is_claim: bool) -> dict[str, Any]:
    """A volume; one that a StatefulSet claims for each pod is a scratch directory elsewhere."""
    return {"name": name, "emptyDir": {}} if is_claim else {"name": name, source: dict(spec)}


def _objects(manifest: Manifest, pod: Pod, parts: list[Any]) -> Iterator[dict[str, Any]]:
    """The ConfigMaps that the helper reads."""
    for kind, name in dict.fromkeys(referred(parts)):
        found = object_named(manifest, pod, kind, name) if kind == "ConfigMap" else None
        if found is not None:
            content = {key: found.raw[key] for key in ("data", "binaryData") if found.raw.get(key)}
            head = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": name}}
            yield _literal({**head, **content})


def _with_ports(value: Any, ports: Mapping[int, str]) -> Any:
    """The same value with its own ports as placeholders: as numbers, and inside texts where the number stands alone."""
    if isinstance(value, dict):
        return {
            key: f"@{{{ports[inner]}}}"
            if key in _PORTS and type(inner) is int and inner in ports
            else _with_ports(inner, ports)
            for key, inner in value.items()
        }
    if isinstance(value, list):
        return [_with_ports(item, ports) for item in value]
    if isinstance(value, str):
        for number, name in ports.items():
            value = re.sub(rf"(?<![\w.]){number}(?![\w.])", f"@{{{name}}}", value)
    return value


def _literal(value: Any) -> Any:
    """The value itself. Raises EditRefused where it holds what a pattern would take for a placeholder."""
    if isinstance(value, Mapping):
        return {key: _literal(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_literal(item) for item in value]
    if isinstance(value, str) and _PLACEHOLDER in value:
        raise EditRefused(say(_HAS_PLACEHOLDER, text=value[:60]))
    return value


_NO_HELPER = gettext_noop("%(name)s is the main container itself, or has no name; choose a helper beside it.")
_UNFIT = gettext_noop("This container cannot become a pattern as it is: %(path)s: %(problem)s")
_HAS_PLACEHOLDER = gettext_noop("A pattern would take @{ for a placeholder; it stands in “%(text)s”.")
