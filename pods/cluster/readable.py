"""Objects of a cluster as a person would write them down: keys in the usual order, long texts line by line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pods.domain.edits.indent import Indent
from pods.domain.edits.style import block_lines

_INDENT = Indent(lists="  ", literal=True)
# What people write first, by the field around it; "*" for everywhere. All other keys follow as they came.
_FIRST: Mapping[str, tuple[str, ...]] = {
    "": ("apiVersion", "kind", "metadata", "immutable", "type", "data", "stringData", "spec"),
    "metadata": ("name", "namespace", "labels", "annotations"),
    "template": ("metadata", "spec"),
    "jobTemplate": ("metadata", "spec"),
    "volumeClaimTemplates": ("apiVersion", "kind", "metadata", "spec"),
    "spec": (
        *(
            "type",
            "clusterIP",
            "replicas",
            "schedule",
            "serviceName",
            "selector",
            "strategy",
            "updateStrategy",
        ),
        *(
            "template",
            "volumeClaimTemplates",
            "shareProcessNamespace",
            "initContainers",
            "containers",
            "volumes",
        ),
    ),
    "ports": ("name", "port", "targetPort", "containerPort", "protocol"),
    "resources": ("requests", "limits"),
}
_OF_A_CONTAINER = (
    *("name", "image", "imagePullPolicy", "restartPolicy", "command", "args", "workingDir", "envFrom", "env"),
    *(
        "ports",
        "resources",
        "startupProbe",
        "readinessProbe",
        "livenessProbe",
        "lifecycle",
        "securityContext",
    ),
    "volumeMounts",
)
_CONTAINERS = ("initContainers", "containers", "ephemeralContainers")
_AS_THEY_ARE = ("data", "stringData", "binaryData", "labels", "annotations", "matchLabels")


def text_of(objects: Iterable[Mapping[str, Any]]) -> str:
    """The objects as a stream of YAML documents, in their order."""
    return "---\n".join(_document(ordered(one)) for one in objects)


def _document(one: Mapping[str, Any]) -> str:
    lines = (line for key, value in one.items() for line in block_lines(key, value, "", _INDENT))
    return "".join(f"{line}\n" for line in lines)


def ordered(value: Any, inside: str = "") -> Any:
    """The same value with its keys in the order in which people write them; lists keep theirs, it has a meaning."""
    if isinstance(value, list):
        return [ordered(item, inside) for item in value]
    if not isinstance(value, Mapping) or inside in _AS_THEY_ARE:
        return value
    first = _OF_A_CONTAINER if inside in _CONTAINERS else _FIRST.get(inside, ("name", "key", "type"))
    keys = [*(key for key in first if key in value), *(key for key in value if key not in first)]
    return {key: ordered(value[key], key) for key in keys}
