"""The kinds of containers as forms offer them, and from which Kubernetes on there are native sidecars (FACTS C.7)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from pods.domain.manifest.views import ContainerKind
from pods.domain.messages import Message, gettext_noop, say
from pods.forms.editing import Subject

_SIDECARS = 29
KINDS = [
    (ContainerKind.CONTAINER.value, _("container")),
    (ContainerKind.SIDECAR.value, _("native sidecar")),
    (ContainerKind.INIT.value, _("init step")),
]


def hint(subject: Subject) -> Message | None:
    """What to know of native sidecars where the chosen Kubernetes has none."""
    return say(_TOO_OLD, version=f"1.{_SIDECARS}") if subject.before(_SIDECARS) else None


_TOO_OLD = gettext_noop("Native sidecars work from Kubernetes %(version)s on.")
