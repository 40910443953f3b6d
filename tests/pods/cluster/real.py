"""A real cluster to test against: `make test-cluster KUBECONFIG=…`. Each test gets a namespace of its own."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from pods.cluster.api import Api, path_of
from pods.cluster.kubeconfig import kubeconfig
from pods.cluster.problems import ClusterProblem
from pods.cluster.transport import of_access

KUBECONFIG = os.environ.get("PODWRIGHT_TEST_KUBECONFIG", "")
needs_cluster = pytest.mark.skipif(not KUBECONFIG, reason="no cluster: make test-cluster KUBECONFIG=…")


@dataclass(frozen=True)
class Place:
    """A namespace of a cluster that nobody else uses and that is not there yet, and how others connect to it."""

    api: Api
    namespace: str
    text: str  # of a kubeconfig
    context: str


def free_namespace() -> str:
    """A name that nobody else has."""
    return f"podwright-test-{secrets.token_hex(4)}"


@contextmanager
def real_cluster() -> Iterator[Place]:
    """A place in the real cluster; its namespace is deleted at the end."""
    text = Path(KUBECONFIG).read_text(encoding="utf-8")
    context = kubeconfig(text).context()
    assert context.access is not None
    place = Place(Api(of_access(context.access)), free_namespace(), text, context.name)
    yield place
    with suppress(ClusterProblem):  # a test may have taken it back itself
        place.api.delete(path_of("api", "v1", "namespaces", place.namespace))
