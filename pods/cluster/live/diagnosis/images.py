"""Why an image is not there, from the registry's own words as the runtime passes them on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pods.cluster.live.diagnosis.trouble import Spot, Trouble, newest
from pods.cluster.live.events import Event
from pods.cluster.live.state import ContainerState
from pods.domain.messages import gettext_noop, say

_PULLING = ("ErrImagePull", "ImagePullBackOff", "RegistryUnavailable", "ImageInspectError")


def of_image(container: ContainerState, events: Sequence[Event]) -> Trouble | None:
    """The trouble with a container's image, if that is what it waits for."""
    name, image = container.name, container.image
    if container.word == "InvalidImageName":
        spot = Spot("image", container=name)
        return Trouble(
            "image-name", say(_INVALID, name=name, image=image), say(_WRITE), spot, container.message
        )
    if container.word == "ErrImageNeverPull":
        spot = Spot("imagePullPolicy", container=name)
        return Trouble("image-never-pulled", say(_NEVER, name=name, image=image), say(_ALLOW), spot)
    if container.word not in _PULLING:
        return None
    failed = newest(events, "Failed", name, "Failed to pull image")
    words = failed.message if failed else container.message
    why, advice, secrets = _why(words)
    spot = Spot("imagePullSecrets") if secrets else Spot("image", container=name)
    return Trouble("image-pull", say(why, name=name, image=image), say(advice, image=image), spot, words)


def _why(words: str) -> tuple[str, str, bool]:
    for pattern, why, advice in _WHYS:
        if re.search(pattern, words, re.IGNORECASE):
            return why, advice, why == _REFUSED
    return _SOMEHOW, _LOOK, False


_INVALID = gettext_noop("The image of %(name)s, %(image)s, is no name that an image can have.")
_WRITE = gettext_noop("Write it as registry/path:tag or registry/path@sha256:…, in lower case.")
_NEVER = gettext_noop("The image of %(name)s, %(image)s, is not on the node, and pulling it is forbidden.")
_ALLOW = gettext_noop(
    "Set imagePullPolicy to IfNotPresent, or load the image onto every node the pod may run on."
)
_LIMITED = gettext_noop(
    "The image of %(name)s, %(image)s, cannot be pulled: the registry has been asked too often."
)
_WAIT = gettext_noop(
    "Wait, or pull as a known user (imagePullSecrets); a mirror of your own has no such limit."
)
_REFUSED = gettext_noop(
    "The image of %(name)s, %(image)s, cannot be pulled: the registry refuses it to this cluster, or has "
    "none by that name."
)
_SECRET = gettext_noop(
    "Check the name; for a private registry name a Secret with its login under imagePullSecrets, in the "
    "pod's namespace."
)
_PLATFORM = gettext_noop("The image of %(name)s, %(image)s, was not built for the processor of the node.")
_BUILD = gettext_noop("Choose an image for this platform, or a node of the image's platform by nodeSelector.")
_UNREACHABLE = gettext_noop(
    "The image of %(name)s, %(image)s, cannot be pulled: the node does not reach the registry."
)
_NETWORK = gettext_noop(
    "Check the registry's name in the image; then the node's DNS, network, proxy and trust in its "
    "certificate."
)
_MISSING = gettext_noop("The image of %(name)s, %(image)s, does not exist in its registry.")
_TAG = gettext_noop("Check name and tag for typing errors; has that version been pushed?")
_SOMEHOW = gettext_noop("The image of %(name)s, %(image)s, cannot be pulled.")
_LOOK = gettext_noop("The registry's answer says why; it is tried again at ever longer intervals.")
# In this order: the first that fits.
_WHYS = (
    (r"invalid reference format", _INVALID, _WRITE),
    (r"toomanyrequests|rate limit|\b429\b", _LIMITED, _WAIT),
    (r"unauthorized|authentication required|denied|forbidden|\b40[13]\b|no basic auth", _REFUSED, _SECRET),
    (r"no match for platform|does not match the specified platform", _PLATFORM, _BUILD),
    (
        r"no such host|timeout|connection refused|unreachable|deadline exceeded|x509|server misbehaving|"
        r"tls:|\beof\b|no route|connection reset",
        _UNREACHABLE,
        _NETWORK,
    ),
    (r"not found|manifest unknown|does not exist|name unknown", _MISSING, _TAG),
)
