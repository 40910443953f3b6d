"""Encrypt stored credentials with the newest key, so that the older ones can be taken away."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from pods.cluster.access import AccessRefused
from pods.models import Connection
from pods.models.connection import seal


class Command(BaseCommand):
    """Goes through every stored connection. One that no key opens stays as it is and is named."""

    help = "Encrypts the credentials of all connections with the first of PODWRIGHT_CREDENTIALS_KEY."

    def handle(self, *args: Any, **options: Any) -> None:
        """Encrypt them anew."""
        done, lost = 0, []
        for connection in Connection.objects.filter(way=Connection.Way.STORED).iterator():
            try:
                renewed = seal().renew(connection.sealed)
            except AccessRefused:
                lost.append(str(connection.pk))
                continue
            # Only where nobody has given new credentials in the meantime.
            done += Connection.objects.filter(pk=connection.pk, sealed=connection.sealed).update(
                sealed=renewed
            )
        self.stdout.write(f"Connections encrypted anew: {done}.")
        if lost:
            raise CommandError(
                f"No key opens connections {', '.join(lost)}; their owners have to give new credentials."
            )
