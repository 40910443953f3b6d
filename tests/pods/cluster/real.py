"""A real cluster to test against: `make test-cluster KUBECONFIG=…`. Each test gets a namespace of its own."""

from __future__ import annotations

import os
from dataclasses import dataclass

import pytest

from pods.cluster.api import Api

KUBECONFIG = os.environ.get("PODWRIGHT_TEST_KUBECONFIG", "")
needs_cluster = pytest.mark.skipif(not KUBECONFIG, reason="no cluster: make test-cluster KUBECONFIG=…")


@dataclass(frozen=True)
class Place:
    """A namespace of a real cluster that nobody else uses."""

    api: Api
    namespace: str
