"""Names and images as the API server takes them, checked before a container gets them (FACTS G.1, 2-4)."""

from __future__ import annotations

from pods.domain import names
from pods.domain.edits.refusal import EditRefused
from pods.domain.manifest.views import Pod
from pods.domain.messages import gettext_noop, say


def free_name(pod: Pod, name: str) -> None:
    """Raise EditRefused unless a container of the pod may be called so."""
    if not name:
        raise EditRefused(say(_NO_NAME))
    wrong = names.label(name)
    if wrong is not None:
        raise EditRefused(wrong)
    taken = next((c for c in pod.containers if c.name == name), None)
    if taken is not None:
        raise EditRefused(say(_TAKEN, name=name, line=taken.line))


def usable_image(image: str) -> None:
    """Raise EditRefused for an image that is missing or has blanks around it."""
    if not image.strip():
        raise EditRefused(say(_NO_IMAGE))
    if image != image.strip():
        raise EditRefused(say(_BLANKS))


_NO_NAME = gettext_noop("A container needs a name, such as web or log-shipper.")
_TAKEN = gettext_noop("A container named %(name)s is there already, on line %(line)d; choose another name.")
_NO_IMAGE = gettext_noop("A container needs an image, such as nginx:1.27.")
_BLANKS = gettext_noop("The image has blanks around it; remove them.")
