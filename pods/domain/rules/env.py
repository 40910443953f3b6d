"""Environment variables have a name and one source

A variable has a literal value or is taken from exactly one place: a field of the pod, a resource of the
container, a ConfigMap, a Secret or a file. envFrom takes exactly one ConfigMap or Secret an entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pods.domain import names
from pods.domain.findings import Context, Flaw, rule
from pods.domain.manifest import paths
from pods.domain.manifest.views import Container
from pods.domain.messages import Message, gettext_noop, say
from pods.domain.severity import Severity

_SOURCES = ("fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef", "fileKeyRef")
_FROM = ("configMapRef", "secretRef")
_FIELDS = frozenset(
    {"metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName"}
    | {"status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs"}
)
_KEYED = re.compile(r"metadata\.(?:labels|annotations)\['[^']+'\]")
_RESOURCE = re.compile(r"(?:limits|requests)\.(?:cpu|memory|ephemeral-storage|hugepages-[0-9A-Za-z]+)")

Wrong = tuple[str, Message, Message]  # path below the entry, message, help


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Flaw]:
    for pod in context.pods:
        for container in pod.containers:
            for path, message, help_ in _wrong(container, context.minor):
                yield Flaw(pod.document, path, message, help_, rejected_by_api=True)


def _wrong(container: Container, minor: int) -> Iterator[Wrong]:
    for field in ("env", "envFrom"):
        entries = container.raw.get(field)
        for index, entry in enumerate(entries if isinstance(entries, list) else []):
            at = paths.join(paths.join(container.path, field), index)
            if isinstance(entry, Mapping):
                found = _variable(entry, minor) if field == "env" else _source(entry, _FROM)
                yield from ((f"{at}.{step}" if step else at, m, h) for step, m, h in found)


def _variable(entry: Mapping[str, Any], minor: int) -> Iterator[Wrong]:
    name, source = entry.get("name"), entry.get("valueFrom")
    if not name and isinstance(name, str | None):
        yield "name", say(_NO_NAME), say(_NO_NAME_HELP)
    fault = names.variable(name, minor) if isinstance(name, str) and name else None
    if fault is not None:
        yield "name", fault, say(_NAME_HELP)
    if not isinstance(source, Mapping):
        return
    if entry.get("value"):
        yield "valueFrom", say(_VALUE_TOO), say(_ONE_HELP)
    for step, message, help_ in (*_source(source, _SOURCES), *_field(source), *_resource(source)):
        yield f"valueFrom.{step}" if step else "valueFrom", message, help_


def _source(entry: Mapping[str, Any], allowed: tuple[str, ...]) -> Iterator[Wrong]:
    present = [name for name in allowed if entry.get(name) is not None]
    if not present:
        yield "", say(_NO_SOURCE), say(_NO_SOURCE_HELP, names=", ".join(allowed))
    for name in present[1:]:
        yield name, say(_SEVERAL, first=present[0], second=name), say(_ONE_HELP)


def _field(source: Mapping[str, Any]) -> Iterator[Wrong]:
    reference = source.get("fieldRef")
    path = reference.get("fieldPath") if isinstance(reference, Mapping) else ""
    if path is None or (
        isinstance(path, str) and path not in _FIELDS and path and not _KEYED.fullmatch(path)
    ):
        yield "fieldRef.fieldPath", say(_FIELD, path=names.shown(path or "")), say(_FIELD_HELP)


def _resource(source: Mapping[str, Any]) -> Iterator[Wrong]:
    reference = source.get("resourceFieldRef")
    name = reference.get("resource") if isinstance(reference, Mapping) else ""
    if name is None or (isinstance(name, str) and name and not _RESOURCE.fullmatch(name)):
        yield (
            "resourceFieldRef.resource",
            say(_RESOURCE_NAME, name=names.shown(name or "")),
            say(_RESOURCE_HELP),
        )


_NO_NAME = gettext_noop("The variable has no name.")
_NO_NAME_HELP = gettext_noop("Write its name, such as LOG_LEVEL.")
_NAME_HELP = gettext_noop("Choose a name such as LOG_LEVEL.")
_VALUE_TOO = gettext_noop("The variable has a value and valueFrom.")
_NO_SOURCE = gettext_noop("It does not say where the value is taken from.")
_NO_SOURCE_HELP = gettext_noop("Give it one of %(names)s.")
_SEVERAL = gettext_noop("It takes its value from one place only, but has %(first)s and %(second)s.")
_ONE_HELP = gettext_noop("Keep one of the two.")
_FIELD = gettext_noop("“%(path)s” is no field of the pod that a variable can hold.")
_FIELD_HELP = gettext_noop(
    "Use one such as metadata.name, metadata.labels['app'], spec.nodeName or status.podIP."
)
_RESOURCE_NAME = gettext_noop("“%(name)s” is no resource that a variable can hold.")
_RESOURCE_HELP = gettext_noop("Use one such as limits.cpu, requests.memory or limits.ephemeral-storage.")
