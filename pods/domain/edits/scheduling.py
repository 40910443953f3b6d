"""Which nodes a pod may run on: node selector, tolerations, and the operating system it is made for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pods.domain import names
from pods.domain.edits import accepted
from pods.domain.edits.lists import append_item, remove_item
from pods.domain.edits.optional import merged, put_optional
from pods.domain.edits.put import put
from pods.domain.edits.refusal import EditRefused
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Pod
from pods.domain.messages import gettext_noop, say

__all__ = [
    "Toleration",
    "add_toleration",
    "change_toleration",
    "remove_toleration",
    "set_node_selector",
    "set_os",
]

_OPERATORS = ("Exists", "Equal")
_EFFECTS = ("NoSchedule", "PreferNoSchedule", "NoExecute")
_SYSTEMS = ("linux", "windows")
_DEFAULTS = {"key": "", "operator": "Equal", "value": "", "effect": ""}
# What only Linux has (FACTS A.4).
_LINUX_POD = ("hostPID", "hostIPC", "hostUsers", "shareProcessNamespace", "resources")
_LINUX_SECURITY = (
    *("seLinuxOptions", "seccompProfile", "appArmorProfile", "runAsUser", "runAsGroup"),
    *("fsGroup", "fsGroupChangePolicy", "sysctls", "supplementalGroups", "supplementalGroupsPolicy"),
    *("capabilities", "readOnlyRootFilesystem", "privileged", "allowPrivilegeEscalation", "procMount"),
)


@dataclass(frozen=True, slots=True)
class Toleration:
    """A taint of nodes that the pod puts up with; no key means any, no effect every. `seconds` None means for ever."""

    key: str = ""
    operator: str = "Equal"
    value: str = ""
    effect: str = ""
    seconds: int | None = None


def set_node_selector(manifest: Manifest, pod: Pod, labels: Mapping[str, str]) -> Manifest:
    """The labels a node must have, and no others; none at all takes the field out. Raises EditRefused."""
    for key, value in labels.items():
        accepted.sound(names.qualified(key))
        accepted.sound(names.label_value(value))
    return put_optional(manifest, pod.document, paths.join(pod.path, "nodeSelector"), dict(labels))


def add_toleration(manifest: Manifest, pod: Pod, toleration: Toleration) -> Manifest:
    """One more taint the pod puts up with. Raises EditRefused."""
    at = paths.join(pod.path, "tolerations")
    return append_item(manifest, pod.document, at, merged({}, _fields(toleration), _DEFAULTS))


def change_toleration(manifest: Manifest, pod: Pod, index: int, toleration: Toleration) -> Manifest:
    """Another taint in the place of one, counted from 0; what it says beyond that stays. Raises EditRefused."""
    at = paths.join(paths.join(pod.path, "tolerations"), index)
    old = manifest.value(pod.document, at)
    return put(manifest, pod.document, at, merged(old, _fields(toleration), _DEFAULTS))


def remove_toleration(manifest: Manifest, pod: Pod, index: int) -> Manifest:
    """Put up with one taint less, counted from 0. Raises EditRefused."""
    return remove_item(manifest, pod.document, paths.join(pod.path, "tolerations"), index)


def set_os(manifest: Manifest, pod: Pod, system: str | None) -> Manifest:
    """The operating system the pod is made for; None leaves it open. Raises EditRefused (FACTS A.4)."""
    if system is None:
        for container in pod.containers:
            if paths.value_at(container.raw, "lifecycle.stopSignal"):
                raise EditRefused(say(_SIGNAL, container=names.shown(container.name)))
        return put_optional(manifest, pod.document, paths.join(pod.path, "os"), None)
    accepted.one_of("os.name", system, _SYSTEMS)
    for field in _foreign(pod, system):
        raise EditRefused(say(_FOREIGN, field=field, system=system))
    at = paths.join(pod.path, "os")
    return put_optional(manifest, pod.document, at, merged(pod.spec.get("os"), {"name": system}))


def _fields(toleration: Toleration) -> dict[str, Any]:
    _check(toleration)
    return {
        "key": toleration.key,
        "operator": toleration.operator,
        "value": toleration.value,
        "effect": toleration.effect,
        "tolerationSeconds": toleration.seconds,
    }


def _check(toleration: Toleration) -> None:
    accepted.one_of("operator", toleration.operator, _OPERATORS)
    if toleration.key:
        accepted.sound(names.qualified(toleration.key))
    elif toleration.operator != "Exists":
        raise EditRefused(say(_NO_KEY))
    if toleration.operator == "Exists" and toleration.value:
        raise EditRefused(say(_NO_VALUE, key=names.shown(toleration.key)))
    accepted.sound(names.label_value(toleration.value))
    if toleration.effect:
        accepted.one_of("effect", toleration.effect, _EFFECTS)
    if toleration.seconds is not None and toleration.effect != "NoExecute":
        raise EditRefused(say(_SECONDS))


def _foreign(pod: Pod, system: str) -> Iterator[str]:
    """What the pod says that the other operating system only knows."""
    owners = [pod.spec, *(container.raw for container in pod.containers)]
    fields = _LINUX_SECURITY if system == "windows" else ("windowsOptions",)
    if system == "windows":
        yield from (field for field in _LINUX_POD if pod.spec.get(field))
        if pod.spec.get("hostUsers") is False:
            yield "hostUsers"
    for owner in owners:
        security = owner.get("securityContext")
        if isinstance(security, Mapping):
            yield from (field for field in fields if security.get(field) is not None)


_SIGNAL = gettext_noop(
    "%(container)s is stopped by a signal of its own, which needs to know the operating system; remove it first."
)
_FOREIGN = gettext_noop("The pod says %(field)s, which a pod for %(system)s cannot; remove it first.")
_NO_KEY = gettext_noop(
    "A toleration without a key is one of every taint; choose the operator Exists, or write a key."
)
_NO_VALUE = gettext_noop(
    "The operator Exists asks for no value; leave that of %(key)s empty, or choose Equal."
)
_SECONDS = gettext_noop(
    "Only the effect NoExecute takes a time in seconds; choose that effect, or leave the time out."
)
