"""What a container runs and how it is started again: image, command, directory, pull and restart policy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pods.domain.edits import accepted
from pods.domain.edits.optional import put_optional
from pods.domain.edits.put import put
from pods.domain.edits.refusal import EditRefused
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Container, ContainerKind, Pod
from pods.domain.messages import gettext_noop, say

__all__ = [
    "set_args",
    "set_command",
    "set_container_restart_policy",
    "set_image",
    "set_image_pull_policy",
    "set_working_dir",
]

_PULL_POLICIES = ("Always", "IfNotPresent", "Never")
_RESTART_POLICIES = ("Always", "OnFailure", "Never")
_NOT_FOR_INIT = ("livenessProbe", "readinessProbe", "startupProbe", "lifecycle")


def set_image(manifest: Manifest, pod: Pod, container: Container, image: str) -> Manifest:
    """Run another image. Raises EditRefused when it is empty or has blanks around it (FACTS G.1, 4)."""
    accepted.filled("image", image)
    if image != image.strip():
        raise EditRefused(say(_BLANKS))
    return put(manifest, pod.document, paths.join(container.path, "image"), image)


def set_command(
    manifest: Manifest, pod: Pod, container: Container, command: Sequence[str] | None
) -> Manifest:
    """Run this in the place of the image's entry point; None leaves the image its own. Raises EditRefused."""
    return _put_field(manifest, pod, container, "command", list(command or ()))


def set_args(manifest: Manifest, pod: Pod, container: Container, args: Sequence[str] | None) -> Manifest:
    """Pass these arguments; None leaves the image its own. Raises EditRefused."""
    return _put_field(manifest, pod, container, "args", list(args or ()))


def set_working_dir(manifest: Manifest, pod: Pod, container: Container, directory: str | None) -> Manifest:
    """Start in this directory; None starts in that of the image. Raises EditRefused."""
    return _put_field(manifest, pod, container, "workingDir", directory)


def set_image_pull_policy(manifest: Manifest, pod: Pod, container: Container, policy: str | None) -> Manifest:
    """When to pull the image; None pulls always for the tag latest, else where it is missing (FACTS G.1, 5)."""
    if policy is not None:
        accepted.one_of("imagePullPolicy", policy, _PULL_POLICIES)
    return _put_field(manifest, pod, container, "imagePullPolicy", policy)


def set_container_restart_policy(
    manifest: Manifest, pod: Pod, container: Container, policy: str | None
) -> Manifest:
    """The container's own restart policy; None follows the pod. Always makes an init container a native sidecar.

    Raises EditRefused where the API server would refuse the outcome (FACTS C.5, G.1 10 to 12).
    """
    if container.kind is ContainerKind.EPHEMERAL:
        raise EditRefused(say(_EPHEMERAL, field="restartPolicy"))
    if policy is not None:
        accepted.one_of("restartPolicy", policy, _RESTART_POLICIES)
    elif container.raw.get("restartPolicyRules"):
        raise EditRefused(say(_RULES))
    if container.kind is ContainerKind.SIDECAR and policy != "Always":
        _refuse_what_init_cannot_have(container)
    return _put_field(manifest, pod, container, "restartPolicy", policy)


def _refuse_what_init_cannot_have(container: Container) -> None:
    present = [name for name in _NOT_FOR_INIT if container.raw.get(name) is not None]
    if present:
        raise EditRefused(say(_INIT, fields=", ".join(present)))


def _put_field(manifest: Manifest, pod: Pod, container: Container, field: str, value: Any) -> Manifest:
    return put_optional(manifest, pod.document, paths.join(container.path, field), value)


_BLANKS = gettext_noop("The image has blanks around it; remove them.")
_EPHEMERAL = gettext_noop("An ephemeral container takes no %(field)s; nothing restarts it.")
_RULES = gettext_noop(
    "Its restartPolicyRules need a restartPolicy; remove the rules first, or choose a policy."
)
_INIT = gettext_noop(
    "Without restartPolicy: Always it is an ordinary init container, which takes no %(fields)s; remove these first."
)
