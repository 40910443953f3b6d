"""Who a container runs as and what it may do; the same for the pod as a whole (FACTS A.4, F, G.1 44 and 45)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pods.domain import names
from pods.domain.edits import accepted
from pods.domain.edits.optional import merged, put_optional
from pods.domain.edits.refusal import EditRefused
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Container, Pod
from pods.domain.messages import gettext_noop, say

__all__ = [
    "PodSecurity",
    "SeccompProfile",
    "Security",
    "set_pod_security_context",
    "set_security_context",
]

_PROFILES = ("RuntimeDefault", "Unconfined", "Localhost")
_PROC_MOUNTS = ("Default", "Unmasked")
_CHANGE_POLICIES = ("Always", "OnRootMismatch")


@dataclass(frozen=True, slots=True)
class SeccompProfile:
    """Which system calls there are: RuntimeDefault, Unconfined, or Localhost with a file on the node."""

    type: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class Security:
    """What a container's security context says; None, or an empty list, leaves it to the pod and the image."""

    run_as_user: int | None = None
    run_as_group: int | None = None
    run_as_non_root: bool | None = None
    read_only_root: bool | None = None
    privileged: bool | None = None
    allow_escalation: bool | None = None
    add: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    seccomp: SeccompProfile | None = None
    proc_mount: str | None = None


@dataclass(frozen=True, slots=True)
class PodSecurity:
    """What a pod's security context says; None, or an empty list, leaves it to the images."""

    run_as_user: int | None = None
    run_as_group: int | None = None
    run_as_non_root: bool | None = None
    fs_group: int | None = None
    fs_group_change_policy: str | None = None
    supplemental_groups: tuple[int, ...] = ()
    seccomp: SeccompProfile | None = None


def set_security_context(manifest: Manifest, pod: Pod, container: Container, security: Security) -> Manifest:
    """Give a container this security context; what it says beyond that stays. Raises EditRefused."""
    path = paths.join(container.path, "securityContext")
    old = manifest.value(pod.document, path)
    _check_ids(runAsUser=security.run_as_user, runAsGroup=security.run_as_group)
    _check_escalation(security)
    if security.proc_mount is not None:
        accepted.one_of("procMount", security.proc_mount, _PROC_MOUNTS)
        if security.proc_mount == "Unmasked" and pod.spec.get("hostUsers") is not False:
            raise EditRefused(say(_UNMASKED))
    return put_optional(manifest, pod.document, path, merged(old, _fields(security, old)))


def set_pod_security_context(manifest: Manifest, pod: Pod, security: PodSecurity) -> Manifest:
    """Give the pod this security context; what it says beyond that stays. Raises EditRefused."""
    path = paths.join(pod.path, "securityContext")
    old = manifest.value(pod.document, path)
    groups = {f"supplementalGroups[{i}]": group for i, group in enumerate(security.supplemental_groups)}
    _check_ids(
        runAsUser=security.run_as_user, runAsGroup=security.run_as_group, fsGroup=security.fs_group, **groups
    )
    if security.fs_group_change_policy is not None:
        accepted.one_of("fsGroupChangePolicy", security.fs_group_change_policy, _CHANGE_POLICIES)
    fields = {
        "runAsUser": security.run_as_user,
        "runAsGroup": security.run_as_group,
        "runAsNonRoot": security.run_as_non_root,
        "fsGroup": security.fs_group,
        "fsGroupChangePolicy": security.fs_group_change_policy,
        "supplementalGroups": list(security.supplemental_groups),
        "seccompProfile": _seccomp(security.seccomp, old),
    }
    return put_optional(manifest, pod.document, path, merged(old, fields))


def _fields(security: Security, old: Any) -> dict[str, Any]:
    capabilities = {"add": list(security.add), "drop": list(security.drop)}
    return {
        "runAsUser": security.run_as_user,
        "runAsGroup": security.run_as_group,
        "runAsNonRoot": security.run_as_non_root,
        "readOnlyRootFilesystem": security.read_only_root,
        "privileged": security.privileged,
        "allowPrivilegeEscalation": security.allow_escalation,
        "capabilities": merged(paths.value_at(old, "capabilities"), capabilities),
        "seccompProfile": _seccomp(security.seccomp, old),
        "procMount": security.proc_mount,
    }


def _check_ids(**ids: int | None) -> None:
    for field, number in ids.items():
        if number is not None:
            accepted.whole(field, number, 0)


def _check_escalation(security: Security) -> None:
    if security.allow_escalation is not False:
        return
    if security.privileged:
        raise EditRefused(say(_PRIVILEGED))
    if "CAP_SYS_ADMIN" in security.add:
        raise EditRefused(say(_SYS_ADMIN))


def _seccomp(profile: SeccompProfile | None, old: Any) -> dict[str, Any] | None:
    if profile is None:
        return None
    accepted.one_of("seccompProfile.type", profile.type, _PROFILES)
    if (profile.type == "Localhost") != bool(profile.file):
        raise EditRefused(say(_FILE))
    if profile.file.startswith("/") or ".." in profile.file.split("/"):
        raise EditRefused(say(_FILE_PATH, path=names.shown(profile.file)))
    before = old.get("seccompProfile") if isinstance(old, Mapping) else None
    return merged(before, {"type": profile.type, "localhostProfile": profile.file or None})


_UNMASKED = gettext_noop(
    "procMount: Unmasked needs a pod with users of its own; set hostUsers to false first."
)
_PRIVILEGED = gettext_noop(
    "A privileged container can always gain rights; leave allowPrivilegeEscalation out, or privileged."
)
_SYS_ADMIN = gettext_noop(
    "With the capability CAP_SYS_ADMIN allowPrivilegeEscalation cannot be false; leave one of the two out."
)
_FILE = gettext_noop("A seccompProfile of the type Localhost names a file, and no other type does.")
_FILE_PATH = gettext_noop(
    "The profile “%(path)s” must be a file below the node's folder of profiles, such as profiles/audit.json."
)
