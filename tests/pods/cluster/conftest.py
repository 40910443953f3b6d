"""What tests of the cluster share."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from pods.cluster.api import Api, path_of
from pods.cluster.kubeconfig import kubeconfig
from pods.cluster.problems import ClusterProblem
from pods.cluster.transport import of_access
from tests.pods.cluster.real import KUBECONFIG, Place


@pytest.fixture
def place() -> Iterator[Place]:
    yield from _place()


def _place() -> Iterator[Place]:
    access = kubeconfig(Path(KUBECONFIG).read_text(encoding="utf-8")).context().access
    assert access is not None
    place = Place(Api(of_access(access)), f"podwright-test-{secrets.token_hex(4)}")
    yield place
    with suppress(ClusterProblem):  # a test may have taken it back itself
        place.api.delete(path_of("api", "v1", "namespaces", place.namespace))


@pytest.fixture
def real_place() -> Iterator[Place]:
    """The same under another name, for files whose `place` is a server of the tests."""
    yield from _place()
