"""A live object without what the API server and its controllers put there: what a person would have written.

Where managedFields tell, exactly the fields that people and their tools set are kept. What was created in the old way
holds the server's defaults among them; there the last-applied annotation tells, or the known defaults are left out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pods.cluster import defaults, managed
from pods.cluster.managed import Manager
from pods.domain import quantities
from pods.domain.quantities import Quantity

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
RESTARTED_AT = "kubectl.kubernetes.io/restartedAt"
_ANNOTATIONS = (
    LAST_APPLIED,
    RESTARTED_AT,
    "deployment.kubernetes.io/revision",
    "deprecated.daemonset.template.generation",
)
_LABELS = (
    "pod-template-hash",
    "controller-uid",
    "batch.kubernetes.io/controller-uid",
    "job-name",
    "batch.kubernetes.io/job-name",
    "controller-revision-hash",
    "statefulset.kubernetes.io/pod-name",
    "apps.kubernetes.io/pod-index",
)
_AMOUNTS = ("requests", "limits", "capacity", "sizeLimit", "divisor")
_ALWAYS = ("apiVersion", "kind")
_SIMPLE: Mapping[str, Any] = {"": {}}  # a tree of something that is not managed as one


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
    if "spec" in found:
        found["spec"] = _unmarked(found["spec"])
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
        exact: dict[str, Any] = _atoms(part, _tree(people), _kind(live))
        return exact
    applied = _by_last_applied(live)
    if applied is not None:
        return applied
    found: dict[str, Any] = defaults.without(part, _kind(live))
    return found


def _together(live: Mapping[str, Any], people: list[Manager]) -> dict[str, Any]:
    part: dict[str, Any] = managed.owned(live, _tree(people))
    return part


def _tree(people: list[Manager]) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for manager in people:
        _merge(tree, manager.tree)
    return tree


def _atoms(part: Any, tree: Mapping[str, Any], kind: str, inside: str = "") -> Any:
    """What is managed as one, all or nothing of it, was completed by the server: its defaults go."""
    if not tree:
        return defaults.without(part, kind, inside)
    if isinstance(part, Mapping):
        return {key: _atoms(below, tree.get(f"f:{key}", _SIMPLE), kind, key) for key, below in part.items()}
    if isinstance(part, list):
        steps = {managed.index_of(part, step): below for step, below in tree.items()}
        return [_atoms(item, steps.get(place, _SIMPLE), kind, inside) for place, item in enumerate(part)]
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


def _live_values(applied: Any, live: Any, amount: bool = False) -> Any:
    if isinstance(applied, dict) and isinstance(live, Mapping):
        said = ((key, value) for key, value in applied.items() if key in live)
        return {key: _live_values(value, live[key], amount or key in _AMOUNTS) for key, value in said}
    if amount and _is_same_amount(applied, live):
        return applied  # it is kept as the server writes it, 512Mi for 0.5Gi
    if isinstance(applied, list) and isinstance(live, list):
        if len(applied) == len(live):
            return [_live_values(*pair) for pair in zip(applied, live, strict=True)]
        return [_live_values(_like(item, applied), item) for item in live]
    return live


def _is_same_amount(applied: Any, live: Any) -> bool:
    one, other = quantities.from_json(applied), quantities.from_json(live)
    return isinstance(one, Quantity) and isinstance(other, Quantity) and one.nano == other.nano


def _like(item: Any, applied: list[Any]) -> Any:
    """The item of the same name in what was applied; itself where there is none."""
    name = item.get("name") if isinstance(item, Mapping) else None
    return next((a for a in applied if isinstance(a, dict) and name and a.get("name") == name), item)


def _metadata(live: Mapping[str, Any], kept: Mapping[str, Any]) -> dict[str, Any]:
    metadata = _map(live.get("metadata"))
    found = {key: metadata[key] for key in ("name", "namespace") if metadata.get(key)}
    found |= {key: left for key in ("labels", "annotations") if (left := _own(kept.get(key)))}
    servers = (*_SERVERS, *_SERVERS_TOO, "labels", "annotations", "name", "namespace")
    return found | {key: value for key, value in kept.items() if key not in servers}


def _unmarked(value: Any) -> Any:
    """Without the labels and annotations that controllers put into templates and selectors."""
    if isinstance(value, list):
        return [_unmarked(item) for item in value]
    if not isinstance(value, Mapping):
        return value
    marked = ("labels", "annotations", "matchLabels")
    found = {key: _own(below) if key in marked else _unmarked(below) for key, below in value.items()}
    return {key: below for key, below in found.items() if key not in marked or below or not value[key]}


def _own(words: Any) -> Any:
    """Labels or annotations without those of the server and its controllers."""
    if not isinstance(words, Mapping):
        return words
    return {key: word for key, word in words.items() if key not in (*_LABELS, *_ANNOTATIONS)}


def _kind(live: Mapping[str, Any]) -> str:
    return str(live.get("kind") or "")


def _map(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
