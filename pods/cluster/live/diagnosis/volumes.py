"""Volumes that cannot be mounted, and sandboxes that cannot be made: only events tell of them (FACTS C.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pods.cluster.live.diagnosis.trouble import Spot, Trouble, items, mapping, newest
from pods.cluster.live.events import Event
from pods.cluster.live.state import Level, PodState
from pods.domain.messages import gettext_noop, say

Object = Mapping[str, Any]
_MOUNTING = ("FailedMount", "FailedAttachVolume", "FailedMapVolume")
_BEFORE = ("ContainerCreating", "PodInitializing", "Waiting")


def of_volumes(pod: PodState, raw: Object, events: Sequence[Event]) -> Iterator[Trouble]:
    """Each volume that keeps the pod from starting."""
    if not _not_begun(pod):
        return
    told: dict[str, Event] = {}
    for event in events:
        found = re.search(r'volume "([^"]+)"', event.message)
        if event.reason in _MOUNTING and found and not event.message.startswith("Unable to attach or mount"):
            told[found[1]] = event
    for name, event in told.items():
        yield _of(_volume(raw, name), event.message)


def of_sandbox(pod: PodState, events: Sequence[Event]) -> Iterator[Trouble]:
    """Why the pod does not even get its network."""
    said = newest(events, "FailedCreatePodSandBox")
    if said and _not_begun(pod):
        yield Trouble("sandbox", say(_SANDBOX), say(_NETWORK), Spot(), said.message)


def _not_begun(pod: PodState) -> bool:
    if pod.deleted or pod.over:
        return False
    return all(each.level is Level.WAITING and each.word in _BEFORE for each in pod.containers)


def _volume(raw: Object, name: str) -> str:
    """The pod's own name of a volume: of a claim the events name the volume behind it, which is called pvc-…"""
    volumes = items(mapping(raw.get("spec")).get("volumes"))
    names = [str(each.get("name")) for each in volumes]
    if name in names:
        return name
    claimed = [each for each in volumes if "persistentVolumeClaim" in each or "ephemeral" in each]
    return str(claimed[0].get("name")) if len(claimed) == 1 else name


def _of(name: str, words: str) -> Trouble:
    for pattern, title, advice in _WHYS:
        if found := re.search(pattern, words):
            values = {"name": name, **found.groupdict()}
            return Trouble("mount", say(title, **values), say(advice), Spot(volume=name), words)
    return Trouble("mount", say(_SOMEHOW, name=name), say(_LOOK), Spot(volume=name), words)


_MAP = gettext_noop("The volume %(name)s needs the ConfigMap %(what)s, which is not in this namespace.")
_SECRET = gettext_noop("The volume %(name)s needs the Secret %(what)s, which is not in this namespace.")
_ADD = gettext_noop(
    "Add it to the design and apply it, correct its name, or mark it as optional. The pod goes on by "
    "itself then."
)
_KEY = gettext_noop("The volume %(name)s takes the key %(what)s, which its source does not have.")
_ADD_KEY = gettext_noop("Add the key, correct it under items, or mark the volume's source as optional.")
_PATH = gettext_noop("The volume %(name)s takes a path of the node that is not there, or is of another type.")
_TYPE = gettext_noop("Check hostPath.path and hostPath.type; DirectoryOrCreate makes a directory.")
_IN_USE = gettext_noop("The volume %(name)s is in use on another node, and can only be used by one.")
_WAIT = gettext_noop(
    "It is freed when the other pod is gone; a Deployment with such a volume needs the strategy Recreate."
)
_DRIVER = gettext_noop("The volume %(name)s needs a storage driver that the node does not have.")
_INSTALL = gettext_noop("Check the name of the driver, and whether it is installed on every node.")
_SOMEHOW = gettext_noop("The volume %(name)s cannot be mounted.")
_LOOK = gettext_noop("The node's own words say what it lacks.")
_WHYS = (
    (r'configmap "(?P<what>[^"]+)" not found', _MAP, _ADD),
    (r'secret "(?P<what>[^"]+)" not found', _SECRET, _ADD),
    (r"references non-existent (?:config|secret) key: (?P<what>\S+)", _KEY, _ADD_KEY),
    (r"hostPath type check failed", _PATH, _TYPE),
    (r"Multi-Attach error", _IN_USE, _WAIT),
    (r"driver name \S+ not found|not found in the list of registered CSI drivers", _DRIVER, _INSTALL),
)
_SANDBOX = gettext_noop(
    "The node cannot make the pod's sandbox, that is its network and its pause container."
)
_NETWORK = gettext_noop(
    "This is a matter of the node or the cluster's network, not of the design; its words say what is missing."
)
