"""Fields of a pod hold values Kubernetes knows

Some fields take one of a few words, spelled exactly. Host names, service accounts and classes follow the
rules of DNS names. User and group ids go from 0 to 2147483647. A pod may have a deadline; what keeps pods
running, such as a Deployment, may not give its pods one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from ipaddress import ip_address
from typing import Any

from pods.domain import names
from pods.domain.findings import Context, Flaw, rule
from pods.domain.manifest import paths
from pods.domain.manifest.views import Pod
from pods.domain.messages import Message, gettext_noop, say
from pods.domain.severity import Severity

Wrong = tuple[str, Message, Message]  # path below the pod spec, message, help

_WORDS = {
    "dnsPolicy": ("ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"),
    "preemptionPolicy": ("PreemptLowerPriority", "Never"),
}
_OF_CONTAINERS = {
    "imagePullPolicy": ("Always", "IfNotPresent", "Never"),
    "terminationMessagePolicy": ("File", "FallbackToLogsOnError"),
}
_OF_TOLERATIONS = {
    "operator": ("Exists", "Equal"),
    "effect": ("NoSchedule", "PreferNoSchedule", "NoExecute"),
}
_SYSTEMS = ("linux", "windows")
_GROUP_CHANGE = ("OnRootMismatch", "Always")
_NAMES: dict[str, Callable[[str], Message | None]] = {
    "hostname": names.label,
    "subdomain": names.label,
    "serviceAccountName": names.subdomain,
    "priorityClassName": names.subdomain,
    "runtimeClassName": names.subdomain,
    "nodeName": names.subdomain,
}
_IDS = ("runAsUser", "runAsGroup", "fsGroup")
_LARGEST = 2**31 - 1
_NO_DEADLINE = frozenset({"Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "ReplicationController"})


@rule(Severity.ERROR)
def check(context: Context) -> Iterator[Flaw]:
    for pod in context.pods:
        for step, message, help_ in _wrong(pod):
            yield Flaw(pod.document, f"{pod.path}.{step}", message, help_, rejected_by_api=True)
        for container in pod.containers:
            for step, message, help_ in _container(container.raw):
                yield Flaw(pod.document, f"{container.path}.{step}", message, help_, rejected_by_api=True)


def _wrong(pod: Pod) -> Iterator[Wrong]:
    for field, words in _WORDS.items():
        yield from _word(pod.spec, field, words)
    for field, test in _NAMES.items():
        # Host name and subdomain of its pods are the StatefulSet's to set, and not looked at (FACTS H).
        if not (pod.kind == "StatefulSet" and test is names.label):
            yield from _name(pod.spec, field, test)
    security = pod.spec.get("securityContext")
    if isinstance(security, Mapping):
        yield from _below("securityContext", _ids(security))
        yield from _below("securityContext", _word(security, "fsGroupChangePolicy", _GROUP_CHANGE))
    system = pod.spec.get("os")
    if isinstance(system, Mapping):
        yield from _below("os", _word(system, "name", _SYSTEMS))
    yield from _tolerations(pod.spec)
    yield from _deadline(pod)
    yield from _nameservers(pod.spec)


def _tolerations(spec: Mapping[str, Any]) -> Iterator[Wrong]:
    entries = spec.get("tolerations")
    for index, entry in enumerate(entries if isinstance(entries, list) else []):
        for field, words in _OF_TOLERATIONS.items() if isinstance(entry, Mapping) else ():
            yield from _below(f"tolerations[{index}]", _word(entry, field, words))


def _container(raw: Mapping[str, Any]) -> Iterator[Wrong]:
    for field, words in _OF_CONTAINERS.items():
        yield from _word(raw, field, words)
    security = raw.get("securityContext")
    if isinstance(security, Mapping):
        yield from _below("securityContext", _ids(security))


def _word(owner: Mapping[str, Any], field: str, words: tuple[str, ...]) -> Iterator[Wrong]:
    value = owner.get(field)
    if isinstance(value, str) and value and value not in words:
        message = say(_UNKNOWN, field=field, value=names.shown(value))
        yield field, message, say(_UNKNOWN_HELP, words=", ".join(words))


def _name(owner: Mapping[str, Any], field: str, test: Callable[[str], Message | None]) -> Iterator[Wrong]:
    value = owner.get(field)
    fault = test(value) if isinstance(value, str) and value else None
    if fault is not None:
        yield field, fault, say(_NAME_HELP)


def _ids(security: Mapping[str, Any]) -> Iterator[Wrong]:
    for field in _IDS:
        value = security.get(field)
        if type(value) is int and abs(value) < 2**63 and not 0 <= value <= _LARGEST:
            yield field, say(_ID, field=field, value=value), say(_ID_HELP)


def _deadline(pod: Pod) -> Iterator[Wrong]:
    seconds = pod.spec.get("activeDeadlineSeconds")
    if seconds is None:
        return
    if pod.kind in _NO_DEADLINE:
        yield "activeDeadlineSeconds", say(_DEADLINE, kind=pod.kind), say(_DEADLINE_HELP)
    elif type(seconds) is int and not 1 <= seconds <= _LARGEST:
        yield "activeDeadlineSeconds", say(_SECONDS), say(_SECONDS_HELP)


def _nameservers(spec: Mapping[str, Any]) -> Iterator[Wrong]:
    config = spec.get("dnsConfig")
    servers = config.get("nameservers") if isinstance(config, Mapping) else None
    for index, server in enumerate(servers if isinstance(servers, list) else []):
        if isinstance(server, str) and not _is_address(server):
            yield (
                f"dnsConfig.nameservers[{index}]",
                say(_ADDRESS, value=names.shown(server)),
                say(_ADDRESS_HELP),
            )
    if spec.get("dnsPolicy") == "None" and not servers and isinstance(servers, list | None):
        yield "dnsPolicy", say(_NO_SERVERS), say(_NO_SERVERS_HELP)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _below(field: str, found: Iterator[Wrong]) -> Iterator[Wrong]:
    yield from ((paths.join(field, step), message, help_) for step, message, help_ in found)


_UNKNOWN = gettext_noop("“%(value)s” is no value of %(field)s.")
_UNKNOWN_HELP = gettext_noop("Write one of %(words)s.")
_NAME_HELP = gettext_noop("Write a name such as web or batch-runner.")
_ID = gettext_noop("%(field)s must be from 0 to 2147483647, this is %(value)d.")
_ID_HELP = gettext_noop("Write the number of a user or group, such as 1000.")
_DEADLINE = gettext_noop("A %(kind)s keeps its pods running and cannot give them a deadline.")
_DEADLINE_HELP = gettext_noop("Remove activeDeadlineSeconds, or make it a Job.")
_SECONDS = gettext_noop("activeDeadlineSeconds must be from 1 to 2147483647.")
_SECONDS_HELP = gettext_noop("Write a number of seconds, or remove it.")
_ADDRESS = gettext_noop("“%(value)s” is no IP address.")
_ADDRESS_HELP = gettext_noop("Write an address such as 10.0.0.10.")
_NO_SERVERS = gettext_noop("With dnsPolicy: None the pod needs name servers of its own.")
_NO_SERVERS_HELP = gettext_noop("Write dnsConfig.nameservers, or choose another dnsPolicy.")
