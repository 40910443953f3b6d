"""A connection to a small API server, and applies that are done before the answer comes."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from pods.cluster.access import Access, Credentials, Reachable
from pods.models import Connection
from pods.views.applying import runs
from tests.pods.cluster.shelf import Shelf, shelf
from tests.pods.manifests import me


@pytest.fixture
def place() -> Iterator[Shelf]:
    with shelf("here") as running:
        yield running


@pytest.fixture
def connection(place: Shelf, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Connection:
    settings.PODWRIGHT_REACHABLE = Reachable(plain_http=True)
    monkeypatch.setattr(runs, "in_background", lambda steps: deque(steps, maxlen=0))
    found = Connection(owner=me(), name="small", namespace="here")
    found.keep(Access(place.url, Credentials(token="t0ken-of-mine")))
    found.save()
    return found
