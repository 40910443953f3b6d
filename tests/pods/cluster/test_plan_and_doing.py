"""Every action of a plan and every outcome of an apply, against a server that keeps what it is given."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pods.cluster.apply import doing
from pods.cluster.apply.doing import Outcome, Result
from pods.cluster.apply.plan import Action, Choices, Plan
from pods.cluster.apply.undoing import Undoing, roll_back
from pods.cluster.apply.wanted import complaints
from pods.cluster.problems import ClusterProblem, Kind
from pods.domain.manifest.reader import read
from tests.pods.cluster import recorded
from tests.pods.cluster.applying import NEW, actions_of, done, key, objects, planned, scaled
from tests.pods.cluster.recorded import Respond, answer, status
from tests.pods.cluster.shelf import Shelf, invalid, shelf

SHOP = """\
apiVersion: v1
kind: Service
metadata: {name: shop}
spec: {selector: {app: shop}, ports: [{port: 80}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  replicas: 2
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec: {containers: [{name: app, image: "web:1"}]}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: shop}
data: {a: "1"}
"""
HERE = "here"
CONFIG = f"/api/v1/namespaces/{HERE}/configmaps/shop"
SERVICE = f"/api/v1/namespaces/{HERE}/services/shop"
DEPLOYMENT = f"/apis/apps/v1/namespaces/{HERE}/deployments/shop"
TRUTH = Path("/work/shared/truth/exchanges.json")


@pytest.fixture
def place() -> Iterator[Shelf]:
    with shelf(HERE) as running:
        yield running


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doing, "ACCOUNT_WITHIN", 0.5)


def plan(place: Shelf, text: str = SHOP, choices: Choices | None = None, namespace: str = HERE) -> Plan:
    return planned(place.api, namespace, text, choices)


def actions(
    place: Shelf, text: str = SHOP, choices: Choices | None = None, namespace: str = HERE
) -> dict[str, Action]:
    return actions_of(plan(place, text, choices, namespace))


def do(place: Shelf, text: str = SHOP, choices: Choices | None = None, namespace: str = HERE) -> list[Result]:
    return done(place.api, namespace, text, choices)


def outcomes(results: list[Result]) -> dict[str, Outcome]:
    return {result.wanted.kind: result.outcome for result in results}


def undone(place: Shelf, results: list[Result]) -> dict[str, Undoing]:
    return {one.result.wanted.kind: one.outcome for one in roll_back(place.api, results)}


def scale(place: Shelf, replicas: int) -> None:
    place.put(DEPLOYMENT, scaled(replicas))


DEP = key(SHOP, "Deployment")


def test_a_dry_run_stores_nothing(place: Shelf) -> None:
    before = dict(place.objects)
    assert set(actions(place).values()) == {Action.CREATE}
    assert place.objects == before
    assert not any(asked.method != "GET" and "dryRun=All" not in asked.path for asked in place.asked)


def test_what_is_applied_twice_changes_nothing_the_second_time(place: Shelf) -> None:
    assert set(outcomes(do(place)).values()) == {Outcome.CREATED}
    kept = json.dumps(place.objects)
    assert plan(place).empty
    assert set(outcomes(do(place)).values()) == {Outcome.UNCHANGED}
    assert json.dumps(place.objects) == kept


def test_objects_that_others_need_are_applied_first(place: Shelf) -> None:
    assert list(outcomes(do(place))) == ["ConfigMap", "Service", "Deployment"]


def test_a_changed_text_is_a_change(place: Shelf) -> None:
    do(place)
    text = SHOP.replace("web:1", "web:2")
    assert actions(place, text)["Deployment"] is Action.CHANGE
    assert outcomes(do(place, text)) == {
        "ConfigMap": Outcome.UNCHANGED,
        "Service": Outcome.UNCHANGED,
        "Deployment": Outcome.CHANGED,
    }


def test_a_missing_namespace_stands_in_the_way_until_it_is_to_be_made(place: Shelf) -> None:
    untried = plan(place, namespace="new")
    assert (untried.namespace_missing, untried.waits, untried.possible) == (True, True, False)
    assert set(actions(place, namespace="new").values()) == {Action.LATER}
    elsewhere = SHOP.replace("name: shop}", f"name: shop, namespace: {HERE}}}")
    assert plan(place, elsewhere, namespace="new").possible
    assert plan(place, choices=NEW, namespace="new").possible
    planned = actions(place, SHOP, NEW, "new")
    assert planned.pop("Namespace") is Action.CREATE
    assert set(planned.values()) == {Action.LATER}
    assert set(outcomes(do(place, SHOP, NEW, "new")).values()) == {Outcome.CREATED}


def test_a_namespace_of_the_text_is_made_before_what_lives_in_it(place: Shelf) -> None:
    text = SHOP + "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: new}\n"
    assert list(actions(place, text, namespace="new").values()) == [Action.CREATE, *[Action.LATER] * 3]
    assert set(outcomes(do(place, text, NEW, "new")).values()) == {Outcome.CREATED}


def test_the_service_account_of_a_new_namespace_is_awaited(place: Shelf) -> None:
    words = 'pods "duo" is forbidden: error looking up service account new/default: serviceaccount "default" not found'
    late = answer(403, status(403, "Forbidden", words))
    pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: duo}\nspec: {containers: [{name: a, image: b}]}\n"
    place.refuse("PATCH", "/api/v1/namespaces/new/pods/duo", late, dry=True)
    assert outcomes(do(place, pod, NEW, "new")) == {"Namespace": Outcome.CREATED, "Pod": Outcome.CREATED}


def test_an_account_that_never_comes_is_a_failure(place: Shelf) -> None:
    words = 'error looking up service account new/default: serviceaccount "default" not found'
    pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: duo}\nspec: {containers: [{name: a, image: b}]}\n"
    late = [answer(403, status(403, "Forbidden", words))] * 20
    place.refuse("PATCH", "/api/v1/namespaces/new/pods/duo", *late, dry=True)
    assert outcomes(do(place, pod, NEW, "new"))["Pod"] is Outcome.FAILED


def test_a_conflict_names_the_manager_the_field_and_both_values(place: Shelf) -> None:
    do(place)
    scale(place, 3)
    step = plan(place, SHOP.replace("replicas: 2", "replicas: 5")).steps[-1]
    assert step.action is Action.CONFLICT
    assert [(c.manager, c.path, c.theirs, c.mine) for c in step.conflicts] == [("ops", "spec.replicas", 3, 5)]
    assert outcomes(do(place))["Deployment"] is Outcome.FAILED


def test_what_others_manage_is_left_to_them(place: Shelf) -> None:
    do(place)
    scale(place, 3)
    assert actions(place, SHOP, Choices(leave=DEP))["Deployment"] is Action.NOTHING
    do(place, SHOP, Choices(leave=DEP))
    assert place.objects[DEPLOYMENT]["spec"]["replicas"] == 3


def test_what_others_manage_is_taken_over_and_given_back(place: Shelf) -> None:
    do(place)
    scale(place, 3)
    results = do(place, SHOP, Choices(take_over=DEP))
    assert outcomes(results)["Deployment"] is Outcome.CHANGED
    assert place.objects[DEPLOYMENT]["spec"]["replicas"] == 2
    assert undone(place, results)["Deployment"] is Undoing.RESTORED
    assert place.objects[DEPLOYMENT]["spec"]["replicas"] == 3


@pytest.mark.parametrize(("times", "undoing"), [(2, Undoing.RESTORED), (9, Undoing.FAILED)])
def test_a_controller_that_writes_between_look_and_answer_is_no_reason_to_give_up(
    place: Shelf, times: int, undoing: Undoing
) -> None:
    do(place)
    scale(place, 3)
    results = do(place, SHOP, Choices(take_over=DEP))
    modified = recorded.answer(409, recorded.status(409, "Conflict", "the object has been modified"))
    place.refuse("PUT", DEPLOYMENT, *[modified] * times)
    assert undone(place, results)["Deployment"] is undoing
    assert place.objects[DEPLOYMENT]["spec"]["replicas"] == (3 if undoing is Undoing.RESTORED else 2)


def test_what_cannot_be_changed_is_made_anew_only_where_that_was_chosen(place: Shelf) -> None:
    do(place)
    text = SHOP.replace("{app: shop}", "{app: other}")
    uid = place.objects[DEPLOYMENT]["metadata"]["uid"]
    assert actions(place, text)["Deployment"] is Action.RECREATE
    assert outcomes(do(place, text))["Deployment"] is Outcome.FAILED
    assert place.objects[DEPLOYMENT]["metadata"]["uid"] == uid
    results = do(place, text, Choices(recreate=DEP))
    assert results[-1].outcome is Outcome.RECREATED
    assert place.objects[DEPLOYMENT]["metadata"]["uid"] != uid
    assert undone(place, results)["Deployment"] is Undoing.MADE_ANEW
    assert place.objects[DEPLOYMENT]["spec"]["selector"] == {"matchLabels": {"app": "shop"}}


def test_what_would_not_be_accepted_as_new_either_is_not_deleted(place: Shelf) -> None:
    do(place)
    text = SHOP.replace("{app: shop}", "{app: other}")
    trial = DEPLOYMENT.replace("shop", "shop-podwright-trial")
    place.refuse(
        "PATCH", trial, *[invalid("Deployment", "shop", "spec.replicas", "must not be")] * 2, dry=True
    )
    assert actions(place, text)["Deployment"] is Action.REFUSED
    assert outcomes(do(place, text, Choices(recreate=DEP)))["Deployment"] is Outcome.FAILED
    assert DEPLOYMENT in place.objects


def test_an_old_object_that_is_gone_while_the_new_one_is_refused_is_said_and_made_anew(place: Shelf) -> None:
    do(place)
    text = SHOP.replace("{app: shop}", "{app: other}")
    place.refuse("PATCH", DEPLOYMENT, answer(403, status(403, "Forbidden", "exceeded quota: q")))
    results = do(place, text, Choices(recreate=DEP))
    assert (results[-1].outcome, results[-1].deleted) == (Outcome.FAILED, True)
    assert DEPLOYMENT not in place.objects
    assert undone(place, results)["Deployment"] is Undoing.MADE_ANEW
    assert place.objects[DEPLOYMENT]["spec"]["selector"] == {"matchLabels": {"app": "shop"}}


def test_after_a_failure_nothing_more_is_done_and_what_was_done_is_taken_back(place: Shelf) -> None:
    place.refuse(
        "PATCH", SERVICE, invalid("Service", "shop", "spec.ports[0].port", "must be a port"), dry=True
    )
    results = do(place)
    assert [result.outcome for result in results] == [Outcome.CREATED, Outcome.FAILED, Outcome.SKIPPED]
    assert CONFIG in place.objects
    assert undone(place, results) == {
        "Deployment": Undoing.NOTHING,
        "Service": Undoing.NOTHING,
        "ConfigMap": Undoing.DELETED,
    }
    assert not {CONFIG, SERVICE, DEPLOYMENT} & set(place.objects)


def test_what_somebody_changed_since_is_not_rolled_back(place: Shelf) -> None:
    do(place)
    results = do(place, SHOP.replace("web:1", "web:2"))
    scale(place, 7)
    assert undone(place, results)["Deployment"] is Undoing.FAILED
    assert place.objects[DEPLOYMENT]["spec"]["replicas"] == 7


def test_what_may_not_be_read_is_known_to_be_a_change_and_never_deleted_by_rolling_back(place: Shelf) -> None:
    do(place)
    unreadable = [answer(403, status(403, "Forbidden", "no get"))] * 3
    text = SHOP.replace('a: "1"', 'a: "2"')
    place.refuse("GET", CONFIG, *unreadable)
    assert actions(place, text)["ConfigMap"] is Action.CHANGE
    results = do(place, text)
    assert results[0].outcome is Outcome.CHANGED
    assert undone(place, results)["ConfigMap"] is Undoing.FAILED
    assert place.objects[CONFIG]["data"] == {"a": "2"}


@pytest.mark.parametrize(
    ("how", "kind"),
    [
        (recorded.hang_up, Kind.CUT),
        (recorded.cut, Kind.CUT),
        (recorded.garbage, Kind.GARBAGE),
        (recorded.silence(1.6), Kind.SLOW),
        (answer(401, status(401, "Unauthorized", "Unauthorized")), Kind.UNAUTHORIZED),
        (answer(429, status(429, "TooManyRequests", "later"), {"Retry-After": "60"}), Kind.BUSY),
        (answer(500, status(500, "InternalError", "etcd")), Kind.SERVER),
    ],
)
@pytest.mark.parametrize("step", ["GET", "dry", "PATCH"])
def test_a_fault_at_any_step_stops_the_apply_and_is_told(
    place: Shelf, how: Respond, kind: Kind, step: str
) -> None:
    if step == "GET":
        place.refuse("GET", SERVICE, how)
    else:
        place.refuse("PATCH", SERVICE, how, dry=step == "dry")
    results = do(place)
    assert [result.outcome for result in results] == [Outcome.CREATED, Outcome.FAILED, Outcome.SKIPPED]
    problem = results[1].problem
    assert problem is not None
    assert problem.kind is kind
    assert results[1].unsure == (step == "PATCH" and kind in (Kind.CUT, Kind.GARBAGE, Kind.SLOW))
    assert SERVICE not in place.objects
    assert set(undone(place, results).values()) == {Undoing.NOTHING, Undoing.DELETED}


def done_but_unsaid(place: Shelf, path: str) -> Respond:
    """Carries the request out, and hangs up without an answer."""

    def respond(handler: Any) -> None:
        Shelf.respond(place, "PATCH", f"{path}?fieldManager=podwright", place.asked[-1].body)
        recorded.hang_up(handler)

    return respond


def test_an_object_whose_answer_was_lost_is_looked_for_when_rolled_back(place: Shelf) -> None:
    place.refuse("PATCH", SERVICE, done_but_unsaid(place, SERVICE))
    results = do(place)
    assert results[1].unsure
    assert SERVICE in place.objects
    assert undone(place, results)["Service"] is Undoing.DELETED
    assert SERVICE not in place.objects


def test_a_change_whose_answer_was_lost_is_restored_when_rolled_back(place: Shelf) -> None:
    do(place)
    place.refuse("PATCH", DEPLOYMENT, done_but_unsaid(place, DEPLOYMENT))
    results = do(place, SHOP.replace("web:1", "web:2"))
    assert results[-1].unsure
    assert undone(place, results)["Deployment"] is Undoing.RESTORED
    containers = place.objects[DEPLOYMENT]["spec"]["template"]["spec"]["containers"]
    assert containers == [{"name": "app", "image": "web:1"}]


def test_what_somebody_else_made_meanwhile_is_not_taken_for_ours(place: Shelf) -> None:
    place.refuse("PATCH", SERVICE, recorded.hang_up)
    results = do(place)
    place.put(SERVICE, {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "shop"}, "spec": {}})
    assert undone(place, results)["Service"] is Undoing.NOTHING
    assert SERVICE in place.objects


@pytest.mark.parametrize("how", [recorded.hang_up, answer(401, status(401, "Unauthorized", "no"))])
def test_a_dry_run_without_a_cluster_is_no_plan(place: Shelf, how: Respond) -> None:
    place.refuse("GET", SERVICE, how)
    with pytest.raises(ClusterProblem):
        plan(place)


def test_a_server_that_fails_for_one_object_refuses_that_one(place: Shelf) -> None:
    place.refuse("GET", SERVICE, answer(500, status(500, "InternalError", "etcd")))
    assert actions(place) == {
        "ConfigMap": Action.CREATE, "Service": Action.REFUSED, "Deployment": Action.CREATE,
    }  # fmt: skip


def test_a_kind_that_the_cluster_does_not_know_and_an_object_without_a_name_are_refused(place: Shelf) -> None:
    text = "apiVersion: shop.example/v1\nkind: Basket\nmetadata: {name: a}\n---\napiVersion: v1\nkind: Pod\nspec: {}\n"
    steps = plan(place, text).steps
    assert [step.action for step in steps] == [Action.REFUSED, Action.REFUSED]


def test_a_refusal_is_told_at_its_place_in_the_text(place: Shelf) -> None:
    how = invalid("Deployment", "shop", "spec.template.spec.containers[0].image", "must not be empty")
    place.refuse("PATCH", DEPLOYMENT, how, dry=True)
    step = plan(place).steps[-1]
    assert step.problem is not None
    (complaint,) = complaints(read(SHOP), step.wanted, step.problem)
    assert (complaint.position.line, complaint.words) == (14, "must not be empty")


def test_warnings_of_the_server_are_passed_on(place: Shelf) -> None:
    body = {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "shop"}, "spec": {}}
    place.refuse(
        "PATCH", SERVICE, answer(201, body, {"Warning": '299 - "would violate \\"restricted\\""'}), dry=True
    )
    step = next(step for step in plan(place).steps if step.wanted.kind == "Service")
    assert step.warnings == ('would violate "restricted"',)


def test_waiting_for_a_deletion_ends(place: Shelf) -> None:
    do(place)
    resource = plan(place).steps[-1].resource
    assert resource is not None
    live = dict(place.objects[DEPLOYMENT])
    place.refuse("DELETE", DEPLOYMENT, answer(200, live))  # a finalizer holds it
    began = time.monotonic()
    with pytest.raises(ClusterProblem) as caught:
        doing.delete(place.api, resource, HERE, live, within=0.2, sleep=lambda _: None)
    assert caught.value.kind is Kind.SLOW
    assert time.monotonic() - began < 2


REFUSED = {
    "apply, immutable field changed": Kind.INVALID,
    "apply to a missing namespace": Kind.NOT_FOUND,
    "apply, forbidden": Kind.FORBIDDEN,
    "apply, invalid": Kind.INVALID,
    "apply, unknown field": Kind.SERVER,
    "name mismatch": Kind.INVALID,
    "apply, conflict": Kind.CONFLICT,
    "apply, selector is immutable": Kind.INVALID,
    "apply, quota used up": Kind.FORBIDDEN,
    "apply, pod security refuses": Kind.FORBIDDEN,
    "apply into a namespace that is going": Kind.FORBIDDEN,
}


def recorded_as(what: str) -> dict[str, Any]:
    found = json.loads(TRUTH.read_text("utf-8"))["exchanges"]
    exchange: dict[str, Any] = next(each for each in found if each["what"] == what)
    return exchange


@pytest.mark.skipif(not TRUTH.exists(), reason="the recorded exchanges are not here")
@pytest.mark.parametrize("what", REFUSED)
def test_every_recorded_refusal_is_told_and_stores_nothing(place: Shelf, what: str) -> None:
    exchange = recorded_as(what)
    text = json.dumps(exchange["request"]["body"])
    resource = exchange["request"]["path"].partition("?")[0].replace("/designs/", f"/{HERE}/")
    path = f"{resource.replace('/nowhere/', f'/{HERE}/').rpartition('/')[0]}/{objects(text)[0].name}"
    place.refuse("PATCH", path, recorded.play(exchange["response"], 1), dry=True)
    (result,) = do(place, text.replace('"designs"', f'"{HERE}"').replace('"nowhere"', f'"{HERE}"'))
    assert result.outcome is Outcome.FAILED
    assert result.problem is not None
    assert result.problem.kind is REFUSED[what]
    assert path not in place.objects
    assert all(c.position.line >= 1 for c in complaints(read(text), result.wanted, result.problem))
