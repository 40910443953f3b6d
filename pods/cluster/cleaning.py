"""A live object without what the API server and its controllers put there: what a person would have written.

Where managedFields tell, exactly the fields that people and their tools set are kept. What was created in the old way
holds the server's defaults among them; there the last-applied annotation tells, or the known defaults are left out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pods.cluster import managed
from pods.cluster.managed import Manager

LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration"
# Who writes into objects without being a person or a person's tool.
_CONTROLLERS = (
    "kube-controller-manager",
    "kube-scheduler",
    "kubelet",
    "kube-apiserver",
    "cloud-controller-manager",
)
_SERVERS = (
    "uid",
    "resourceVersion",
    "generation",
    "creationTimestamp",
    "deletionTimestamp",
    "selfLink",
    "managedFields",
)
_SERVERS_TOO = ("deletionGracePeriodSeconds", "ownerReferences", "generateName")
_ANNOTATIONS = (LAST_APPLIED, "deployment.kubernetes.io/revision", "kubectl.kubernetes.io/restartedAt")
_LABELS = (
    "pod-template-hash",
    "controller-uid",
    "batch.kubernetes.io/controller-uid",
    "controller-revision-hash",
    "statefulset.kubernetes.io/pod-name",
    "apps.kubernetes.io/pod-index",
)
_ALWAYS = ("apiVersion", "kind")


def bare(live: Mapping[str, Any]) -> dict[str, Any]:
    """The object without status and without what only the API server writes; its defaults stay. For comparing."""
    found = {key: value for key, value in live.items() if key != "status"}
    metadata = {key: value for key, value in _map(live.get("metadata")).items() if key not in _SERVERS}
    annotations = {k: v for k, v in _map(metadata.get("annotations")).items() if k != LAST_APPLIED}
    metadata["annotations"] = annotations
    found["metadata"] = {key: value for key, value in metadata.items() if value not in ({}, None)}
    return found


def clean(live: Mapping[str, Any]) -> dict[str, Any]:
    """The object as somebody would have written it, to become a design."""
    found = _written(live)
    for key in _ALWAYS:
        if key in live:
            found.setdefault(key, live[key])
    found["metadata"] = _metadata(live, _map(found.get("metadata")))
    found.pop("status", None)
    ordered = (*_ALWAYS, "metadata")
    return {key: found[key] for key in ordered if key in found} | {
        k: v for k, v in found.items() if k not in ordered
    }


def _written(live: Mapping[str, Any]) -> dict[str, Any]:
    """The fields people set: as those say who apply; else as kubectl last applied them; else all but known defaults."""
    people = [m for m in managed.managers(live) if m.name not in _CONTROLLERS and m.subresource != "status"]
    part = _together(live, people) if people else bare(live)
    if people and all(manager.applies or manager.subresource for manager in people):
        return part
    applied = _by_last_applied(live)
    if applied is not None:
        return applied
    found = _without_defaults(json.loads(json.dumps(part)), "")
    return found if isinstance(found, dict) else {}


def _together(live: Mapping[str, Any], people: list[Manager]) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for manager in people:
        _merge(tree, manager.tree)
    part: dict[str, Any] = managed.owned(live, tree)
    return part


def _merge(tree: dict[str, Any], more: Mapping[str, Any]) -> None:
    """Add one tree to another. An empty one means all below it, and swallows what is finer."""
    for key, below in more.items():
        if key not in tree:
            tree[key] = json.loads(json.dumps(below))
        elif not below or not tree[key]:
            tree[key] = {}
        else:
            _merge(tree[key], below)


def _by_last_applied(live: Mapping[str, Any]) -> dict[str, Any] | None:
    """What `kubectl apply` was last given, with the values that are live now."""
    said = _map(_map(live.get("metadata")).get("annotations")).get(LAST_APPLIED)
    try:
        applied = json.loads(said) if isinstance(said, str) else None
    except (ValueError, RecursionError):
        return None
    return _live_values(applied, live) if isinstance(applied, dict) else None


def _live_values(applied: Any, live: Any) -> Any:
    if isinstance(applied, dict) and isinstance(live, Mapping):
        return {key: _live_values(value, live[key]) for key, value in applied.items() if key in live}
    if isinstance(applied, list) and isinstance(live, list):
        if len(applied) == len(live):
            return [_live_values(*pair) for pair in zip(applied, live, strict=True)]
        return [_live_values(_like(item, applied), item) for item in live]
    return live


def _like(item: Any, applied: list[Any]) -> Any:
    """The item of the same name in what was applied; itself where there is none."""
    name = item.get("name") if isinstance(item, Mapping) else None
    return next((a for a in applied if isinstance(a, dict) and name and a.get("name") == name), item)


def _without_defaults(value: Any, key: str) -> Any:
    if isinstance(value, list):
        return [_without_defaults(item, key) for item in value if not _is_injected(key, item)]
    if not isinstance(value, dict):
        return value
    inside = {k: _without_defaults(v, k) for k, v in value.items()}
    return {k: v for k, v in inside.items() if not _is_default(key, k, v, value)}


def _is_injected(key: str, item: Any) -> bool:
    """Whether admission put it into the pod: the account's token, its mount, and the two tolerations of every pod."""
    said = _map(item)
    if key == "volumes":
        return str(said.get("name")).startswith("kube-api-access-")
    if key == "volumeMounts":
        return said.get("mountPath") == "/var/run/secrets/kubernetes.io/serviceaccount"
    return key == "tolerations" and said.get("key") in _TOLERATED and said.get("tolerationSeconds") == 300


def _is_default(inside: str, key: str, value: Any, whole: Mapping[str, Any]) -> bool:
    if key == "clusterIP":
        return bool(value != "None")  # a headless Service is meant so, an address was assigned
    if key == "imagePullPolicy":
        return bool(value == _pull_policy(str(whole.get("image") or "")))
    if key == "defaultMode":
        return bool(value == 420)
    if (inside, key) in _ASSIGNED or value in ([], None):
        return True
    known = _DEFAULTS.get((inside, key), _DEFAULTS.get(("", key), _NONE))
    return bool(known is not _NONE and value == known)


def _pull_policy(image: str) -> str:
    """What the API server sets: Always for `latest` and for no tag, else IfNotPresent (FACTS D.2)."""
    last = image.rpartition("/")[2]
    if "@" in last:
        return "IfNotPresent"
    tag = last.partition(":")[2] or "latest"
    return "Always" if tag == "latest" else "IfNotPresent"


def _metadata(live: Mapping[str, Any], kept: Mapping[str, Any]) -> dict[str, Any]:
    metadata = _map(live.get("metadata"))
    found = {key: metadata[key] for key in ("name", "namespace") if metadata.get(key)}
    for key, dropped in (("labels", _LABELS), ("annotations", _ANNOTATIONS)):
        left = {k: v for k, v in _map(kept.get(key)).items() if k not in dropped}
        if left:
            found[key] = left
    servers = (*_SERVERS, *_SERVERS_TOO, "labels", "annotations", "name", "namespace")
    return found | {key: value for key, value in kept.items() if key not in servers}


def _map(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


_NONE = object()
_TOLERATED = ("node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable")
# What the cluster assigns, which means nothing in another one.
_ASSIGNED = frozenset(
    ("spec", key)
    for key in ("nodeName", "serviceAccount", "clusterIPs", "ipFamilies", "volumeName", "healthCheckNodePort")
)
# What the API server fills in (FACTS D.2 and the API reference), by the field around it; "" for everywhere.
_DEFAULTS: Mapping[tuple[str, str], Any] = {
    ("", "terminationMessagePath"): "/dev/termination-log",
    ("", "terminationMessagePolicy"): "File",
    ("spec", "dnsPolicy"): "ClusterFirst",
    ("spec", "schedulerName"): "default-scheduler",
    ("spec", "restartPolicy"): "Always",
    ("spec", "terminationGracePeriodSeconds"): 30,
    ("", "securityContext"): {},
    ("", "resources"): {},
    ("spec", "enableServiceLinks"): True,
    ("spec", "preemptionPolicy"): "PreemptLowerPriority",
    ("spec", "priority"): 0,
    ("spec", "revisionHistoryLimit"): 10,
    ("spec", "progressDeadlineSeconds"): 600,
    ("ports", "protocol"): "TCP",
    ("httpGet", "scheme"): "HTTP",
    ("", "timeoutSeconds"): 1,
    ("", "periodSeconds"): 10,
    ("", "successThreshold"): 1,
    ("", "failureThreshold"): 3,
    ("spec", "serviceAccountName"): "default",
    ("spec", "podManagementPolicy"): "OrderedReady",
    ("fieldRef", "apiVersion"): "v1",
    ("spec", "sessionAffinity"): "None",
    ("spec", "type"): "ClusterIP",
    ("spec", "internalTrafficPolicy"): "Cluster",
    ("spec", "ipFamilyPolicy"): "SingleStack",
    ("spec", "strategy"): {
        "type": "RollingUpdate",
        "rollingUpdate": {"maxUnavailable": "25%", "maxSurge": "25%"},
    },
    ("spec", "updateStrategy"): {"type": "RollingUpdate", "rollingUpdate": {"partition": 0}},
    ("spec", "completionMode"): "NonIndexed",
    ("spec", "suspend"): False,
    ("spec", "backoffLimit"): 6,
    ("spec", "concurrencyPolicy"): "Allow",
    ("spec", "failedJobsHistoryLimit"): 1,
    ("spec", "successfulJobsHistoryLimit"): 3,
    ("spec", "persistentVolumeClaimRetentionPolicy"): {"whenDeleted": "Retain", "whenScaled": "Retain"},
    ("spec", "volumeMode"): "Filesystem",
}
