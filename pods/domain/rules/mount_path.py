"""Mounts say where, once each, and stay inside their volume

Every mount of a container has a mountPath of its own. A subPath is relative and never goes up with "..";
it excludes subPathExpr. Mounts made in one container are passed on to the node (Bidirectional) by
privileged containers only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pods.domain import names
from pods.domain.findings import Context, Flaw, rule
from pods.domain.manifest import paths
from pods.domain.manifest.views import Container
from pods.domain.messages import Message, gettext_noop, say
from pods.domain.severity import Severity

_PROPAGATION = ("None", "HostToContainer", "Bidirectional")

Wrong = tuple[str, Message, Message]  # field, message, help


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Flaw]:
    for pod in context.pods:
        for container in pod.containers:
            for path, (field, message, help_) in _wrong(container):
                yield Flaw(pod.document, paths.join(path, field), message, help_, rejected_by_api=True)


def _wrong(container: Container) -> Iterator[tuple[str, Wrong]]:
    seen: set[str] = set()
    mounts = container.raw.get("volumeMounts")
    for index, mount in enumerate(mounts if isinstance(mounts, list) else []):
        path = paths.join(paths.join(container.path, "volumeMounts"), index)
        if isinstance(mount, Mapping):
            for wrong in (*_place(mount, seen), *_part(mount), *_propagation(container, mount)):
                yield path, wrong


def _place(mount: Mapping[str, Any], seen: set[str]) -> Iterator[Wrong]:
    place = mount.get("mountPath")
    if not place and isinstance(place, str | None):
        yield "mountPath", say(_NOWHERE), say(_NOWHERE_HELP)
    elif isinstance(place, str):
        if place in seen:  # compared as written: /d and /d/ pass
            yield "mountPath", say(_TWICE, path=names.shown(place)), say(_TWICE_HELP)
        seen.add(place)


def _part(mount: Mapping[str, Any]) -> Iterator[Wrong]:
    for field in ("subPath", "subPathExpr"):
        part = mount.get(field)
        if isinstance(part, str) and part.startswith("/"):
            yield field, say(_ABSOLUTE, field=field), say(_PART_HELP)
        if isinstance(part, str) and ".." in part.split("/"):
            yield field, say(_UP, field=field), say(_PART_HELP)
    if mount.get("subPath") and mount.get("subPathExpr"):
        yield "subPathExpr", say(_BOTH), say(_BOTH_HELP)


def _propagation(container: Container, mount: Mapping[str, Any]) -> Iterator[Wrong]:
    value = mount.get("mountPropagation")
    if isinstance(value, str) and value not in _PROPAGATION:
        yield "mountPropagation", say(_UNKNOWN, value=names.shown(value)), say(_UNKNOWN_HELP)
    security = container.raw.get("securityContext")
    privileged = isinstance(security, Mapping) and security.get("privileged") is True
    if value == "Bidirectional" and not privileged:
        yield "mountPropagation", say(_PRIVILEGED), say(_PRIVILEGED_HELP)


_NOWHERE = gettext_noop("The mount does not say where: mountPath is missing.")
_NOWHERE_HELP = gettext_noop("Write mountPath with the folder the container shall see, such as /data.")
_TWICE = gettext_noop("The container mounts something at %(path)s already.")
_TWICE_HELP = gettext_noop("Choose another mountPath for one of the two.")
_ABSOLUTE = gettext_noop("%(field)s must be relative to the volume, it cannot begin with a slash.")
_UP = gettext_noop("%(field)s cannot leave the volume with “..”.")
_PART_HELP = gettext_noop("Write the path of a folder in the volume, such as logs/app.")
_BOTH = gettext_noop("subPath and subPathExpr exclude each other.")
_BOTH_HELP = gettext_noop("Keep one of the two.")
_UNKNOWN = gettext_noop("“%(value)s” is no mountPropagation.")
_UNKNOWN_HELP = gettext_noop("Write None, HostToContainer or Bidirectional.")
_PRIVILEGED = gettext_noop("Bidirectional propagation needs a privileged container.")
_PRIVILEGED_HELP = gettext_noop("Use HostToContainer, or set securityContext.privileged: true.")
