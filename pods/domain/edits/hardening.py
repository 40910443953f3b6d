"""What the profile “restricted” of the Pod Security Standards asks of a container (FACTS F.2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pods.domain.edits.optional import merged, put_optional
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Container, Pod

__all__ = ["harden", "unhardened"]

_PROFILES = ("RuntimeDefault", "Localhost")
_ALLOWED = ("NET_BIND_SERVICE",)
_OWN_USERS_MAY_BE_ROOT = 35  # with hostUsers: false, from this minor version on

Fields = Iterator[tuple[str, Any]]


def unhardened(pod: Pod, container: Container, minor: int) -> tuple[str, ...]:
    """The fields of a container's securityContext that have to change for the profile, in Kubernetes 1.`minor`."""
    return tuple(name for name, _ in _wanted(pod, container, minor))


def harden(manifest: Manifest, pod: Pod, container: Container, minor: int) -> Manifest:
    """Change those fields and no others. Whether the image can live with it nobody knows before it runs.

    Raises EditRefused where the text cannot be edited.
    """
    path = paths.join(container.path, "securityContext")
    wanted = dict(_wanted(pod, container, minor))
    return put_optional(manifest, pod.document, path, merged(manifest.value(pod.document, path), wanted))


def _wanted(pod: Pod, container: Container, minor: int) -> Fields:
    said = container.raw.get("securityContext")
    own = said if isinstance(said, Mapping) else {}
    if own.get("privileged") is True:
        yield "privileged", None
    if minor < _OWN_USERS_MAY_BE_ROOT or pod.spec.get("hostUsers") is not False:
        yield from _users(pod, own)
    if paths.value_at(pod.spec, "os.name") != "windows":
        yield from _linux(pod, own)


def _users(pod: Pod, own: Mapping[str, Any]) -> Fields:
    if own.get("runAsUser") == 0:
        yield "runAsUser", None
    of_pod = paths.value_at(pod.spec, "securityContext.runAsNonRoot")
    if own.get("runAsNonRoot", of_pod) is not True:
        yield "runAsNonRoot", True


def _linux(pod: Pod, own: Mapping[str, Any]) -> Fields:
    if own.get("allowPrivilegeEscalation") is not False:
        yield "allowPrivilegeEscalation", False
    capabilities = own.get("capabilities")
    fitting = _capabilities(capabilities)
    if fitting != capabilities:
        yield "capabilities", fitting
    if own.get("procMount") not in (None, "Default"):
        yield "procMount", None
    of_pod = paths.value_at(pod.spec, "securityContext.seccompProfile")
    profile = own.get("seccompProfile") or of_pod
    if paths.value_at(profile, "type") not in _PROFILES:
        yield "seccompProfile", {"type": "RuntimeDefault"}


def _capabilities(said: Any) -> dict[str, Any]:
    """All dropped, and of those that are added the one that the profile allows."""
    added, dropped = (paths.value_at(said, way) for way in ("add", "drop"))
    kept = [name for name in added if name in _ALLOWED] if isinstance(added, list) else []
    dropped = dropped if isinstance(dropped, list) and "ALL" in dropped else ["ALL"]
    return merged(said, {"add": kept, "drop": dropped})
