"""What this process watches and follows for all who look."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING

from pods.cluster.live.feed import PodFeed
from pods.cluster.live.hub import Hub, Viewing
from pods.cluster.live.logs import LogFeed, Source
from pods.cluster.live.subject import Subject

if TYPE_CHECKING:
    from pods.cluster.api import Api

HUB = Hub()


def look(api: Api, connection: Hashable, subject: Subject) -> Viewing[PodFeed]:
    """Look at a subject through a connection; `connection` tells apart who may see what. Raises `Full`."""
    return HUB.join((connection, subject), lambda: PodFeed(api, subject))


def follow(api: Api, connection: Hashable, source: Source) -> Viewing[LogFeed]:
    """Follow a log. Raises `Full`."""
    return HUB.join((connection, source), lambda: LogFeed(api, source))
