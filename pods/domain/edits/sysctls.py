"""Parameters of the kernel that a pod sets, and those it cannot set in a namespace of the node (FACTS A.4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pods.domain import names
from pods.domain import sysctls as parameters
from pods.domain.edits.optional import merged, put_optional
from pods.domain.edits.refusal import EditRefused
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Pod
from pods.domain.messages import gettext_noop, say

__all__ = ["set_sysctls", "sysctl_names"]


def set_sysctls(manifest: Manifest, pod: Pod, sysctls: Mapping[str, str]) -> Manifest:
    """These parameters of the kernel, and no others; none at all takes the field out. Raises EditRefused."""
    for name, value in sysctls.items():
        _check(pod, name, value)
    at = paths.join(pod.path, "securityContext")
    old = manifest.value(pod.document, at)
    have = {each["name"]: each for each in _entries(pod) if isinstance(each.get("name"), str)}
    entries = [merged(have.get(name), {"name": name, "value": value}) for name, value in sysctls.items()]
    return put_optional(manifest, pod.document, at, merged(old, {"sysctls": entries}))


def sysctl_names(pod: Pod) -> Iterator[str]:
    """The names of those that the pod sets."""
    return (name for each in _entries(pod) if isinstance(name := each.get("name"), str))


def _entries(pod: Pod) -> list[Mapping[str, Any]]:
    found = paths.value_at(pod.spec, "securityContext.sysctls")
    return [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []


def _check(pod: Pod, name: str, value: str) -> None:
    if not parameters.is_name(name):
        raise EditRefused(say(_WRONG, name=names.shown(name)))
    if not value:
        raise EditRefused(say(_NO_VALUE, name=names.shown(name)))
    if paths.value_at(pod.spec, "os.name") == "windows":
        raise EditRefused(say(_WINDOWS))
    field = parameters.taken(name, pod.spec)
    if field is not None:
        raise EditRefused(say(_OF_NODE, name=names.shown(name), field=field))


_WRONG = gettext_noop("“%(name)s” is no name of a sysctl; write one such as net.core.somaxconn.")
_NO_VALUE = gettext_noop("The sysctl %(name)s needs a value, as in %(name)s=1.")
_WINDOWS = gettext_noop("A Windows pod knows no sysctls; leave them out.")
_OF_NODE = gettext_noop("With %(field)s the sysctl %(name)s is the node's and cannot be set; leave it out.")
