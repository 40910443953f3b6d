"""How a subject is at one moment: its pods, the one that is looked at, its events and what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from pods.cluster.live.diagnosis import Trouble, diagnose
from pods.cluster.live.diagnosis.trouble import items, mapping
from pods.cluster.live.events import Event, events_about
from pods.cluster.live.feed import BETWEEN, EVENTS, PODS, REVISION, WORKLOAD
from pods.cluster.live.hub import Part, Snapshot
from pods.cluster.live.state import PodState, pod_state
from pods.cluster.live.subject import Subject
from pods.cluster.live.watching import Lost

Object = Mapping[str, Any]
MOST_PODS = 200  # listed


@dataclass(frozen=True, slots=True)
class Listed:
    """A pod of the list one may switch between. `old`: of a template that is being replaced."""

    state: PodState
    old: bool
    raw: Object


@dataclass(frozen=True)
class Situation:
    """What there is to show. `chosen` is the uid of the pod somebody wants to see; the first one else."""

    subject: Subject
    snapshot: Snapshot
    now: datetime
    chosen: str = ""

    @property
    def heard(self) -> bool:
        """Whether the cluster has answered."""
        return self._part(PODS).heard or (
            self.is_workload and self._part(WORKLOAD).heard and not self.workload
        )

    @property
    def is_workload(self) -> bool:
        """Whether it may have several pods."""
        return self.subject.kind != "Pod"

    @property
    def lost(self) -> Lost | None:
        """Why what is shown may be old, or is nothing."""
        parts = (WORKLOAD, BETWEEN, PODS)
        return next((lost for part in parts if (lost := self._part(part).lost)), None)

    @property
    def over(self) -> bool:
        """Whether the cluster will not be asked again."""
        return self.lost is not None and self.lost.final

    @property
    def events_lost(self) -> Lost | None:
        """Why there are no events."""
        return self._part(EVENTS).lost

    @cached_property
    def workload(self) -> Object | None:
        """The workload; None while there is none."""
        return next(iter(self._part(WORKLOAD).objects.values()), None)

    @property
    def replicas(self) -> tuple[int, int] | None:
        """How many pods are ready, and how many there should be; None where that is not what counts."""
        if self.workload is None or self.subject.kind in ("Job", "CronJob"):
            return None
        spec, status = mapping(self.workload.get("spec")), mapping(self.workload.get("status"))
        if self.subject.kind == "DaemonSet":
            return _number(status, "numberReady"), _number(status, "desiredNumberScheduled")
        return _number(status, "readyReplicas"), _number(spec, "replicas")

    @cached_property
    def pods(self) -> tuple[Listed, ...]:
        """The pods there are, those of the newest template first, within one template the newest first."""
        owners = self._owners
        newest = max((_revision(owner) for owner in owners.values()), default=0)
        found = []
        for raw in self._part(PODS).objects.values():
            owner = _controller(raw)
            if self.is_workload and owner not in owners:
                continue  # an orphan, or another workload's with the same labels
            revision = _revision(owners.get(owner, {}))
            old = self.subject.kind == "Deployment" and revision < newest
            found.append((old, -revision, Listed(pod_state(raw), old, raw)))
        found.sort(key=lambda each: each[2].state.created, reverse=True)
        return tuple(each for _, _, each in sorted(found, key=lambda each: each[:2]))[:MOST_PODS]

    @cached_property
    def pod(self) -> Listed | None:
        """The pod that is looked at."""
        return next((each for each in self.pods if each.state.uid == self.chosen), None) or next(
            iter(self.pods), None
        )

    @cached_property
    def gone(self) -> PodState | None:
        """The pod that was looked at, as it was before it was deleted."""
        if self.pod is not None and self.pod.state.uid == self.chosen:
            return None
        gone = self._part(PODS).gone
        raw = gone.get(self.chosen) or (list(gone.values())[-1] if gone and not self.is_workload else None)
        return pod_state(raw) if raw and not self.pod else None

    @property
    def workload_gone(self) -> bool:
        """Whether the workload was there and is no more."""
        return self.workload is None and bool(self._part(WORKLOAD).gone)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """About the pod that is looked at, and about what made it."""
        uids = set(self._part(WORKLOAD).objects) | set(self._owners)
        uids |= {self.pod.state.uid} if self.pod else set(self._part(PODS).gone)
        return events_about(self._part(EVENTS).objects.values(), uids)

    @cached_property
    def troubles(self) -> tuple[Trouble, ...]:
        """What is wrong, the worst first."""
        raw = self.pod.raw if self.pod else None
        owners = (*self._part(WORKLOAD).objects.values(), *self._part(BETWEEN).objects.values())
        return diagnose(raw, self.events, owners, self.now)

    @cached_property
    def _owners(self) -> Mapping[str, Object]:
        """What may own its pods, by uid: the workload itself, or what stands between and belongs to it."""
        workload = self._part(WORKLOAD).objects
        if not self.subject.between:
            return workload
        between = self._part(BETWEEN).objects
        return {uid: each for uid, each in between.items() if _controller(each) in workload}

    def _part(self, name: str) -> Part:
        return self.snapshot.part(name)


def _controller(thing: Object) -> str:
    """The uid of what controls an object."""
    owners = items(mapping(thing.get("metadata")).get("ownerReferences"))
    return next((str(owner.get("uid")) for owner in owners if owner.get("controller") is True), "")


def _revision(thing: Object) -> int:
    said = mapping(mapping(thing.get("metadata")).get("annotations")).get(REVISION)
    return int(said) if isinstance(said, str) and said.isascii() and said.isdigit() else 0


def _number(said: Object, key: str) -> int:
    value = said.get(key)
    return value if isinstance(value, int) else 0
