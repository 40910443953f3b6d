"""The kinds of containers as forms offer them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from pods.domain.manifest.views import ContainerKind

KINDS = [
    (ContainerKind.CONTAINER.value, _("container")),
    (ContainerKind.SIDECAR.value, _("native sidecar")),
    (ContainerKind.INIT.value, _("init step")),
]
