"""What tests of the cluster share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.pods.cluster.real import Place, real_cluster


@pytest.fixture
def place() -> Iterator[Place]:
    with real_cluster() as found:
        yield found


@pytest.fixture
def real_place() -> Iterator[Place]:
    """The same under another name, for files whose `place` is a server of the tests."""
    with real_cluster() as found:
        yield found
