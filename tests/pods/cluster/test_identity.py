"""What an API server says of itself and of us."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest

from pods.cluster.access import Access, Credentials
from pods.cluster.api import Api
from pods.cluster.identity import DEEDS, Deed, May, greet, minor, namespaces, rights, skew
from pods.cluster.problems import ClusterProblem, Kind
from pods.cluster.transport import of_access
from pods.domain.severity import Severity
from tests.pods.cluster import recorded, self_reviews
from tests.pods.cluster.real import Place, needs_cluster
from tests.pods.cluster.recorded import Cluster


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    with recorded.cluster() as running:
        self_reviews.answer(running)
        yield running


def api(cluster: Cluster, **times: float) -> Api:
    return Api(of_access(Access(cluster.url, Credentials(token="t"))), **times)


def test_a_cluster_says_its_version_and_who_one_is(cluster: Cluster) -> None:
    greeting = greet(api(cluster))
    assert greeting.version == "v1.36.2"
    assert (greeting.who.name, greeting.who.groups) == ("dev", ("devs", "system:authenticated"))
    assert not greeting.who.anonymous


@pytest.mark.parametrize(("status", "words"), [(404, "from 1.28 on"), (403, "does not say")])
def test_a_cluster_that_does_not_say_who_one_is_is_no_failure(
    cluster: Cluster, status: int, words: str
) -> None:
    said = recorded.answer(status, recorded.status(status, "No", "no"))
    cluster.on("POST", self_reviews.WHO, said)
    who = greet(api(cluster)).who
    assert who.unknown is not None
    assert words in str(who.unknown)


def test_a_version_that_is_not_told_is_empty_and_one_of_something_else_is_no_version(
    cluster: Cluster,
) -> None:
    cluster.on("GET", "/version", recorded.answer(403, recorded.status(403, "Forbidden", "no")))
    assert greet(api(cluster)).version == ""
    for body in ({"hello": "world"}, ["v1.36.2"], {"gitVersion": "latest"}, {"gitVersion": 1}):
        cluster.on("GET", "/version", recorded.answer(200, body))
        with pytest.raises(ClusterProblem) as problem:
            greet(api(cluster))
        assert problem.value.kind is Kind.GARBAGE


def test_rights_are_asked_for_one_by_one_and_put_into_a_table(cluster: Cluster) -> None:
    found = rights(api(cluster), "shop")
    assert found.may[Deed("", "pods", "create")] is May.YES
    assert found.may[Deed("", "secrets", "create")] is May.NO
    assert found.missing == ("secrets (get, create, patch, delete)",)
    assert not found.none
    rows = {row.resource: row.cells for row in found.rows}
    assert rows["secrets"] == (May.NO, May.NO, May.NO, May.NO, May.UNASKED)
    assert rows["deployments.apps"] == (May.YES, May.YES, May.YES, May.YES, May.UNASKED)
    assert rows["pods/log"] == (May.YES, *[May.UNASKED] * 4)


def test_each_question_names_its_resource_as_the_api_does(cluster: Cluster) -> None:
    rights(api(cluster), "shop")
    asked = [r.body["spec"]["resourceAttributes"] for r in cluster.asked if r.path == self_reviews.ACCESS]
    assert len(asked) == len(DEEDS)
    assert {"namespace": "shop", "resource": "pods", "subresource": "log", "verb": "get"} in asked
    assert {"namespace": "shop", "group": "apps", "resource": "deployments", "verb": "patch"} in asked


def test_every_rule_that_holds_is_listed_with_its_group_and_names(cluster: Cluster) -> None:
    listed = rights(api(cluster), "shop").rules
    assert listed is not None
    assert not listed.incomplete
    assert next((rule.verbs, rule.resources, rule.names) for rule in listed.rules) == (
        ("get", "list"),
        ("deployments.apps",),
        ("web",),
    )


@pytest.mark.parametrize(("status", "exists"), [(200, True), (404, False), (403, None)])
def test_whether_the_namespace_is_there_is_known_where_one_may_ask(
    cluster: Cluster, status: int, exists: bool | None
) -> None:
    cluster.on("GET", "/api/v1/namespaces/shop", recorded.answer(status, recorded.status(status, "x", "x")))
    assert rights(api(cluster), "shop").exists is exists


def test_a_namespace_cannot_leave_its_place_in_the_path(cluster: Cluster) -> None:
    rights(api(cluster), "../x")
    assert "/api/v1/namespaces/..%2Fx" in [request.path for request in cluster.asked]


@pytest.mark.parametrize("path", [self_reviews.ACCESS, self_reviews.RULES])
def test_what_the_server_will_not_answer_is_unknown_and_not_a_no(cluster: Cluster, path: str) -> None:
    cluster.on("POST", path, recorded.answer(403, recorded.status(403, "Forbidden", "no")))
    found = rights(api(cluster), "shop")
    if path == self_reviews.ACCESS:
        assert set(found.may.values()) == {May.UNKNOWN}
        assert (found.missing, found.none) == ((), False)
    else:
        assert found.rules is None


@pytest.mark.parametrize(
    "body", [[], {}, {"status": None}, {"status": {"userInfo": 1, "allowed": "yes"}}, "x"]
)
def test_odd_answers_give_nobody_a_right(cluster: Cluster, body: Any) -> None:
    for path in (self_reviews.WHO, self_reviews.ACCESS, self_reviews.RULES):
        cluster.on("POST", path, recorded.answer(201, body))
    assert greet(api(cluster)).who.name == ""
    assert rights(api(cluster), "shop").none


def test_a_cluster_that_falls_silent_ends_it_at_one_deadline_and_not_at_one_each(cluster: Cluster) -> None:
    cluster.on("POST", self_reviews.ACCESS, recorded.silence(1.5))
    started = time.monotonic()
    with pytest.raises(ClusterProblem) as problem:
        rights(api(cluster, answer=0.4), "shop")
    assert problem.value.kind is Kind.SLOW
    assert time.monotonic() - started < 1.4


def test_namespaces_are_offered_where_they_may_be_listed(cluster: Cluster) -> None:
    items = [{"metadata": {"name": name}} for name in ("default", "shop")]
    cluster.on("GET", "/api/v1/namespaces", recorded.answer(200, {"items": items}))
    assert namespaces(api(cluster)) == ("default", "shop")
    cluster.on("GET", "/api/v1/namespaces", recorded.answer(403, recorded.status(403, "Forbidden", "no")))
    assert namespaces(api(cluster)) == ()


@pytest.mark.parametrize(
    ("cluster_version", "design", "severity"),
    [
        ("v1.36.2", "1.36", None),
        ("v1.30.4-gke.1", "1.36", Severity.WARNING),
        ("v1.36.0", "1.9", Severity.INFO),
        ("v1.36+", "1.36", None),
        ("", "1.36", None),
    ],
)
def test_the_distance_between_versions_is_told_with_what_it_leads_to(
    cluster_version: str, design: str, severity: Severity | None
) -> None:
    found = skew(cluster_version, design)
    assert (found.severity if found else None) is severity


def test_a_version_is_compared_as_numbers() -> None:
    assert minor("v1.9.0") == (1, 9)
    assert minor("latest") is None


@needs_cluster
def test_a_real_cluster_says_all_of_it(place: Place) -> None:
    greeting = greet(place.api)
    assert minor(greeting.version) is not None
    assert greeting.who.name
    found = rights(place.api, place.namespace)
    assert found.exists is False
    assert found.missing == ()
    assert found.rules is not None
    assert found.rules.rules
    assert "default" in namespaces(place.api)
