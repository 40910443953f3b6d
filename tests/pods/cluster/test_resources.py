"""Where objects live in an API server."""

from __future__ import annotations

import pytest

from pods.cluster.access import Access
from pods.cluster.api import Api
from pods.cluster.problems import ClusterProblem, Kind
from pods.cluster.resources import Resources
from pods.cluster.transport import of_access
from tests.pods.cluster import recorded

CORE = {
    "resources": [
        {"name": "pods", "namespaced": True, "kind": "Pod", "verbs": ["get", "patch"]},
        {"name": "pods/log", "namespaced": True, "kind": "Pod", "verbs": ["get"]},
        {"name": "namespaces", "namespaced": False, "kind": "Namespace", "verbs": ["get"]},
    ]
}


def test_an_object_is_found_by_what_the_server_says_and_not_by_its_sub_resources() -> None:
    with recorded.cluster() as cluster:
        cluster.on("GET", "/api/v1", recorded.answer(200, CORE))
        resources = Resources(Api(of_access(Access(cluster.url))))
        assert (
            resources.of("v1", "Pod").path("shop", "a/b", "log") == "/api/v1/namespaces/shop/pods/a%2Fb/log"
        )
        assert resources.of("v1", "Namespace").path("ignored", "shop") == "/api/v1/namespaces/shop"
        assert resources.of("v1", "Pod").path("shop") == "/api/v1/namespaces/shop/pods"
        assert len(cluster.asked) == 1


def test_a_custom_resource_is_found_and_a_missing_one_is_named() -> None:
    rollouts = {"resources": [{"name": "rollouts", "namespaced": True, "kind": "Rollout"}]}
    with recorded.cluster() as cluster:
        cluster.on("GET", "/apis/argoproj.io/v1alpha1", recorded.answer(200, rollouts))
        resources = Resources(Api(of_access(Access(cluster.url))))
        found = resources.of("argoproj.io/v1alpha1", "Rollout")
        assert found.path("a", "b") == "/apis/argoproj.io/v1alpha1/namespaces/a/rollouts/b"
        assert found.group == "argoproj.io"
        with pytest.raises(ClusterProblem) as raised:
            resources.of("nowhere.io/v1", "Thing")
        assert raised.value.kind is Kind.NOT_FOUND
        assert "Thing" in str(raised.value.message)
