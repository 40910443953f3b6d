"""Pods for tests, from plain dicts as JSON has them, without a text and without the reader of texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pods.domain.manifest.pods import pods_of
from pods.domain.manifest.views import Container, Object, Pod

Plain = Mapping[str, Any]


def object_from(raw: Plain, *, document: int = 0, item: int | None = None) -> Object:
    """An object as the reader would give it; every line is 1."""
    metadata = raw.get("metadata") or {}
    return Object(
        document=document,
        item=item,
        api_version=raw.get("apiVersion", "v1"),
        kind=raw.get("kind", ""),
        name=metadata.get("name", ""),
        namespace=metadata.get("namespace"),
        raw=raw,
        path="" if item is None else f"items[{item}]",
        line=1,
    )


def objects_from(*raws: Plain) -> tuple[Object, ...]:
    """The objects of a stream, one document each."""
    return tuple(object_from(raw, document=index) for index, raw in enumerate(raws))


def pods_from(raw: Plain, *, document: int = 0) -> tuple[Pod, ...]:
    """Every pod template of one object."""
    return tuple(pods_of(object_from(raw, document=document), lambda path: 1))


def pod_from(raw: Plain, *, document: int = 0) -> Pod:
    """The only pod of an object. A bare pod spec (`{"containers": […]}`) becomes a Pod called `pod`."""
    [pod] = pods_from(raw if "kind" in raw else bare(raw), document=document)
    return pod


def bare(spec: Plain) -> dict[str, Any]:
    """A Pod around a pod spec."""
    return {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "pod"}, "spec": spec}


def deployment(name: str, spec: Plain, labels: Mapping[str, str] | None = None) -> dict[str, Any]:
    """A Deployment around a pod spec, its labels `app: <name>` when none are given."""
    chosen = dict(labels if labels is not None else {"app": name})
    template = {"metadata": {"labels": chosen}, "spec": spec}
    spec_of_workload = {"selector": {"matchLabels": chosen}, "template": template}
    return {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": name},
        "spec": spec_of_workload,
    }


def service(name: str, ports: Iterable[Plain], selector: Mapping[str, str]) -> dict[str, Any]:
    """A Service with these ports and this selector."""
    spec = {"selector": dict(selector), "ports": list(ports)}
    return {"apiVersion": "v1", "kind": "Service", "metadata": {"name": name}, "spec": spec}


def container_of(pod: Pod, name: str) -> Container:
    """The pod's container of that name."""
    return next(c for c in pod.containers if c.name == name)
