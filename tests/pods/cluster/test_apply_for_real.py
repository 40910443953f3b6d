"""Applying to a real cluster: what a recording cannot show, since each answer depends on what came before."""

from __future__ import annotations

import time
from typing import Any

import pytest

from pods.cluster.apply.doing import Outcome, Result
from pods.cluster.apply.hiding import told_of
from pods.cluster.apply.plan import Action, Choices, Plan
from pods.cluster.apply.undoing import Undoing, roll_back
from pods.cluster.apply.wanted import complaints
from pods.cluster.cleaning import clean
from pods.domain.manifest.reader import read
from tests.pods.cluster.applying import NEW, actions_of, done, key, objects, planned, scaled
from tests.pods.cluster.real import Place, needs_cluster

pytestmark = needs_cluster
SHOP = """\
apiVersion: v1
kind: Service
metadata: {name: shop}
spec:
  selector: {app: shop}
  ports: [{name: http, port: 80, targetPort: 8080}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  replicas: 2
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec:
      terminationGracePeriodSeconds: 1
      initContainers:
        - {name: shipper, image: "busybox:1", restartPolicy: Always, command: [sleep, "1000"]}
      containers:
        - {name: app, image: "busybox:1", command: [sleep, "1000"], ports: [{containerPort: 8080}]}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: shop}
data: {a: "1"}
"""


def plan(place: Place, text: str, choices: Choices | None = None) -> Plan:
    return planned(place.api, place.namespace, text, choices)


def actions(place: Place, text: str, choices: Choices | None = None) -> dict[str, Action]:
    return actions_of(plan(place, text, choices))


def do(place: Place, text: str, choices: Choices | None = None) -> list[Result]:
    return done(place.api, place.namespace, text, choices)


def deployment(place: Place) -> dict[str, Any]:
    body: dict[str, Any] = place.api.get(f"/apis/apps/v1/namespaces/{place.namespace}/deployments/shop").body
    return body


def scale(place: Place, replicas: int) -> None:
    path = f"/apis/apps/v1/namespaces/{place.namespace}/deployments/shop"
    place.api.apply(path, scaled(replicas), {"fieldManager": "ops", "force": True})


def owners(place: Place) -> set[tuple[str, str]]:
    return {
        (entry["manager"], entry["operation"]) for entry in deployment(place)["metadata"]["managedFields"]
    }


def test_a_dry_run_changes_nothing_and_an_apply_twice_changes_nothing_more(place: Place) -> None:
    assert plan(place, SHOP, NEW).namespace_missing
    planned = actions(place, SHOP, NEW)
    assert planned.pop("Namespace") is Action.CREATE
    assert set(planned.values()) == {Action.LATER}
    assert plan(place, SHOP).waits
    assert not plan(place, SHOP).possible
    results = do(place, SHOP, NEW)
    assert [r.wanted.kind for r in results] == ["Namespace", "ConfigMap", "Service", "Deployment"]
    assert {r.outcome for r in results} == {Outcome.CREATED}
    assert plan(place, SHOP).empty
    assert {r.outcome for r in do(place, SHOP)} == {Outcome.UNCHANGED}


def test_what_was_applied_comes_out_of_the_cluster_as_it_went_in(place: Place) -> None:
    do(place, SHOP, NEW)
    found = clean(deployment(place))
    found["metadata"].pop("namespace")
    assert found == next(one.value for one in objects(SHOP) if one.kind == "Deployment")


def test_what_somebody_else_manages_is_named_left_or_taken_over_and_given_back(place: Place) -> None:
    do(place, SHOP, NEW)
    scale(place, 3)
    text = SHOP.replace("replicas: 2", "replicas: 5")
    step = next(s for s in plan(place, text).steps if s.wanted.kind == "Deployment")
    assert [(c.manager, c.path, c.theirs, c.mine) for c in step.conflicts] == [("ops", "spec.replicas", 3, 5)]

    assert {r.outcome for r in do(place, text, Choices(leave=key(text, "Deployment")))} == {Outcome.UNCHANGED}
    assert deployment(place)["spec"]["replicas"] == 3
    before = owners(place)

    results = do(place, text, Choices(take_over=key(text, "Deployment")))
    assert deployment(place)["spec"]["replicas"] == 5
    time.sleep(1)  # the controller writes into it meanwhile
    assert {u.outcome for u in roll_back(place.api, results)} == {Undoing.RESTORED, Undoing.NOTHING}
    assert deployment(place)["spec"]["replicas"] == 3
    assert owners(place) == before


def test_what_somebody_changed_since_is_not_rolled_back_over_their_head(place: Place) -> None:
    do(place, SHOP, NEW)
    results = do(place, SHOP.replace('sleep, "1000"', 'sleep, "2000"'))
    scale(place, 4)
    assert Undoing.FAILED in {u.outcome for u in roll_back(place.api, results)}
    assert deployment(place)["spec"]["replicas"] == 4


def test_what_cannot_be_changed_is_made_anew_only_when_that_was_chosen(place: Place) -> None:
    do(place, SHOP, NEW)
    text = SHOP.replace("{app: shop}", "{app: other}")
    assert actions(place, text)["Deployment"] is Action.RECREATE
    assert do(place, text)[-1].outcome is Outcome.FAILED
    uid = deployment(place)["metadata"]["uid"]
    results = do(place, text, Choices(recreate=key(text, "Deployment")))
    assert results[-1].outcome is Outcome.RECREATED
    assert deployment(place)["metadata"]["uid"] != uid
    list(roll_back(place.api, results))
    assert deployment(place)["spec"]["selector"] == {"matchLabels": {"app": "shop"}}


def test_after_a_failure_nothing_more_is_done_and_what_was_done_can_be_taken_back(place: Place) -> None:
    results = do(place, SHOP.replace("port: 80,", "port: 99999,"), NEW)
    assert [r.outcome for r in results] == [Outcome.CREATED, Outcome.CREATED, Outcome.FAILED, Outcome.SKIPPED]
    undone = list(roll_back(place.api, results))
    assert [u.outcome for u in undone] == [Undoing.NOTHING, Undoing.NOTHING, Undoing.DELETED, Undoing.DELETED]


@pytest.mark.parametrize(
    ("wrong", "path"),
    [
        (
            ("containerPort: 8080", "containerPort: 99999"),
            "spec.template.spec.containers[0].ports[0].containerPort",
        ),
        (("name: app,", "name: App,"), "spec.template.spec.containers[0].name"),
        (
            ("restartPolicy: Always", "restartPolixy: Always"),
            "spec.template.spec.initContainers[0].restartPolixy",
        ),
    ],
)
def test_a_refusal_points_at_the_place_in_the_text(place: Place, wrong: tuple[str, str], path: str) -> None:
    do(place, SHOP, NEW)
    text = SHOP.replace(*wrong)
    step = next(s for s in plan(place, text).steps if s.wanted.kind == "Deployment")
    assert step.action is Action.REFUSED
    assert step.problem is not None
    assert path in {c.path for c in complaints(read(text), step.wanted, step.problem)}


POD = """\
apiVersion: v1
kind: Pod
metadata: {name: duo}
spec:
  terminationGracePeriodSeconds: 1
  containers:
    - {name: app, image: "busybox:1", command: [sleep, "1000"]}
"""


def test_a_bare_pod_goes_into_a_namespace_that_was_just_made_and_is_made_anew_where_chosen(
    place: Place,
) -> None:
    assert [r.outcome for r in do(place, POD, NEW)] == [Outcome.CREATED, Outcome.CREATED]
    assert actions(place, POD)["Pod"] is Action.NOTHING
    text = POD.replace('"1000"', '"2000"')
    assert actions(place, text)["Pod"] is Action.RECREATE
    assert [r.outcome for r in do(place, text)] == [Outcome.FAILED]
    results = do(place, text, Choices(recreate=key(text, "Pod")))
    assert [r.outcome for r in results] == [Outcome.RECREATED]
    assert [u.outcome for u in roll_back(place.api, results)] == [Undoing.MADE_ANEW]
    assert actions(place, POD)["Pod"] is Action.NOTHING


def test_what_a_refusal_says_of_a_secret_holds_none_of_its_values(place: Place) -> None:
    do(place, SHOP, NEW)
    secret = "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {pin: 48151623}\n"
    step = plan(place, secret).steps[0]
    assert step.action is Action.REFUSED
    assert step.problem is not None
    assert "48151623" in str(step.problem.message)  # the server repeats it
    assert "48151623" not in str(told_of(step.problem.message, step.wanted.value))
