"""Restarting and scaling what runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pods.cluster import managed
from pods.cluster.api import Api, path_of
from pods.cluster.apply.doing import GONE_WITHIN, delete
from pods.cluster.apply.plan import MANAGER
from pods.cluster.cleaning import RESTARTED_AT, clean
from pods.cluster.problems import ClusterProblem
from pods.cluster.resources import Resource, Resources
from pods.cluster.rights import forbidden
from pods.domain.messages import Message, gettext_noop, say

SCALER = "podwright-scale"  # a name of its own, so that an apply later says who changed the number
MOST_REPLICAS = 1000
_ROLLED = ("Deployment", "StatefulSet", "DaemonSet")
_AUTOSCALER = "kube-controller-manager"


@dataclass(frozen=True, slots=True)
class Tended:
    """An object that runs, and what can be done with it. `replicas` is None where it has no number of them."""

    resource: Resource
    namespace: str
    name: str
    live: Mapping[str, Any] = field(repr=False)
    replicas: int | None = None
    autoscaled: bool = False
    restart: Restart | None = None
    fixed: bool = False  # one may not set the number


@dataclass(frozen=True, slots=True)
class Restart:
    """How it is restarted: `anew` by deleting it and making it again. With `refused` it cannot be, and why."""

    anew: bool = False
    warning: Message | None = None
    refused: Message | None = None


def tended(api: Api, api_version: str, kind: str, namespace: str, name: str) -> Tended:
    """The object as it runs now. Raises `ClusterProblem`."""
    resources = Resources(api)
    resource = resources.of(api_version, kind)
    live = api.get(resource.path(namespace, name)).body
    replicas, fixed = None, False
    if has_scale(api, resource):
        replicas = _map(live.get("spec")).get("replicas", 1)
        fixed = forbidden(api, resource, namespace, "patch", "scale")
    how = how_to_restart(live)
    if how and forbidden(api, resource, namespace, "delete" if how.anew else "patch"):
        how = replace(how, refused=say(_NOT_RESTARTED))
    return Tended(resource, namespace, name, live, replicas, _autoscaled(live), how, fixed)


def has_scale(api: Api, resource: Resource) -> bool:
    """Whether objects of that kind have a number of replicas that can be set by itself."""
    root = ("apis", *resource.api_version.split("/", 1)) if resource.group else ("api", resource.api_version)
    listed = api.get(path_of(*root)).body.get("resources") or ()
    return any(_map(entry).get("name") == f"{resource.plural}/scale" for entry in listed)


def _autoscaled(live: Mapping[str, Any]) -> bool:
    """Whether an autoscaler set the number: whatever is set by hand it sets again."""
    by = managed.owners(live, "spec.replicas")
    return any(manager.name == _AUTOSCALER and manager.subresource == "scale" for manager in by)


def how_to_restart(live: Mapping[str, Any]) -> Restart | None:
    """How such an object is restarted; None for one that nobody restarts, such as a Job."""
    kind, spec, metadata = str(live.get("kind")), _map(live.get("spec")), _map(live.get("metadata"))
    if kind == "Pod":
        owners = [_map(owner) for owner in metadata.get("ownerReferences") or ()]
        if any(owner.get("controller") for owner in owners):
            return None  # its owner makes another one
        return Restart(anew=True)
    if kind not in _ROLLED:
        return None
    if spec.get("paused"):
        return Restart(refused=say(_PAUSED))
    by_hand = _map(spec.get("updateStrategy")).get("type") == "OnDelete"
    return Restart(warning=say(_BY_HAND) if by_hand else None)


def scale(api: Api, resource: Resource, namespace: str, name: str, replicas: int) -> int:
    """Set the number of replicas, and return the one that holds now. Raises `ClusterProblem`."""
    path = resource.path(namespace, name, "scale")
    said = api.merge(path, {"spec": {"replicas": replicas}}, {"fieldManager": SCALER}).body
    return int(_map(said.get("spec")).get("replicas") or 0)


def restart(api: Api, resource: Resource, namespace: str, name: str, now: str) -> None:
    """Let every pod be replaced, as `kubectl rollout restart` does: `now` is written into the template.

    Raises `ClusterProblem`.
    """
    note = {"metadata": {"annotations": {RESTARTED_AT: now}}}
    api.merge(resource.path(namespace, name), {"spec": {"template": note}}, {"fieldManager": MANAGER})


def make_anew(
    api: Api, resource: Resource, namespace: str, live: Mapping[str, Any], *, within: float = GONE_WITHIN
) -> None:
    """Delete a bare pod and make it again as it was written, after a dry run that says it would be accepted.

    Raises `ClusterProblem`, which says so where the pod is gone and could not be made again.
    """
    written = clean(live)
    name = str(written["metadata"]["name"])
    trial = written | {
        "metadata": written["metadata"] | {"name": f"{name[:40].rstrip('.-')}-podwright-trial"}
    }
    query = {"fieldManager": MANAGER}
    api.apply(resource.path(namespace, trial["metadata"]["name"]), trial, query | {"dryRun": "All"})
    delete(api, resource, namespace, live, within=within)
    try:
        api.apply(resource.path(namespace, name), written, query)
    except ClusterProblem as problem:
        raise ClusterProblem(problem.kind, say(_LOST, name=name, why=problem.message)) from None


def _map(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


_NOT_RESTARTED = gettext_noop(
    "You may not restart it here; whoever runs the cluster can allow it with a Role and a RoleBinding."
)
_PAUSED = gettext_noop("It is paused: nothing is rolled out before it is resumed.")
_BY_HAND = gettext_noop("Its update strategy is OnDelete: each pod restarts only when somebody deletes it.")
_LOST = gettext_noop("%(name)s was deleted and could not be made anew: %(why)s Apply the design again.")
