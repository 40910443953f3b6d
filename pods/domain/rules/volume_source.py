"""Volumes have one source, and the source says what it needs

A volume without a source becomes an empty directory; one with two is refused. ConfigMap, Secret, claim
and host path need the name of what they bring, file modes go from 0 to 0777 (511 in JSON), and paths of
single files stay inside the volume.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pods.domain import names
from pods.domain.findings import Context, Flaw, rule
from pods.domain.manifest import paths
from pods.domain.manifest.views import Volume
from pods.domain.messages import Message, gettext_noop, say
from pods.domain.quantities import Quantity, from_json
from pods.domain.severity import Severity

Wrong = tuple[str, Message, Message]  # path below the volume, message, help
Source = Mapping[str, Any]

_MOST_MODE = 0o777
_HOST_PATHS = (
    "",
    "BlockDevice",
    "CharDevice",
    "Directory",
    "DirectoryOrCreate",
    "File",
    "FileOrCreate",
    "Socket",
)
_POD_FIELDS = re.compile(r"metadata\.(?:name|namespace|uid|(?:labels|annotations)(?:\['[^']+'\])?)")


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Flaw]:
    for pod in context.pods:
        for volume in pod.volumes:
            raw = context.value(pod.document, volume.path)
            if volume.claim_template or not isinstance(raw, Mapping):
                continue
            for step, message, help_ in _wrong(volume, raw):
                yield Flaw(pod.document, f"{volume.path}.{step}", message, help_, rejected_by_api=True)


def _wrong(volume: Volume, raw: Source) -> Iterator[Wrong]:
    present = [name for name, value in raw.items() if name != "name" and isinstance(value, Mapping)]
    for name in present[1:]:
        yield name, say(_SEVERAL, first=names.shown(present[0]), second=names.shown(name)), say(_SEVERAL_HELP)
    test = _CHECKS.get(present[0]) if len(present) == 1 else None
    if test is not None:
        source = present[0]
        yield from ((f"{source}.{step}", message, help_) for step, message, help_ in test(raw[source]))


def _required(field: str) -> Callable[[Source], Iterator[Wrong]]:
    def test(source: Source) -> Iterator[Wrong]:
        value = source.get(field)
        if not value and isinstance(value, str | None):
            yield field, say(_MISSING, field=field), say(_MISSING_HELP)

    return test


def _empty_dir(source: Source) -> Iterator[Wrong]:
    size = from_json(source.get("sizeLimit"))
    if isinstance(size, Quantity) and size.nano < 0:
        yield "sizeLimit", say(_NEGATIVE), say(_NEGATIVE_HELP)


def _host_path(source: Source) -> Iterator[Wrong]:
    yield from _required("path")(source)
    path, kind = source.get("path"), source.get("type")
    if isinstance(path, str) and ".." in path.split("/"):
        yield "path", say(_UP), say(_UP_HELP)
    if isinstance(kind, str) and kind not in _HOST_PATHS:
        yield (
            "type",
            say(_HOST_TYPE, type=names.shown(kind)),
            say(_HOST_TYPE_HELP, types=", ".join(_HOST_PATHS[1:])),
        )


def _files(field: str) -> Callable[[Source], Iterator[Wrong]]:
    """Volumes made of the entries of an object, which `field` names."""

    def test(source: Source) -> Iterator[Wrong]:
        yield from _required(field)(source)
        yield from _mode(source, "defaultMode")
        for step, item in _items(source):
            for key in ("key", "path"):
                yield from _inside(step, _required(key)(item))
            yield from _inside(step, (*_mode(item, "mode"), *_relative(item)))

    return test


def _downward(source: Source) -> Iterator[Wrong]:
    yield from _mode(source, "defaultMode")
    for step, item in _items(source):
        yield from _inside(step, (*_required("path")(item), *_mode(item, "mode"), *_relative(item)))
        reference = item.get("fieldRef")
        path = reference.get("fieldPath") if isinstance(reference, Mapping) else None
        if isinstance(path, str) and not _POD_FIELDS.fullmatch(path):
            yield f"{step}.fieldRef.fieldPath", say(_FIELD, path=names.shown(path)), say(_FIELD_HELP)


def _ephemeral(source: Source) -> Iterator[Wrong]:
    template = source.get("volumeClaimTemplate")
    spec = template.get("spec") if isinstance(template, Mapping) else None
    if not isinstance(spec, Mapping):
        return
    resources = spec.get("resources") or {}
    requests = (resources.get("requests") or {}) if isinstance(resources, Mapping) else None
    if isinstance(requests, Mapping) and "storage" not in requests:
        yield "volumeClaimTemplate.spec.resources", say(_NO_SIZE), say(_NO_SIZE_HELP)


def _items(source: Source) -> Iterator[tuple[str, Source]]:
    items = source.get("items")
    for index, item in enumerate(items if isinstance(items, list) else []):
        if isinstance(item, Mapping):
            yield paths.join("items", index), item


def _inside(step: str, found: Any) -> Iterator[Wrong]:
    yield from ((f"{step}.{field}", message, help_) for field, message, help_ in found)


def _mode(source: Source, field: str) -> Iterator[Wrong]:
    mode = source.get(field)
    if type(mode) is int and abs(mode) < 2**31 and not 0 <= mode <= _MOST_MODE:
        yield field, say(_MODE, field=field, mode=mode, octal=f"{mode:o}"), say(_MODE_HELP)


def _relative(item: Source) -> Iterator[Wrong]:
    path = item.get("path")
    if isinstance(path, str) and path.startswith("/"):
        yield "path", say(_ABSOLUTE), say(_UP_HELP)
    elif isinstance(path, str) and (".." in path.split("/") or path.startswith("..")):
        yield "path", say(_UP), say(_UP_HELP)


_CHECKS: dict[str, Callable[[Source], Iterator[Wrong]]] = {
    "emptyDir": _empty_dir,
    "hostPath": _host_path,
    "configMap": _files("name"),
    "secret": _files("secretName"),
    "downwardAPI": _downward,
    "persistentVolumeClaim": _required("claimName"),
    "ephemeral": _ephemeral,
}

_SEVERAL = gettext_noop("The volume has two sources, %(first)s and %(second)s.")
_SEVERAL_HELP = gettext_noop("Keep one of the two, or make two volumes.")
_MISSING = gettext_noop("%(field)s is missing.")
_MISSING_HELP = gettext_noop("Write it.")
_NEGATIVE = gettext_noop("sizeLimit is negative.")
_NEGATIVE_HELP = gettext_noop("Write a size such as 500Mi, or remove it.")
_UP = gettext_noop("The path cannot go up with “..”.")
_ABSOLUTE = gettext_noop("The path of a file in a volume cannot begin with a slash.")
_UP_HELP = gettext_noop("Write a path without “..”, relative to the volume where it is one of its files.")
_HOST_TYPE = gettext_noop("“%(type)s” is no type of a host path.")
_HOST_TYPE_HELP = gettext_noop("Write one of %(types)s, or remove it.")
_MODE = gettext_noop("%(field)s must be from 0 to 0777 in octal, this is %(mode)d, 0%(octal)s in octal.")
_MODE_HELP = gettext_noop("Write it in octal with a leading zero, such as 0644.")
_FIELD = gettext_noop("“%(path)s” is no field of the pod that a file can hold.")
_FIELD_HELP = gettext_noop(
    "Use metadata.name, metadata.namespace, metadata.uid, metadata.labels or metadata.annotations."
)
_NO_SIZE = gettext_noop("The claim does not say how much storage it needs.")
_NO_SIZE_HELP = gettext_noop("Write resources.requests.storage, such as 1Gi.")
