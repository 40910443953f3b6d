"""A connection to a cluster: whose it is, what it is called, and its credentials, sealed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from pods.cluster.access import LONGEST_SERVER, Access, AccessRefused, Reachable
from pods.cluster.sealing import Seal
from pods.domain.messages import gettext_noop, say

if TYPE_CHECKING:
    from pods.cluster.transport import Transport

NAME_LENGTH = 120
CONTEXT_LENGTH = 253


class Connections(models.QuerySet["Connection"]):
    """Connections as they are looked for."""

    def of(self, user: Any) -> Connections:
        """Those a user may use: the one place where this is decided."""
        return self.filter(owner=user)


class Connection(models.Model):
    """How one user reaches one cluster. The credentials are written once and never shown again."""

    class Way(models.TextChoices):
        """Where the credentials come from."""

        STORED = "stored", _("a kubeconfig")
        CONTEXT = "context", _("a context of this machine")
        POD = "pod", _("the service account of this pod")

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="connections")
    name = models.CharField(max_length=NAME_LENGTH)
    way = models.CharField(max_length=8, choices=Way.choices)
    server = models.CharField(
        max_length=LONGEST_SERVER, blank=True
    )  # to be shown; what is spoken to is sealed
    context = models.CharField(max_length=CONTEXT_LENGTH, blank=True)
    namespace = models.CharField(max_length=63, default="default")
    verify = models.BooleanField(default=True)
    sealed = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = Connections.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("owner", "name"), name="connection_name_of_an_owner"),)
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> str:
        """What tells its cluster from others, as it is noted down with what is done there."""
        return self.server or f"{self.way}:{self.context}"

    def keep(self, access: Access) -> None:
        """Seal the credentials into it (not saved yet). Raises `AccessRefused`."""
        reachable().check(access)
        self.way, self.server, self.verify = self.Way.STORED, access.server, access.verify
        self.sealed = seal().close(access.plain())

    def transport(self) -> Transport:
        """The way to the cluster. Raises `AccessRefused` where it may not or cannot be gone."""
        # It takes half a second, which the start of the server need not wait for.
        from pods.cluster import transport

        if self.way == self.Way.STORED:
            access = self.access()
            reachable().check(access)  # what is allowed may have changed since it was stored
            return transport.of_access(access)
        self._check_way()
        found = (
            transport.of_the_pod() if self.way == self.Way.POD else transport.of_this_machine(self.context)
        )
        reachable().check(Access(found.server))
        return found

    def access(self) -> Access:
        """The stored credentials. Raises `AccessRefused` where they cannot be opened."""
        return Access.of(seal().open(self.sealed))

    def _check_way(self) -> None:
        """Raise `AccessRefused` where its owner may not act as this machine, or no longer may."""
        if settings.LOCAL or (self.way == self.Way.POD and self.owner.is_staff):
            return
        raise AccessRefused(say(_NOT_YOURS))


def seal() -> Seal:
    """The seal of this installation."""
    return Seal(settings.PODWRIGHT_CREDENTIALS_KEYS)


def reachable() -> Reachable:
    """Which API servers this installation may speak to."""
    return settings.PODWRIGHT_REACHABLE


_NOT_YOURS = gettext_noop(
    "This connection acts as the machine that Podwright runs on, which you may not do here; "
    "add a connection with credentials of your own."
)
