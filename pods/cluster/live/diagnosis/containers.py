"""What is wrong with single containers, in the order in which they start."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from pods.cluster.live.diagnosis.exits import NO_COMMAND, OUT_OF_MEMORY, meaning
from pods.cluster.live.diagnosis.images import of_image
from pods.cluster.live.diagnosis.probes import of_probes
from pods.cluster.live.diagnosis.trouble import Spot, Trouble, items, mapping, newest, seconds_since
from pods.cluster.live.events import Event
from pods.cluster.live.state import ContainerState, Exit, Kind, Level, PodState
from pods.domain.messages import Message, gettext_noop, say
from pods.domain.severity import Severity

Object = Mapping[str, Any]
_NON_ROOT = "securityContext.runAsNonRoot"
_LONG = 60.0  # seconds after which an init step that still runs is worth a word
_STARTING = (
    "CreateContainerError",
    "RunContainerError",
    "StartError",
    "ContainerCannotRun",
    "PreStartHookError",
)


def of_containers(pod: PodState, raw: Object, events: Sequence[Event], now: datetime) -> Iterator[Trouble]:
    """Each container's trouble."""
    if pod.deleted:
        return  # what ends just now ends as it is meant to
    for container in pod.containers:
        yield from _of(pod, container, raw, events, now)


def _of(
    pod: PodState, container: ContainerState, raw: Object, events: Sequence[Event], now: datetime
) -> Iterator[Trouble]:
    image, probes = of_image(container, events), list(of_probes(pod, container, events, now))
    if image:
        yield image
    elif container.word == "CreateContainerConfigError":
        yield _config(container, _written(raw, container))
    elif hook := _hook(container, events):
        yield hook
    elif container.word in _STARTING:
        yield _unstartable(container, container.message)
    elif _fails(container) and not _killed_by(probes, container):
        yield _failing(pod, container)
    elif container.kind is Kind.INIT and container.level is Level.RUNNING:
        yield from _lasting(pod, container, now)
    yield from probes


def _hook(container: ContainerState, events: Sequence[Event]) -> Trouble | None:
    failed = newest(events, "FailedPostStartHook", container.name)
    if container.word != "PostStartHookError" and not (failed and _fails(container)):
        return None
    spot = Spot("lifecycle.postStart", container=container.name)
    words = failed.message if failed else container.message
    return Trouble("hook", say(_HOOK, name=container.name), say(_HOOKED), spot, words)


def _killed_by(probes: Sequence[Trouble], container: ContainerState) -> bool:
    """Whether a probe says why it ended: the kubelet killed it for that."""
    ended = container.exit or container.last
    killed = ended is not None and ended.reason != OUT_OF_MEMORY and ended.code in (137, 143)
    return killed and any(probe.id in ("probe-liveness", "probe-startup") for probe in probes)


def _fails(container: ContainerState) -> bool:
    return container.level is Level.TROUBLE and (container.exit or container.last) is not None


def _failing(pod: PodState, container: ContainerState) -> Trouble:
    ended = container.exit or container.last
    assert ended is not None
    if ended.reason in _STARTING:
        return _unstartable(container, ended.message)
    spot = Spot(_field(ended), container=container.name)
    kind = "out-of-memory" if ended.reason == OUT_OF_MEMORY else "crash"
    return Trouble(kind, _title(pod, container, ended), _advice(container, ended), spot, ended.message)


def _field(ended: Exit) -> str:
    if ended.reason == OUT_OF_MEMORY:
        return "resources.limits.memory"
    return "command" if ended.code in NO_COMMAND else ""


def _title(pod: PodState, container: ContainerState, ended: Exit) -> Message:
    why = meaning(ended)
    if container.kind is Kind.INIT:
        number, count = _step(pod, container)
        return say(_INIT, number=number, count=count, name=container.name, why=why)
    again = container.word == "CrashLoopBackOff" or container.restarts > 0
    return say(_LOOP if again else _ENDED, name=container.name, restarts=container.restarts, why=why)


def _advice(container: ContainerState, ended: Exit) -> Message:
    if ended.reason == OUT_OF_MEMORY:
        return say(_MORE)
    if ended.code in NO_COMMAND:
        return say(_COMMAND)
    if ended.code == 0:
        return say(_STAY)
    return say(_LOG if container.restarts == 0 else _PREVIOUS)


def _config(container: ContainerState, written: Object) -> Trouble:
    """What the kubelet could not put together (its words: `configmap "x" not found` and the like)."""
    words, name = container.message, container.name
    for pattern, title, advice, field in _CONFIG:
        if found := re.search(pattern, words):
            values = found.groupdict()
            spot = _user(written, name) if field == _NON_ROOT else Spot(_reference(written, values), name)
            return Trouble("config", say(title, name=name, **values), say(advice), spot, words)
    return Trouble("config", say(_CONFIGURED, name=name), say(_READ), Spot("env", container=name), words)


def _written(raw: Object, container: ContainerState) -> Object:
    spec = mapping(raw.get("spec"))
    lists = (spec.get(field) for field in ("initContainers", "containers", "ephemeralContainers"))
    return next((one for each in lists for one in items(each) if one.get("name") == container.name), {})


def _user(written: Object, name: str) -> Spot:
    """Where it is said that it may not run as root: in the container, else in the pod."""
    own = _NON_ROOT.rpartition(".")[2] in mapping(written.get("securityContext"))
    return Spot(_NON_ROOT, container=name if own else "")


def _reference(written: Object, values: Mapping[str, str]) -> str:
    """The variable that refers to what is missing."""
    what = values["what"].rpartition("/")[
        2
    ]  # of a key it is told with kind and namespace: `ConfigMap shop/conf`
    for place, source in enumerate(items(written.get("envFrom"))):
        if "key" not in values and _refers(source, what, None):
            return f"envFrom[{place}]"
    for place, variable in enumerate(items(written.get("env"))):
        if _refers(mapping(variable.get("valueFrom")), what, values.get("key")):
            return f"env[{place}]"
    return "env"


def _refers(source: Object, name: str, key: str | None) -> bool:
    references = (mapping(each) for each in source.values())
    return any(each.get("name") == name and key in (None, each.get("key")) for each in references)


def _unstartable(container: ContainerState, words: str) -> Trouble:
    missing = re.search(r"executable file not found|no such file or directory|permission denied", words)
    title, advice = (_NO_COMMAND, _COMMAND) if missing else (_UNSTARTABLE, _READ)
    spot = Spot("command" if missing else "", container=container.name)
    return Trouble("start", say(title, name=container.name), say(advice), spot, words)


def _lasting(pod: PodState, container: ContainerState, now: datetime) -> Iterator[Trouble]:
    lasted = seconds_since(container.since, now)
    if lasted > _LONG:
        number, count = _step(pod, container)
        title = say(_RUNS, number=number, count=count, name=container.name, minutes=int(lasted // 60))
        spot = Spot(container=container.name)
        yield Trouble("init-runs", title, say(_ITS_LOG), spot, severity=Severity.WARNING)


def _step(pod: PodState, container: ContainerState) -> tuple[int, int]:
    steps = [each for each in pod.containers if each.kind is Kind.INIT]
    return steps.index(container) + 1, len(steps)


_INIT = gettext_noop(
    "Init step %(number)s of %(count)s, %(name)s, failed, and nothing after it starts before it "
    "succeeds. %(why)s"
)
_LOOP = gettext_noop(
    "%(name)s ends again and again (%(restarts)s restarts), and is started again at ever longer "
    "intervals. %(why)s"
)
_ENDED = gettext_noop("%(name)s ended. %(why)s")
_MORE = gettext_noop(
    "Raise its memory limit, or let the program use less: many need to be told how much they may have."
)
_COMMAND = gettext_noop(
    "Check the command: it has to be a file inside the image (a shell only where the image has one) that "
    "may be executed."
)
_STAY = gettext_noop(
    "A container of a pod that is to stay needs a command that stays; what ends by itself belongs into a "
    "Job or an init step."
)
_LOG = gettext_noop("Its log below says what it did last.")
_PREVIOUS = gettext_noop("The log of its previous try, below, says what it did last.")
_ITS_LOG = gettext_noop("Its log below says what it does; nothing after it starts before it ends.")
_RUNS = gettext_noop("Init step %(number)s of %(count)s, %(name)s, has been running for %(minutes)s min.")
_HOOK = gettext_noop("The postStart hook of %(name)s failed, so the container was killed.")
_HOOKED = gettext_noop("The hook runs beside the command, not after it: it has to wait for what it needs.")
_UNSTARTABLE = gettext_noop("%(name)s cannot be started.")
_NO_COMMAND = gettext_noop("%(name)s cannot be started: its command cannot be executed in its image.")
_READ = gettext_noop("The node's own words say what it lacks.")
_CONFIGURED = gettext_noop("%(name)s cannot be made: something it refers to is missing or does not fit.")
_MAP = gettext_noop("%(name)s needs the ConfigMap %(what)s, which is not in this namespace.")
_ADD_MAP = gettext_noop(
    "Add the ConfigMap to the design and apply it, correct its name, or mark the reference as optional."
)
_THE_SECRET = gettext_noop("%(name)s needs the Secret %(what)s, which is not in this namespace.")
_ADD_SECRET = gettext_noop(
    "Make the Secret in this namespace, correct its name, or mark the reference as optional."
)
_KEY = gettext_noop("%(name)s needs the key %(key)s, which %(what)s does not have.")
_ADD_KEY = gettext_noop("Add the key, correct its name, or mark the reference as optional.")
_ROOT = gettext_noop("%(name)s may not run as root (runAsNonRoot), but its image does.")
_USER = gettext_noop("Set runAsUser to a number that is not 0, or choose an image that runs as another user.")
_NO_NUMBER = gettext_noop(
    "%(name)s may not run as root (runAsNonRoot), and the image names its user instead of a number, "
    "which cannot be checked."
)
_CONFIG = (
    (r"configmap \"(?P<what>[^\"]+)\" not found", _MAP, _ADD_MAP, "env"),
    (r"secret \"(?P<what>[^\"]+)\" not found", _THE_SECRET, _ADD_SECRET, "env"),
    (r"couldn't find key (?P<key>\S+) in (?P<what>\S+ \S+)", _KEY, _ADD_KEY, "env"),
    (r"image will run as root", _ROOT, _USER, _NON_ROOT),
    (r"non-numeric user", _NO_NUMBER, _USER, _NON_ROOT),
)
