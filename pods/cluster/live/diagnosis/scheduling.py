"""Why no node takes a pod, from the scheduler's words: `0/3 nodes are available: 1 Insufficient cpu, …`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pods.cluster.live.diagnosis.trouble import Spot, Trouble, items, mapping
from pods.cluster.live.state import PodState
from pods.domain.messages import gettext_noop, say

Object = Mapping[str, Any]


def of_scheduling(pod: PodState, raw: Object) -> Iterator[Trouble]:
    """Each reason for which nodes are left out."""
    said = next((one for one in pod.conditions if one.type == "PodScheduled" and not one.true), None)
    if said is None or pod.deleted:
        return
    if said.reason == "SchedulingGated":
        yield Trouble("gated", say(_GATED), say(_OPEN), Spot("schedulingGates"), said.message)
    elif said.reason == "Unschedulable":
        # What comes after it speaks of making room by evicting others, for the same reasons.
        reasons = said.message.partition("preemption:")[0]
        found = list(_reasons(reasons, said.message, mapping(raw.get("spec"))))
        yield from found or [Trouble("unschedulable", say(_NOWHERE), say(_SCHEDULER), Spot(), said.message)]


def _reasons(reasons: str, words: str, spec: Object) -> Iterator[Trouble]:
    for found in dict.fromkeys(re.findall(r"Insufficient ([\w./-]+)", reasons)):
        what = found.rstrip(".")
        spot = Spot("resources", container=_largest(spec, what))
        yield Trouble("no-room", say(_NO_ROOM, what=what), say(_LESS), spot, words)
    for pattern, title, advice, field in _REASONS:
        if found := re.search(pattern, reasons):
            spot = _spot(field, spec, found)
            named = {key: value or "" for key, value in found.groupdict().items()}
            yield Trouble("unschedulable", say(title, **named), say(advice), spot, words)


def _spot(field: str, spec: Object, found: re.Match[str]) -> Spot:
    if field == "volumes":
        return Spot(volume=_claiming(spec, found.groupdict().get("claim") or ""))
    if field == "nodeSelector" and "nodeSelector" not in spec:
        return Spot("affinity")
    if field == "ports":
        return Spot("ports", container=_with_host_port(spec))
    return Spot(field)


def _largest(spec: Object, what: str) -> str:
    """A container that asks for it: the first, since to find the largest is the reader's decision."""
    for container in (*items(spec.get("containers")), *items(spec.get("initContainers"))):
        resources = mapping(container.get("resources"))
        if what in mapping(resources.get("requests")) or what in mapping(resources.get("limits")):
            return str(container.get("name"))
    return ""


def _claiming(spec: Object, claim: str) -> str:
    for volume in items(spec.get("volumes")):
        name = mapping(volume.get("persistentVolumeClaim")).get("claimName")
        made = "ephemeral" in volume and (not claim or claim.endswith(f"-{volume.get('name')}"))
        if made or (name and claim in ("", name)):
            return str(volume.get("name"))
    return ""


def _with_host_port(spec: Object) -> str:
    for container in items(spec.get("containers")):
        if any("hostPort" in port for port in items(container.get("ports"))):
            return str(container.get("name"))
    return ""


_GATED = gettext_noop("The pod has scheduling gates: no node is looked for before they are taken away.")
_OPEN = gettext_noop("Whoever set the gates has to take them away, or take them out of the design.")
_NOWHERE = gettext_noop("No node takes the pod.")
_SCHEDULER = gettext_noop("The scheduler's own words say why each node was left out.")
_NO_ROOM = gettext_noop("No node has enough %(what)s left for what the pod requests.")
_LESS = gettext_noop("Lower the requests of its containers, free or add nodes, or choose larger ones.")
_TAINT = gettext_noop("Nodes have a taint %(taint)s that the pod does not tolerate.")
_TOLERATE = gettext_noop(
    "Add a toleration if the pod is meant to run there; a taint not-ready or unreachable means that the "
    "node is in trouble."
)
_SELECTOR = gettext_noop("No node has the labels that nodeSelector or node affinity ask for.")
_LABELS = gettext_noop("Compare with the labels of the nodes (kubectl get nodes --show-labels).")
_AFFINITY = gettext_noop("The affinity or anti-affinity to other pods leaves no node.")
_PREFER = gettext_noop(
    "Prefer instead of require, or add nodes: anti-affinity needs a node for each replica."
)
_PORT = gettext_noop("The host port is taken on every node that would do.")
_NO_HOST_PORT = gettext_noop(
    "Leave out hostPort and use a Service; with it, each node takes one such pod only."
)
_SPREAD = gettext_noop("The rules for spreading the pods over the nodes leave no node.")
_SPREAD_LESS = gettext_noop("Raise maxSkew, or let whenUnsatisfiable be ScheduleAnyway.")
_MANY = gettext_noop("The nodes run as many pods as they may.")
_ADD_NODES = gettext_noop("Remove pods that are not needed, or add nodes.")
_NO_CLAIM = gettext_noop("The claim %(claim)s, which the pod mounts, is not in this namespace.")
_ADD_CLAIM = gettext_noop("Add the PersistentVolumeClaim to the design and apply it, or correct its name.")
_UNBOUND = gettext_noop("A claim that the pod mounts has no volume yet.")
_STORAGE = gettext_noop(
    "Look at the claim's events: does its StorageClass exist, and is there something that makes volumes "
    "for it?"
)
_ELSEWHERE = gettext_noop(
    "A volume of the pod can only be used on nodes that are left out for another reason."
)
_SAME_ZONE = gettext_noop("The pod has to run where its volume is: check zone, nodeSelector and affinity.")
_CORDONED = gettext_noop("Nodes are closed for new pods (cordoned).")
_UNCORDON = gettext_noop("Somebody may be working on them: kubectl uncordon opens them again.")
_NO_NODES = gettext_noop("The cluster has no node.")
_REASONS = (
    (r"untolerated taint(?:\(s\))? ?(?P<taint>\{[^}]*\})?", _TAINT, _TOLERATE, "tolerations"),
    (r"didn't match Pod's node affinity/selector", _SELECTOR, _LABELS, "nodeSelector"),
    (r"pod (?:anti-)?affinity", _AFFINITY, _PREFER, "affinity"),
    (r"free ports", _PORT, _NO_HOST_PORT, "ports"),
    (r"topology spread", _SPREAD, _SPREAD_LESS, "topologySpreadConstraints"),
    (r"Too many pods", _MANY, _ADD_NODES, ""),
    (r'persistentvolumeclaim "(?P<claim>[^"]+)" not found', _NO_CLAIM, _ADD_CLAIM, "volumes"),
    (
        r"unbound immediate PersistentVolumeClaims|unbound immediate persistentvolumeclaims",
        _UNBOUND,
        _STORAGE,
        "volumes",
    ),
    (r"volume node affinity conflict", _ELSEWHERE, _SAME_ZONE, "volumes"),
    (r"were unschedulable", _CORDONED, _UNCORDON, ""),
    (r"^no nodes available|^0/0 nodes", _NO_NODES, _ADD_NODES, ""),
)
