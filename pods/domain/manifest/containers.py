"""Containers of a pod spec as views: tolerant of wrong types, which the rule `schema` reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pods.domain.manifest import paths
from pods.domain.manifest.views import Container, ContainerKind, EnvVar, Mount, Port

LineOf = Callable[[str], int]

_LISTS = (
    ("initContainers", ContainerKind.INIT),
    ("containers", ContainerKind.CONTAINER),
    ("ephemeralContainers", ContainerKind.EPHEMERAL),
)


def containers_of(spec: Mapping[str, Any], path: str, line_of: LineOf) -> tuple[Container, ...]:
    """All containers of a pod spec: init and native sidecars in order, then containers, then ephemeral ones."""
    return tuple(
        _container(entry, _kind(entry, kind), index, entry_path, line_of)
        for name, kind in _LISTS
        for index, entry, entry_path in _entries(spec, name, path)
    )


def text(value: Any) -> str:
    """A value where Kubernetes wants text; numbers and booleans as JSON writes them, so that they can be shown."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value) if isinstance(value, int | float) else ""


def text_map(value: Any) -> Mapping[str, str]:
    """Labels or annotations; entries that are not text are left out."""
    return {k: v for k, v in value.items() if isinstance(v, str)} if isinstance(value, Mapping) else {}


def _kind(entry: Mapping[str, Any], kind: ContainerKind) -> ContainerKind:
    # Only Always makes a native sidecar; OnFailure and Never leave an init container what it is (FACTS C.5).
    if kind is ContainerKind.INIT and entry.get("restartPolicy") == "Always":
        return ContainerKind.SIDECAR
    return kind


def _container(
    entry: Mapping[str, Any], kind: ContainerKind, index: int, path: str, line_of: LineOf
) -> Container:
    return Container(
        name=text(entry.get("name")),
        kind=kind,
        index=index,
        image=text(entry.get("image")),
        command=_texts(entry.get("command")),
        args=_texts(entry.get("args")),
        env=tuple(_env(entry, path)),
        ports=tuple(_ports(entry, path)),
        mounts=tuple(_mounts(entry, path)),
        raw=entry,
        path=path,
        line=line_of(path),
    )


def _entries(owner: Mapping[str, Any], name: str, path: str) -> Iterator[tuple[int, Mapping[str, Any], str]]:
    entries = owner.get(name)
    for index, entry in enumerate(entries if isinstance(entries, list) else []):
        if isinstance(entry, Mapping):
            yield index, entry, paths.join(paths.join(path, name), index)


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(text(item) for item in value) if isinstance(value, list) else ()


def _env(entry: Mapping[str, Any], path: str) -> Iterator[EnvVar]:
    for _, variable, at in _entries(entry, "env", path):
        value, source = variable.get("value"), variable.get("valueFrom")
        literal = None if isinstance(source, Mapping) else text(value)
        yield EnvVar(text(variable.get("name")), literal, source if isinstance(source, Mapping) else None, at)


def _ports(entry: Mapping[str, Any], path: str) -> Iterator[Port]:
    for _, port, at in _entries(entry, "ports", path):
        number = _whole(port.get("containerPort"))
        if number is not None:
            yield Port(
                text(port.get("name")) or None,
                number,
                text(port.get("protocol")) or "TCP",
                _whole(port.get("hostPort")),
                at,
            )


def _mounts(entry: Mapping[str, Any], path: str) -> Iterator[Mount]:
    for _, mount, at in _entries(entry, "volumeMounts", path):
        sub_path = text(mount.get("subPath")) or text(mount.get("subPathExpr")) or None
        read_only = mount.get("readOnly") is True
        yield Mount(text(mount.get("name")), text(mount.get("mountPath")), sub_path, read_only, False, at)
    for _, device, at in _entries(entry, "volumeDevices", path):
        yield Mount(text(device.get("name")), text(device.get("devicePath")), None, False, True, at)


def _whole(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
