"""Taking what was applied out again, restarting and scaling it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest

from pods.cluster.access import Access
from pods.cluster.api import Api
from pods.cluster.apply.doing import apply
from pods.cluster.apply.plan import Choices
from pods.cluster.apply.wanted import wanted
from pods.cluster.cleaning import RESTARTED_AT
from pods.cluster.problems import ClusterProblem, Kind
from pods.cluster.removal import End, Known, Standing, look_again, remove, standing
from pods.cluster.tending import SCALER, how_to_restart, make_anew, restart, scale, tended
from pods.cluster.transport import of_access
from pods.domain.manifest.reader import read
from tests.pods.cluster import scripted
from tests.pods.cluster.real import Place, needs_cluster
from tests.pods.cluster.recorded import answer, cluster, cut, status
from tests.pods.cluster.shelf import Shelf, shelf
from tests.pods.cluster.test_plan_and_doing import CONFIG, DEPLOYMENT, SERVICE, SHOP

NAMESPACE = "apiVersion: v1\nkind: Namespace\nmetadata: {name: here}\n---\n"


@pytest.fixture
def place() -> Iterator[Shelf]:
    with shelf("here") as running:
        list(apply(running.api, wanted(read(SHOP)), "here", Choices()))
        yield running


def known(text: str = SHOP, namespace: str = "here") -> list[Known]:
    return [Known.of(one, namespace) for one in wanted(read(text))]


def test_the_last_that_was_applied_goes_first_and_the_namespace_last(place: Shelf) -> None:
    found = standing(place.api, known(NAMESPACE + SHOP))
    assert [one.known.kind for one in found] == ["Deployment", "Service", "ConfigMap", "Namespace"]
    assert [bool(one.keeps) for one in found] == [False, False, False, True]
    assert [one.applied for one in found] == [True, True, True, False]
    assert found[-1].known.namespace == ""


def test_what_is_not_there_is_not_listed_and_what_may_not_be_read_is_said(place: Shelf) -> None:
    del place.objects[CONFIG]
    place.refuse("GET", SERVICE, answer(403, status(403, "Forbidden", "no rights")))
    found = standing(place.api, known())
    assert [(one.known.kind, one.problem is not None) for one in found] == [
        ("Deployment", False), ("Service", True),
    ]  # fmt: skip


def test_a_cluster_that_is_gone_is_a_problem_and_not_an_empty_list(place: Shelf) -> None:
    place.fail(cut)
    with pytest.raises(ClusterProblem):
        standing(place.api, known())


def test_each_object_ends_by_itself_and_a_refusal_does_not_stop_the_others(place: Shelf) -> None:
    found = standing(place.api, known())
    place.refuse("DELETE", SERVICE, answer(403, status(403, "Forbidden", "no rights")))
    del place.objects[CONFIG]
    removed = list(remove(place.api, found))
    assert [one.end for one in removed] == [End.GOING, End.FAILED, End.GONE]
    assert DEPLOYMENT not in place.objects
    deleted = next(each for each in place.asked if each.method == "DELETE")
    assert deleted.body["preconditions"] == {"uid": found[0].uid}
    assert deleted.body["propagationPolicy"] == "Foreground"


def test_another_object_of_the_same_name_made_since_is_left_alone(place: Shelf) -> None:
    (one,) = standing(place.api, known(SHOP.rpartition("---\n")[2]))
    place.refuse("DELETE", CONFIG, answer(409, status(409, "Conflict", "the UID in the precondition")))
    assert [each.end for each in remove(place.api, [one])] == [End.REPLACED]
    place.objects[CONFIG]["metadata"]["uid"] = "another"
    assert [each.end for each in look_again(place.api, [one.key])] == [End.REPLACED]


def test_a_name_may_hold_colons(place: Shelf) -> None:
    role = "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: 'acme:reader:x'}\n"
    (one,) = known(role)
    (again,) = look_again(place.api, [f"{one.key}:uid-1"])
    assert (again.known, again.uid, again.end) == (one, "uid-1", End.GONE)


def test_what_holds_an_object_up_is_said_until_it_is_gone(place: Shelf) -> None:
    (one,) = standing(place.api, known(SHOP.rpartition("---\n")[2]))
    live = place.objects[CONFIG]["metadata"]
    live |= {"finalizers": ["example.com/wait", "foregroundDeletion"], "deletionTimestamp": "2026"}
    (again,) = look_again(place.api, [one.key, "no key"])
    assert (again.end, again.finalizers) == (End.GOING, ("example.com/wait",))
    assert again.key == one.key
    assert standing(place.api, [one.known])[0].going
    del place.objects[CONFIG]
    assert [each.end for each in look_again(place.api, [one.key])] == [End.GONE]


def api_of(url: str) -> Api:
    return Api(of_access(Access(url)), answer=2)


def test_claims_that_a_stateful_set_made_are_found_and_kept() -> None:
    template = {"metadata": {"name": "data"}}
    live = scripted.thing("StatefulSet", "db", "apps/v1", spec={"volumeClaimTemplates": [template]})
    claims = [
        {"metadata": {"name": name, "uid": name}}
        for name in ("data-db-0", "data-db-11", "data-db-x", "other-db-0", "data-dbb-0")
    ]
    with cluster() as server:
        scripted.serve(server)
        server.on("GET", f"{scripted.APPS}/statefulsets/db", answer(200, live))
        server.on("GET", f"{scripted.NAMESPACE}/persistentvolumeclaims", answer(200, {"items": claims}))
        found = standing(api_of(server.url), [Known("apps/v1", "StatefulSet", "db", "designs")])
    assert [one.known.name for one in found] == ["db", "data-db-0", "data-db-11"]
    assert [one.keeps is None for one in found] == [True, False, False]


def test_scaling_goes_through_the_subresource_under_a_name_of_its_own() -> None:
    with cluster() as server:
        scripted.serve(server)
        server.on("PATCH", f"{scripted.APPS}/deployments/shop/scale", answer(200, {"spec": {"replicas": 4}}))
        api = api_of(server.url)
        found = tended(api, "apps/v1", "Deployment", "designs", "shop")
        assert (found.replicas, found.autoscaled) == (2, False)
        assert scale(api, found.resource, "designs", "shop", 4) == 4
        asked = server.asked[-1]
    assert f"fieldManager={SCALER}" in asked.path
    assert asked.body == {"spec": {"replicas": 4}}


def test_what_has_no_number_of_replicas_is_not_offered_one() -> None:
    with cluster() as server:
        scripted.serve(server)
        found = tended(api_of(server.url), "v1", "Pod", "designs", "lone")
    assert found.replicas is None
    assert found.restart is not None
    assert found.restart.anew


def test_a_restart_writes_the_time_into_the_template() -> None:
    with cluster() as server:
        scripted.serve(server)
        server.on("PATCH", f"{scripted.APPS}/deployments/shop", answer(200, scripted.SHOP))
        api = api_of(server.url)
        restart(
            api, tended(api, "apps/v1", "Deployment", "designs", "shop").resource, "designs", "shop", "now"
        )
        body = server.asked[-1].body
    assert body == {"spec": {"template": {"metadata": {"annotations": {RESTARTED_AT: "now"}}}}}


@pytest.mark.parametrize(
    ("live", "how"),
    [
        ({"kind": "Deployment"}, "restart"),
        ({"kind": "Deployment", "spec": {"paused": True}}, "refused"),
        ({"kind": "DaemonSet", "spec": {"updateStrategy": {"type": "OnDelete"}}}, "warning"),
        ({"kind": "Pod"}, "anew"),
        ({"kind": "Pod", "metadata": {"ownerReferences": [{"controller": True}]}}, "none"),
        ({"kind": "Job"}, "none"),
    ],
)
def test_how_a_thing_is_restarted(live: dict[str, Any], how: str) -> None:
    found = how_to_restart(live)
    assert how == (
        "none" if found is None
        else "refused" if found.refused
        else "warning" if found.warning
        else "anew" if found.anew
        else "restart"
    )  # fmt: skip


def test_a_pod_that_would_be_refused_is_not_deleted_first() -> None:
    with cluster() as server:
        scripted.serve(server)
        path = f"{scripted.NAMESPACE}/pods/lone-podwright-trial"
        server.on("PATCH", path, answer(403, status(403, "Forbidden", "violates PodSecurity")))
        api = api_of(server.url)
        found = tended(api, "v1", "Pod", "designs", "lone")
        with pytest.raises(ClusterProblem) as problem:
            make_anew(api, found.resource, "designs", found.live)
        assert "DELETE" not in [each.method for each in server.asked]
    assert problem.value.kind is Kind.FORBIDDEN


@needs_cluster
def test_what_was_applied_is_scaled_restarted_and_deleted_in_a_real_cluster(real_place: Place) -> None:
    text = SHOP.replace('"web:1"', '"busybox:1", command: [sleep, "1000"]').replace(
        "replicas: 2", "replicas: 0"
    )
    pod = (
        "---\napiVersion: v1\nkind: Pod\nmetadata: {name: lone}\nspec:\n  terminationGracePeriodSeconds: 1\n"
        '  containers: [{name: a, image: "busybox:1", command: [sleep, "1000"]}]\n'
    )
    api, namespace = real_place.api, real_place.namespace
    list(apply(api, wanted(read(text + pod)), namespace, Choices(create_namespace=True)))
    shop = tended(api, "apps/v1", "Deployment", namespace, "shop")
    assert scale(api, shop.resource, namespace, "shop", 0) == 0
    restart(api, shop.resource, namespace, "shop", "2026-11-21T10:00:00+00:00")

    lone = tended(api, "v1", "Pod", namespace, "lone")
    make_anew(api, lone.resource, namespace, lone.live)
    anew = tended(api, "v1", "Pod", namespace, "lone")
    assert anew.live["metadata"]["uid"] != lone.live["metadata"]["uid"]

    found = standing(api, known(text + pod, namespace))
    assert {one.known.kind for one in found} == {"Pod", "Deployment", "Service", "ConfigMap"}
    keys = [one.key for one in found]
    assert {one.end for one in remove(api, found)} == {End.GOING}
    ends: set[End] = set()
    for _ in range(60):
        ends = {one.end for one in look_again(api, keys)}
        if ends == {End.GONE}:
            break
        time.sleep(0.25)
    assert ends == {End.GONE}


def test_an_object_is_told_by_its_uid() -> None:
    one = Known("apps/v1", "Deployment", "shop", "here")
    assert Standing(one, "1").key != Standing(one, "2").key
