"""The client of a connection: the one place from which pages and commands reach a cluster."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings

from pods.models.connection import Connection, reachable

if TYPE_CHECKING:
    from pods.cluster.api import Api
    from pods.cluster.kept import Kept


def api_of(connection: Connection, *, fresh: bool = False) -> Api:
    """The client of a stored connection, kept for two minutes; `fresh` makes it anew, credentials and all.

    Raises `AccessRefused` where the cluster may not be reached or the credentials cannot be used, and `ClusterProblem`
    where one of its requests fails. It has not spoken to the cluster yet.
    """
    from pods.cluster.api import Api  # takes half a second, which the start of the server need not wait for

    # A change of the connection, of what may be reached or of the keys makes a new client.
    key = (connection.pk, connection.changed_at, reachable(), tuple(settings.PODWRIGHT_CREDENTIALS_KEYS))
    return _kept().get(key, lambda: Api(connection.transport()), fresh=fresh)


@cache
def _kept() -> Kept:
    from pods.cluster.kept import Kept

    return Kept()
