"""What is watched: a pod, or a workload with the pods that belong to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pods.cluster.paths import Query, path_of

Object = Mapping[str, Any]
KINDS: Mapping[str, tuple[str, str]] = {
    "Pod": ("v1", "pods"),
    "Deployment": ("apps/v1", "deployments"),
    "ReplicaSet": ("apps/v1", "replicasets"),
    "StatefulSet": ("apps/v1", "statefulsets"),
    "DaemonSet": ("apps/v1", "daemonsets"),
    "Job": ("batch/v1", "jobs"),
    "CronJob": ("batch/v1", "cronjobs"),
}
_BETWEEN = {"Deployment": "ReplicaSet", "CronJob": "Job"}  # what stands between the workload and its pods
_NAME = re.compile(r"[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?")
_OF_JOBS = "batch.kubernetes.io/job-name"  # the Job controller labels its pods so since 1.27


@dataclass(frozen=True, slots=True)
class Subject:
    """One object by kind and name. `kind` is one of `KINDS`."""

    namespace: str
    kind: str
    name: str

    @property
    def sound(self) -> bool:
        """Whether there can be such an object at all."""
        names = (self.namespace, self.name)
        return self.kind in KINDS and all(_NAME.fullmatch(name) for name in names)

    @property
    def between(self) -> str:
        """The kind that stands between the workload and its pods; empty where there is none."""
        return _BETWEEN.get(self.kind, "")

    def path(self, kind: str) -> str:
        """The address of all objects of a kind in the namespace."""
        api_version, plural = KINDS[kind]
        root = ("apis", *api_version.split("/")) if "/" in api_version else ("api", api_version)
        return path_of(*root, "namespaces", self.namespace, plural)

    @property
    def by_name(self) -> Query:
        """The query that finds it alone."""
        return {"fieldSelector": f"metadata.name={self.name}"}

    def pods_query(self, workload: Object) -> Query | None:
        """The query that finds its pods, and perhaps some of others; None where its selector cannot be read."""
        if self.kind == "CronJob":
            return {"labelSelector": _OF_JOBS}
        spec = workload.get("spec")
        selector = spec.get("selector") if isinstance(spec, Mapping) else None
        return {"labelSelector": said} if (said := _selector(selector)) else None

    def between_query(self, workload: Object) -> Query | None:
        """The query that finds what stands between."""
        return {} if self.kind == "CronJob" else self.pods_query(workload)


def _selector(selector: Any) -> str:
    """A label selector as it is written in a query; empty where it selects nothing, or makes no sense."""
    if not isinstance(selector, Mapping):
        return ""
    labels, expressions = selector.get("matchLabels"), selector.get("matchExpressions")
    said = [f"{key}={value}" for key, value in labels.items()] if isinstance(labels, Mapping) else []
    said += list(_expressions(expressions if isinstance(expressions, list) else []))
    return ",".join(said)


def _expressions(expressions: list[Any]) -> Iterator[str]:
    for each in expressions:
        if not isinstance(each, Mapping):
            continue
        key, operator = str(each.get("key")), each.get("operator")
        values = ",".join(map(str, each.get("values") or ()))
        written = {
            "In": f"{key} in ({values})",
            "NotIn": f"{key} notin ({values})",
            "Exists": key,
            "DoesNotExist": f"!{key}",
        }
        if operator in written:
            yield written[str(operator)]
