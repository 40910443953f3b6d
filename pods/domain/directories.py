"""Which directory of a volume stands where in a container, by `subPath` and nested mounts (FACTS B.3)."""

from __future__ import annotations

import json
import posixpath
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from pods.domain.manifest import paths
from pods.domain.manifest.views import Container, Mount, Pod
from pods.domain.volumes import Use, VolumeUse

Steps = tuple[str, ...]
_REFERENCE = re.compile(r"\$\$|\$\(([^()]*)\)")


@dataclass(frozen=True, slots=True)
class Directory:
    """A mounted part of a volume: its path within it, where it stands, and what other mounts hide of it."""

    inside: Steps  # () is the whole volume
    path: str  # as the mount writes it
    device: bool
    read_only: bool
    hidden: tuple[Steps, ...]  # mount points of the same container below `path`, as steps within the volume


def by_container(pod: Pod, volumes: Sequence[VolumeUse]) -> dict[str, dict[str, list[Directory]]]:
    """The directories of each container by the container's path and the volume's name."""
    result: dict[str, dict[str, list[Directory]]] = {c.path: {} for c in pod.containers}
    points = {c.path: sorted(_steps(m.mount_path) for m in c.mounts) for c in pod.containers}
    for volume in volumes:
        for use in volume.uses:
            own = result[use.container.path].setdefault(volume.volume.name, [])
            own.append(_directory(use, points[use.container.path]))
    return result


def common(here: Directory, there: Directory) -> tuple[str, str] | None:
    """Where a directory that both have stands in each, or None: separate subPaths share nothing.

    If one mounts a part of what the other mounts, it is that part. What another mount covers is not there.
    """
    if here.device != there.device:
        return None
    deeper = here.inside if len(here.inside) >= len(there.inside) else there.inside
    if not (_within(deeper, here.inside) and _within(deeper, there.inside)):
        return None
    if _covered(deeper, here) or _covered(deeper, there):
        return None
    return _at(here, deeper), _at(there, deeper)


def _within(steps: Steps, parent: Steps) -> bool:
    return steps[: len(parent)] == parent


def _covered(steps: Steps, directory: Directory) -> bool:
    return any(_within(steps, point) for point in directory.hidden)


def _at(directory: Directory, steps: Steps) -> str:
    rest = steps[len(directory.inside) :]
    return posixpath.join(directory.path, *rest) if rest else directory.path


def _directory(use: Use, points: Sequence[Steps]) -> Directory:
    inside = _steps(_sub_path(use.container, use.mount))
    place = _steps(use.mount.mount_path)
    hidden = tuple(inside + point[len(place) :] for point in _below(place, points))
    return Directory(inside, use.mount.mount_path, use.mount.device, use.read_only, hidden)


def _below(place: Steps, points: Sequence[Steps]) -> Iterator[Steps]:
    """The mount points below a place; sorted as they are, they follow right after it."""
    start = bisect_right(points, place)
    return takewhile(lambda point: _within(point, place), points[start:])


def _steps(path: str) -> Steps:
    return tuple(step for step in posixpath.normpath(f"/{path}").split("/") if step)


def _sub_path(container: Container, mount: Mount) -> str:
    if not mount.sub_path:
        return ""
    raw = container.raw["volumeMounts"][paths.steps(mount.path)[-1]] if not mount.device else {}
    return (
        _expanded(mount.sub_path, container) if raw.get("subPathExpr") == mount.sub_path else mount.sub_path
    )


def _expanded(expression: str, container: Container) -> str:
    """`$(NAME)` replaced from the container's env, as far as the manifest tells.

    A value taken from elsewhere stays a name of its source: two containers that take it from the same field
    of the pod get the same directory. What the env does not name stays as written.
    """
    known = {variable.name: _value(variable.value, variable.value_from) for variable in container.env}

    def replaced(match: re.Match[str]) -> str:
        return "$" if match[1] is None else known.get(match[1], match[0])

    return _REFERENCE.sub(replaced, expression)


def _value(literal: str | None, source: Mapping[str, Any] | None) -> str:
    if source is None:
        return literal or ""
    return json.dumps(source, sort_keys=True, default=str).replace("/", "\u2215")
