"""What the API server and its admission put into an object that nobody wrote: known, so that it can be left out.

Found by putting objects into a Kubernetes 1.36.2 and taking them out again (FACTS D.2 and the API reference).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Place = tuple[str, str]  # the field around it ("" for the top of the object), and the field
_NONE = object()


def without(value: Any, kind: str, inside: str = "") -> Any:
    """The value without what the server adds to objects of that kind; `inside` is the field that holds it."""
    if isinstance(value, list):
        return [without(item, kind, inside) for item in value if not _is_injected(inside, item)]
    if not isinstance(value, Mapping):
        return value
    found = {key: without(below, kind, key) for key, below in value.items()}
    return {key: below for key, below in found.items() if not _is_default(kind, inside, key, below, found)}


def _is_injected(inside: str, item: Any) -> bool:
    """Whether admission put it into the pod: the account's token, its mount, and the two tolerations of every pod."""
    said = item if isinstance(item, Mapping) else {}
    if inside == "volumes":
        return str(said.get("name")).startswith("kube-api-access-")
    if inside == "volumeMounts":
        return said.get("mountPath") == "/var/run/secrets/kubernetes.io/serviceaccount"
    return inside == "tolerations" and said.get("key") in _TOLERATED and said.get("tolerationSeconds") == 300


def _is_default(kind: str, inside: str, key: str, value: Any, whole: Mapping[str, Any]) -> bool:
    if value in ([], None) or (inside, key) in _ASSIGNED:
        return True
    if key in _FOLLOWING:
        return bool(value == _FOLLOWING[key](whole))
    if key == "clusterIP":
        return bool(value != "None")  # a headless Service is meant so, an address was assigned
    if kind == "Job" and inside == "spec" and key in _JOB:
        return _is_of_job(key, whole)
    return any(
        _equal(value, table.get(place, _NONE))
        for table in (_OF_KIND.get(kind, {}), _DEFAULTS)
        for place in ((inside, key), ("*", key))
    )


def _equal(value: Any, default: Any) -> bool:
    return type(value) is type(default) and bool(value == default)


def _is_of_job(key: str, spec: Mapping[str, Any]) -> bool:
    """One of both numbers alone means another thing: without `completions` the pods share a queue."""
    if key == "selector":
        return not spec.get("manualSelector")
    return spec.get("completions") == 1 == spec.get("parallelism")


def _pull_policy(container: Mapping[str, Any]) -> str:
    """What the API server sets: Always for `latest` and for no tag, else IfNotPresent (FACTS D.2)."""
    last = str(container.get("image") or "").rpartition("/")[2]
    if "@" in last:
        return "IfNotPresent"
    tag = last.partition(":")[2] or "latest"
    return "Always" if tag == "latest" else "IfNotPresent"


# What is the default depends on the field beside it.
_FOLLOWING: Mapping[str, Callable[[Mapping[str, Any]], Any]] = {
    "imagePullPolicy": _pull_policy,
    "targetPort": lambda port: port.get("port"),
}
_JOB = ("completions", "parallelism", "selector")
_TOLERATED = ("node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable")
# What the cluster assigns, which means nothing in another one.
_ASSIGNED = frozenset(
    {
        ("spec", "nodeName"),
        ("spec", "serviceAccount"),
        ("spec", "clusterIPs"),
        ("spec", "ipFamilies"),
        ("spec", "volumeName"),
        ("spec", "healthCheckNodePort"),
        ("volumeClaimTemplates", "status"),
    }
)
_OF_KIND: Mapping[str, Mapping[Place, Any]] = {
    "Secret": {("", "type"): "Opaque"},
    "Deployment": {
        ("rollingUpdate", "maxUnavailable"): "25%",
        ("rollingUpdate", "maxSurge"): "25%",
        ("strategy", "rollingUpdate"): {},
        ("spec", "strategy"): {"type": "RollingUpdate"},
    },
    "StatefulSet": {
        ("rollingUpdate", "partition"): 0,
        ("updateStrategy", "rollingUpdate"): {},
        ("spec", "updateStrategy"): {"type": "RollingUpdate"},
    },
    "DaemonSet": {
        ("rollingUpdate", "maxUnavailable"): 1,
        ("rollingUpdate", "maxSurge"): 0,
        ("updateStrategy", "rollingUpdate"): {},
        ("spec", "updateStrategy"): {"type": "RollingUpdate"},
    },
    "HorizontalPodAutoscaler": {("spec", "minReplicas"): 1},
}
# "*" stands for any field around it.
_DEFAULTS: Mapping[Place, Any] = {
    ("*", "terminationMessagePath"): "/dev/termination-log",
    ("*", "terminationMessagePolicy"): "File",
    ("*", "defaultMode"): 420,
    ("*", "securityContext"): {},
    ("*", "resources"): {},
    ("*", "timeoutSeconds"): 1,
    ("*", "periodSeconds"): 10,
    ("*", "successThreshold"): 1,
    ("*", "failureThreshold"): 3,
    ("spec", "dnsPolicy"): "ClusterFirst",
    ("spec", "schedulerName"): "default-scheduler",
    ("spec", "restartPolicy"): "Always",
    ("spec", "terminationGracePeriodSeconds"): 30,
    ("spec", "enableServiceLinks"): True,
    ("spec", "preemptionPolicy"): "PreemptLowerPriority",
    ("spec", "priority"): 0,
    ("spec", "serviceAccountName"): "default",
    ("spec", "revisionHistoryLimit"): 10,
    ("spec", "progressDeadlineSeconds"): 600,
    ("spec", "podManagementPolicy"): "OrderedReady",
    ("spec", "persistentVolumeClaimRetentionPolicy"): {"whenDeleted": "Retain", "whenScaled": "Retain"},
    ("spec", "sessionAffinity"): "None",
    ("spec", "type"): "ClusterIP",
    ("spec", "internalTrafficPolicy"): "Cluster",
    ("spec", "externalTrafficPolicy"): "Cluster",
    ("spec", "allocateLoadBalancerNodePorts"): True,
    ("spec", "ipFamilyPolicy"): "SingleStack",
    ("spec", "completionMode"): "NonIndexed",
    ("spec", "suspend"): False,
    ("spec", "backoffLimit"): 6,
    ("spec", "manualSelector"): False,
    ("spec", "podReplacementPolicy"): "TerminatingOrFailed",
    ("spec", "concurrencyPolicy"): "Allow",
    ("spec", "failedJobsHistoryLimit"): 1,
    ("spec", "successfulJobsHistoryLimit"): 3,
    ("spec", "volumeMode"): "Filesystem",
    ("ports", "protocol"): "TCP",
    ("httpGet", "scheme"): "HTTP",
    ("grpc", "service"): "",
    ("hostPath", "type"): "",
    ("fieldRef", "apiVersion"): "v1",
    ("resourceFieldRef", "divisor"): "0",
    ("serviceAccountToken", "expirationSeconds"): 3600,
    ("volumeClaimTemplate", "metadata"): {},
    ("volumeClaimTemplates", "kind"): "PersistentVolumeClaim",
    ("volumeClaimTemplates", "apiVersion"): "v1",
}
