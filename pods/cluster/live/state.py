"""The state of a pod, container by container in the order in which they start (FACTS C.1, C.4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Object = Mapping[str, Any]


class Kind(StrEnum):
    """Which place in the pod a container has, as `inspect` names it."""

    INIT = "init"
    SIDECAR = "sidecar"
    CONTAINER = "container"
    EPHEMERAL = "ephemeral"


class Level(StrEnum):
    """How things stand, in one word; each has its own sign as well as its colour."""

    RUNNING = "running"
    STARTING = "starting"  # runs, but is not ready yet
    WAITING = "waiting"  # its turn has not come, or its image is on the way
    DONE = "done"
    TROUBLE = "trouble"
    STOPPING = "stopping"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Exit:
    """How a try of a container ended. `code` is as the kubelet reports it: 128 + n after signal n. Times: RFC 3339."""

    code: int
    signal: int
    reason: str
    message: str
    started: str
    finished: str


@dataclass(frozen=True, slots=True)
class ContainerState:
    """One container as it is now. `path` is where it stands in the pod, such as `spec.initContainers[0]`."""

    name: str
    kind: Kind
    path: str
    image: str
    level: Level
    word: str  # Running, Terminated or Waiting, or the API's own reason, such as ImagePullBackOff
    message: str
    since: str
    ready: bool
    started: bool
    restarts: int
    exit: Exit | None
    last: Exit | None  # the try before this one


@dataclass(frozen=True, slots=True)
class Condition:
    """One of the pod's conditions."""

    type: str
    true: bool
    reason: str
    message: str
    since: str


@dataclass(frozen=True, slots=True)
class PodState:
    """The whole pod. `deleted` is when it was told to go, with its grace in seconds."""

    name: str
    namespace: str
    uid: str
    owner: str
    phase: str
    reason: str
    message: str
    level: Level
    node: str
    address: str
    created: str
    deleted: str
    grace: int | None
    conditions: tuple[Condition, ...]
    containers: tuple[ContainerState, ...]

    @property
    def ready(self) -> bool:
        """Whether its Services send to it."""
        return any(condition.type == "Ready" and condition.true for condition in self.conditions)

    @property
    def unheard(self) -> bool:
        """Whether its node was given up: that leaves all as it was, but for Ready, which has no reason then."""
        return _unheard(self.conditions)

    @property
    def over(self) -> bool:
        """Whether nothing will start in it any more."""
        return self.phase in ("Succeeded", "Failed")

    @property
    def restarts(self) -> int:
        """Of all its containers together."""
        return sum(container.restarts for container in self.containers)


def pod_state(pod: Object) -> PodState:
    """What the object says of itself. Never raises, whatever it holds."""
    metadata, spec, status = (_map(pod.get(key)) for key in ("metadata", "spec", "status"))
    containers = tuple(_containers(spec, status, bool(metadata.get("deletionTimestamp"))))
    grace = metadata.get("deletionGracePeriodSeconds")
    conditions = tuple(_condition(_map(said)) for said in _list(status.get("conditions")))
    return PodState(
        name=_text(metadata.get("name")),
        namespace=_text(metadata.get("namespace")),
        uid=_text(metadata.get("uid")),
        owner=_owner(metadata),
        phase=_text(status.get("phase")),
        reason=_text(status.get("reason")),
        message=_text(status.get("message")),
        level=_pod_level(metadata, status, containers, conditions),
        node=_text(spec.get("nodeName")),
        address=_text(status.get("podIP")),
        created=_text(metadata.get("creationTimestamp")),
        deleted=_text(metadata.get("deletionTimestamp")),
        grace=grace if isinstance(grace, int) else None,
        conditions=conditions,
        containers=containers,
    )


def _owner(metadata: Object) -> str:
    for owner in map(_map, _list(metadata.get("ownerReferences"))):
        if owner.get("controller") is True:
            return f"{_text(owner.get('kind'))}/{_text(owner.get('name'))}"
    return ""


def _pod_level(
    metadata: Object,
    status: Object,
    containers: tuple[ContainerState, ...],
    conditions: tuple[Condition, ...],
) -> Level:
    phase = status.get("phase")
    if phase in ("Succeeded", "Failed"):
        return Level.DONE if phase == "Succeeded" else Level.TROUBLE
    if metadata.get("deletionTimestamp"):
        return Level.STOPPING
    if any(container.level is Level.TROUBLE for container in containers):
        return Level.TROUBLE
    if any(
        condition.type == "PodScheduled" and condition.reason == "Unschedulable" for condition in conditions
    ):
        return Level.TROUBLE
    if any(condition.type == "Ready" and condition.true for condition in conditions):
        return Level.RUNNING
    if _unheard(conditions):
        return Level.UNKNOWN
    return {"Running": Level.STARTING, "Pending": Level.WAITING}.get(_text(phase), Level.UNKNOWN)


def _unheard(conditions: tuple[Condition, ...]) -> bool:
    said = {condition.type: condition for condition in conditions}
    ready, inside = said.get("Ready"), said.get("ContainersReady")
    return bool(ready and inside and inside.true and not ready.true and not ready.reason)


def _containers(spec: Object, status: Object, stopping: bool) -> Iterator[ContainerState]:
    policy = spec.get("restartPolicy") or "Always"
    for field, statuses in _FIELDS.items():
        said = {_text(one.get("name")): one for one in map(_map, _list(status.get(statuses)))}
        for place, container in enumerate(map(_map, _list(spec.get(field)))):
            name, kind = _text(container.get("name")), _kind(field, container)
            stays = kind is Kind.SIDECAR or (kind is Kind.CONTAINER and policy == "Always")
            yield _container(
                container,
                kind,
                f"spec.{field}[{place}]",
                _map(said.get(name)),
                stopping=stopping,
                stays=stays,
            )


def _kind(field: str, container: Object) -> Kind:
    if field == "initContainers":
        return Kind.SIDECAR if container.get("restartPolicy") == "Always" else Kind.INIT
    return Kind.EPHEMERAL if field == "ephemeralContainers" else Kind.CONTAINER


def _container(
    container: Object, kind: Kind, path: str, said: Object, *, stopping: bool, stays: bool
) -> ContainerState:
    state = _map(said.get("state"))
    running, waiting, terminated = (_map(state.get(key)) for key in ("running", "waiting", "terminated"))
    ended, last = _exit(terminated), _exit(_map(_map(said.get("lastState")).get("terminated")))
    ready, started = said.get("ready") is True, said.get("started") is True
    restarts = said.get("restartCount")
    return ContainerState(
        name=_text(container.get("name")),
        kind=kind,
        path=path,
        image=_text(container.get("image")),
        level=_level(kind, state, ended, ready=ready, again=last is not None, stopping=stopping, stays=stays),
        word=_text(waiting.get("reason") or terminated.get("reason")) or _word(state),
        message=_text(waiting.get("message") or terminated.get("message")),
        since=_text(running.get("startedAt") or terminated.get("finishedAt")),
        ready=ready,
        started=started,
        restarts=restarts if isinstance(restarts, int) else 0,
        exit=ended,
        last=last,
    )


def _level(
    kind: Kind, state: Object, ended: Exit | None, *, ready: bool, again: bool, stopping: bool, stays: bool
) -> Level:
    if "running" in state:
        if stopping:
            return Level.STOPPING
        # An init step is not ready while it runs: it has to end.
        return Level.RUNNING if ready or kind is Kind.INIT or kind is Kind.EPHEMERAL else Level.STARTING
    if ended is not None:
        over = ended.code == 0 and not (
            stays and again
        )  # what is to stay and ends again and again is in trouble
        return Level.DONE if over or stopping else Level.TROUBLE
    reason = _text(_map(state.get("waiting")).get("reason"))
    return Level.WAITING if reason in _PATIENT and not again else Level.TROUBLE if reason else Level.WAITING


def _word(state: Object) -> str:
    return next(
        (word.capitalize() for word in ("running", "terminated", "waiting") if word in state), "Waiting"
    )


def _exit(said: Object) -> Exit | None:
    code, signal = said.get("exitCode"), said.get("signal")
    if not isinstance(code, int):
        return None
    words = (_text(said.get(key)) for key in ("reason", "message", "startedAt", "finishedAt"))
    reason, message, started, finished = words
    return Exit(code, signal if isinstance(signal, int) else 0, reason, message, started, finished)


def _condition(said: Object) -> Condition:
    words = (_text(said.get(key)) for key in ("type", "reason", "message", "lastTransitionTime"))
    kind, reason, message, since = words
    return Condition(kind, said.get("status") == "True", reason, message, since)


def _map(value: Any) -> Object:
    return value if isinstance(value, Mapping) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


# In the order of starting; ephemeral ones come when somebody asks for them.
_FIELDS = {
    "initContainers": "initContainerStatuses",
    "containers": "containerStatuses",
    "ephemeralContainers": "ephemeralContainerStatuses",
}
_PATIENT = ("PodInitializing", "ContainerCreating")
