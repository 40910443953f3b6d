"""Where admission points to: it refuses a pod in words alone, without the fields that they mean.

The words are those of k8s.io/pod-security-admission and of the plugins for quotas, runtimes, priorities and accounts,
as a real 1.36 says them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Pointed = tuple[str, str, str]  # a field of the pod, what is said of it, and whose rule it is
Things = list[tuple[str, Mapping[str, Any]]]  # each with its path


def pointed(words: str, pod: Mapping[str, Any]) -> Iterator[Pointed]:
    """Each field that a refusal means, with as much of its words as is about it; nothing for other refusals."""
    for pattern, places in _REFUSALS.items():
        if found := re.search(pattern, words, re.DOTALL):
            yield from places(found, pod)
    for pattern, field in _NOT_THERE.items():
        if found := re.search(pattern, words):
            yield field, found[0], ""


def _insecure(found: re.Match[str], pod: Mapping[str, Any]) -> Iterator[Pointed]:
    for said in re.findall(r"[^\s,(][^,(]* \([^()]*\)", found["rules"]):
        for field in _secured(said, pod):
            yield field, said, f"PodSecurity {found['standard']}"


def _too_much(found: re.Match[str], pod: Mapping[str, Any]) -> Iterator[Pointed]:
    for said in re.findall(r"[^\s=,]+=[^,]*", found["asked"]):
        for field in _asked(said.partition("=")[0], pod) or ("",):
            yield (
                field,
                f"{said}, used: {found['used']}, limited: {found['limited']}",
                f"quota {found['quota']}",
            )


def _unsaid(found: re.Match[str], pod: Mapping[str, Any]) -> Iterator[Pointed]:
    for what, names in re.findall(r"([^\s;]+) for: ([^;]+)", found["missing"]):
        for name in names.split(","):
            field = _of(_containers(pod), name.strip(), f"resources.{what}")
            yield field, f"must specify {what}", f"quota {found['quota']}"


def _secured(said: str, pod: Mapping[str, Any]) -> list[str]:
    """The fields that one of the rules of a Pod Security Standard is about."""
    field = re.search(r"securityContext(?:\.[a-z]\w*)+|runAsUser", said)
    inside = field[0] if field else "ports" if "hostPort" in said else ""
    inside = "securityContext.runAsUser" if inside == "runAsUser" else inside
    found = [_of(_volumes(pod), name, "") for name in _named("volume", said)]
    found += [_of(_containers(pod), name, inside) for name in _named("container", said)]
    found += [f"spec.{name}" for name in re.findall(r"\b(host(?:Network|PID|IPC))=true", said)]
    return found or [_joined("spec", inside)]


def _asked(resource: str, pod: Mapping[str, Any]) -> list[str]:
    """Where the pod asks for what a quota counts: `requests.cpu`, `limits.memory`, or `cpu` for its requests."""
    side, dot, name = resource.partition(".")
    if side not in ("requests", "limits") or not dot:
        side, name = "requests", resource
    asks = ((path, one.get("resources")) for path, one in _containers(pod))
    sides = ((path, all_.get(side)) for path, all_ in asks if isinstance(all_, Mapping))
    return [
        f"{path}.resources.{side}.{name}"
        for path, said in sides
        if isinstance(said, Mapping) and name in said
    ]


def _named(kind: str, said: str) -> list[str]:
    """Those named as in `container "a" must` or `containers "a", "b" must`."""
    lists = re.findall(rf'\b{kind}s? ("[^"]+"(?:, "[^"]+")*)', said)
    return [name for names in lists for name in re.findall(r'"([^"]+)"', names)]


def _of(things: Things, name: str, field: str) -> str:
    """The field of the one of that name; the pod's spec where there is none."""
    return next((_joined(path, field) for path, one in things if one.get("name") == name), "spec")


def _joined(path: str, field: str) -> str:
    return f"{path}.{field}" if field else path


def _containers(pod: Mapping[str, Any]) -> Things:
    return [*_listed(pod, "initContainers"), *_listed(pod, "containers")]


def _volumes(pod: Mapping[str, Any]) -> Things:
    return _listed(pod, "volumes")


def _listed(pod: Mapping[str, Any], kind: str) -> Things:
    spec = pod.get("spec")
    found = spec.get(kind) if isinstance(spec, Mapping) else None
    numbered = enumerate(found if isinstance(found, list) else ())
    return [(f"spec.{kind}[{place}]", one) for place, one in numbered if isinstance(one, Mapping)]


_REFUSALS: dict[str, Callable[[re.Match[str], Mapping[str, Any]], Iterator[Pointed]]] = {
    r'violates PodSecurity "(?P<standard>[^"]*)": (?P<rules>.*)': _insecure,
    r"exceeded quota: (?P<quota>[^,]*), requested: (?P<asked>.*), used: (?P<used>.*), limited: (?P<limited>.*)":
        _too_much,
    r"failed quota: (?P<quota>[^:]*): must specify (?P<missing>.*)": _unsaid,
}  # fmt: skip
# What the pod names, and is not there.
_NOT_THERE = {
    r'RuntimeClass "[^"]*" not found': "spec.runtimeClassName",
    r"no PriorityClass with name \S+ was found": "spec.priorityClassName",
    r'serviceaccount "[^"]*" not found': "spec.serviceAccountName",
}
