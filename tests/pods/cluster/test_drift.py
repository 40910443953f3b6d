"""What differs between a design and a cluster, by whom, and taking it into the design."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pods.cluster.apply.doing import apply
from pods.cluster.apply.plan import Action, Choices, Step
from pods.cluster.apply.wanted import Wanted, wanted
from pods.cluster.differing import ABSENT, Item, differences, path_of, said, value_at, with_value
from pods.cluster.drift import Drift, Field, Standing, compared, drift, pull
from pods.cluster.problems import ClusterProblem, Kind
from pods.cluster.removal import Known
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.reader import read
from tests.pods.cluster.live import entry
from tests.pods.cluster.real import Place, needs_cluster
from tests.pods.cluster.recorded import answer, cut, status
from tests.pods.cluster.shelf import Shelf, shelf
from tests.pods.cluster.test_plan_and_doing import CONFIG, DEPLOYMENT, SERVICE, SHOP

APP = Item((("name", "app"),))
CONTAINERS = ("spec", "template", "spec", "containers")


@pytest.fixture
def place() -> Iterator[Shelf]:
    with shelf("here") as running:
        for result in apply(running.api, wanted(read(SHOP)), "here", Choices()):
            assert result.problem is None
        yield running


def look(place: Shelf, text: str = SHOP, known: tuple[Known, ...] = ()) -> Drift:
    return drift(place.api, wanted(read(text)), "here", known)


def objects(text: str) -> tuple[Wanted, ...]:
    return wanted(read(text))


def fields(found: Drift) -> dict[str, tuple[Any, Any, list[str]]]:
    return {
        field.path: (field.mine, field.live, [manager.name for manager in field.managers])
        for one in found.objects
        for field in one.fields
    }


def somebody(place: Shelf, path: str, manager: str, tree: dict[str, Any]) -> dict[str, Any]:
    """The live object, after somebody became a manager of these fields."""
    live = place.objects[path]
    live["metadata"]["managedFields"].append(entry(manager, "Update", tree, time="2026-11-21T10:00:00Z"))
    return live


def taken(text: str, found: Drift) -> str:
    manifest = read(text)
    for one in found.objects:
        same = next(each for each in wanted(manifest) if each.key == one.wanted.key)
        manifest = pull(manifest, same, one.fields)
    return manifest.text


def test_what_was_just_applied_does_not_differ(place: Shelf) -> None:
    found = look(place)
    assert found.count == 0
    assert {one.standing for one in found.objects} == {Standing.SAME}


def test_a_value_somebody_changed_is_named_with_both_values_and_who_it_was(place: Shelf) -> None:
    somebody(place, DEPLOYMENT, "kubectl", {"f:spec": {"f:replicas": {}}})["spec"]["replicas"] = 5
    assert fields(look(place)) == {"spec.replicas": (2, 5, ["podwright", "kubectl"])}


def test_what_somebody_added_and_the_design_does_not_mention_is_found(place: Shelf) -> None:
    somebody(place, CONFIG, "kubectl-edit", {"f:data": {"f:more": {}}})["data"]["more"] = "x\ny\n"
    assert fields(look(place)) == {"data.more": (ABSENT, "x\ny\n", ["kubectl-edit"])}
    assert taken(SHOP, look(place)).endswith('data: {a: "1", more: "x\\ny\\n"}\n')


def test_requests_that_the_server_took_from_the_limits_of_a_pod_are_no_drift() -> None:
    resources = {"limits": {"cpu": "1"}}
    pod: dict[str, Any] = {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": "a"},
        "spec": {"containers": [{"name": "c", "image": "c:1", "resources": resources}]},
    }
    live = copy.deepcopy(pod)
    live["metadata"]["managedFields"] = [entry("kubectl-create", "Update", {"f:spec": {}})]
    for requests, count in (("1", 0), ("2", 1)):
        live["spec"]["containers"][0]["resources"]["requests"] = {"cpu": requests}
        one = Wanted(0, "", 1, "v1", "Pod", "a", "", pod)
        step = Step(one, Action.NOTHING, namespace="here", before=live, after=live)
        assert len(compared(step).fields) == count


def test_what_a_controller_adds_is_no_drift(place: Shelf) -> None:
    live = somebody(place, CONFIG, "kube-controller-manager", {"f:data": {"f:more": {}}})
    live["data"]["more"] = "1"
    live["metadata"]["labels"] = {"of": "nobody"}
    live["metadata"]["managedFields"][0]["fieldsV1"] = {"f:data": {"f:a": {}}}
    assert look(place).count == 0


def test_taking_it_changes_those_bytes_and_then_nothing_differs(place: Shelf) -> None:
    somebody(place, DEPLOYMENT, "kubectl", {"f:spec": {"f:replicas": {}}})["spec"]["replicas"] = 5
    text = SHOP.replace("replicas: 2", "replicas: 2  # by ops")
    after = taken(text, look(place, text))
    assert after == text.replace("replicas: 2 ", "replicas: 5 ")
    assert look(place, after).count == 0


LISTED = """\
kind: List
items:
- kind: ConfigMap
  metadata: {name: a}
  immutable: true # for ever
  data:
    x: one # first
    # about y
    y: two
- kind: ConfigMap
  metadata: {name: b, labels: {l: m}}
  data: {z: "3"}
"""


def test_all_that_is_taken_of_an_object_of_a_list_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    readings: list[str] = []

    def reading(text: str) -> Manifest:
        readings.append(text)
        return read(text)

    manifest = read(LISTED)
    [first, second] = wanted(manifest)
    monkeypatch.setattr("pods.domain.manifest.reader.read", reading)
    live = {("data", "x"): "1", ("data", "w"): "new", ("immutable",): ABSENT, ("metadata", "name"): "c"}
    manifest = pull(manifest, first, [Field(steps, None, value, ()) for steps, value in live.items()])
    assert len(readings) == 1
    manifest = pull(manifest, second, [Field(("metadata", "labels"), None, ABSENT, ())])
    changed = {
        "name: a": "name: c",
        "  immutable: true # for ever\n": "",
        "x: one": 'x: "1"',
        "    y: two\n": "    y: two\n    w: new\n",
        ", labels: {l: m}": "",
    }
    text = LISTED
    for before, after in changed.items():
        text = text.replace(before, after)
    assert manifest.text == text


def test_an_object_that_is_gone_is_missing_and_all_gone_is_said_as_that(place: Shelf) -> None:
    del place.objects[CONFIG]
    found = look(place)
    assert [one.standing for one in found.objects if one.wanted.kind == "ConfigMap"] == [Standing.MISSING]
    assert (found.count, found.absent) == (1, False)
    del place.objects[SERVICE], place.objects[DEPLOYMENT]
    assert look(place).absent


def test_what_may_not_be_read_is_not_called_missing(place: Shelf) -> None:
    refusal = answer(403, status(403, "Forbidden", "no rights"))
    place.refuse("GET", CONFIG, refusal)
    found = {one.wanted.kind: one.standing for one in look(place).objects}
    assert found == {
        "ConfigMap": Standing.UNREADABLE, "Service": Standing.SAME, "Deployment": Standing.SAME,
    }  # fmt: skip


def test_without_the_right_to_try_the_design_is_compared_as_far_as_it_goes(place: Shelf) -> None:
    somebody(place, DEPLOYMENT, "kubectl", {"f:spec": {"f:replicas": {}}})["spec"]["replicas"] = 5
    place.refuse("PATCH", DEPLOYMENT, answer(403, status(403, "Forbidden", "no rights")), dry=True)
    one = next(one for one in look(place).objects if one.wanted.kind == "Deployment")
    assert one.standing is Standing.REFUSED
    assert [field.path for field in one.fields] == ["spec.replicas"]


def test_a_cluster_that_cannot_be_spoken_to_is_a_problem(place: Shelf) -> None:
    place.fail(cut)
    with pytest.raises(ClusterProblem) as problem:
        look(place)
    assert problem.value.kind is Kind.CUT


def test_values_of_a_secret_are_covered_and_never_taken(place: Shelf) -> None:
    text = "apiVersion: v1\nkind: Secret\nmetadata: {name: shop}\ndata: {password: b2xk}\n"
    list(apply(place.api, wanted(read(text)), "here", Choices()))
    path = "/api/v1/namespaces/here/secrets/shop"
    somebody(place, path, "kubectl", {"f:data": {"f:q": {}}})["data"] |= {"password": "bmV3", "q": "cQ=="}
    found = look(place, text)
    assert sorted(fields(found)) == ["data.password", "data.q"]
    assert not any(word in repr(fields(found)) for word in ("bmV3", "cQ==", "b2xk"))
    assert taken(text, found) == text


def test_what_was_applied_once_and_is_in_the_design_no_more_is_found_where_it_is_still_ours(
    place: Shelf,
) -> None:
    known = tuple(
        Known(version, kind, name, "here")
        for version, kind, name in [
            ("v1", "ConfigMap", "shop"), ("v1", "Service", "shop"), ("v1", "Secret", "gone"), ("x/v1", "Odd", "a"),
        ]
    )  # fmt: skip
    without = SHOP.rpartition("---\n")[0]
    assert [one.kind for one in look(place, without, known).orphans] == ["ConfigMap"]
    place.objects[CONFIG]["metadata"]["managedFields"] = []
    assert look(place, without, known).orphans == ()


def test_items_are_matched_by_name_and_not_by_place() -> None:
    one = {"containers": [{"name": "a", "image": "a:1"}, {"name": "b", "image": "b:1"}]}
    other = {"containers": [{"name": "b", "image": "b:2"}, {"name": "a", "image": "a:1"}]}
    found = list(differences(one, other))
    assert [(said(each.steps), each.one, each.other) for each in found] == [
        ("containers[b].image", "b:1", "b:2")
    ]
    assert path_of(one, found[0].steps) == "containers[1].image"
    assert path_of(other, found[0].steps) == "containers[0].image"


def test_ports_of_one_number_are_told_apart_by_protocol() -> None:
    one = {"ports": [{"containerPort": 53}, {"containerPort": 53, "protocol": "UDP"}]}
    other = {"ports": [{"containerPort": 53, "protocol": "UDP", "hostPort": 53}, {"containerPort": 53}]}
    assert [said(each.steps) for each in differences(one, other)] == ["ports[53/UDP].hostPort"]


def test_a_value_is_put_where_it_belongs_and_what_leads_there_is_made() -> None:
    steps = (*CONTAINERS, APP, "env", Item((("name", "A"),)), "value")
    made = with_value({"kind": "Deployment"}, steps, "1")
    assert value_at(made, (*CONTAINERS, APP)) == {"name": "app", "env": [{"name": "A", "value": "1"}]}
    assert value_at(made, steps) == "1"


def test_what_is_taken_out_leaves_nothing_empty_behind() -> None:
    value = {"metadata": {"name": "a", "labels": {"x": "1"}}, "list": [{"name": "app"}, {"name": "b"}]}
    assert with_value(value, ("metadata", "labels", "x"), ABSENT)["metadata"] == {"name": "a"}
    assert with_value(value, ("list", APP), ABSENT)["list"] == [{"name": "b"}]
    assert with_value(value, ("not", "there"), ABSENT) == value


def filled(value: Any) -> Any:
    """Without fields that hold nothing: taking a field out takes along what that leaves empty."""
    if isinstance(value, list):
        return [filled(item) for item in value]
    if not isinstance(value, dict):
        return value
    below = {key: filled(each) for key, each in value.items()}
    return {key: each for key, each in below.items() if each not in ({}, [])}


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.text("ab", max_size=2),
    lambda below: (
        st.lists(below, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "port", "a", "b"]), below, max_size=3)
    ),
    max_leaves=12,
)


@given(VALUES, VALUES)
def test_taking_every_difference_over_makes_one_value_the_other(one: Any, other: Any) -> None:
    one, other = {"top": one, "stays": 1}, {"top": other, "stays": 1}
    made = one
    for each in differences(one, other):
        made = with_value(made, each.steps, each.other)
    assert list(differences(filled(made), filled(other))) == []


@needs_cluster
def test_what_somebody_changes_in_a_real_cluster_is_found_and_taken(real_place: Place) -> None:
    real = real_place
    text = SHOP.replace('"web:1"', '"busybox:1"').replace("replicas: 2", "replicas: 0")
    list(apply(real.api, wanted(read(text)), real.namespace, Choices(create_namespace=True)))

    assert drift(real.api, objects(text), real.namespace).count == 0
    base = f"/apis/apps/v1/namespaces/{real.namespace}/deployments/shop"
    container = {"name": "app", "image": "busybox:1", "env": [{"name": "A", "value": "1"}]}
    change = {"spec": {"replicas": 0, "template": {"spec": {"containers": [container]}}}}
    patch = "application/strategic-merge-patch+json"
    real.api.request("PATCH", base, {"fieldManager": "somebody"}, change, patch)
    found = drift(real.api, objects(text), real.namespace)
    assert {path: by for path, (_, _, by) in fields(found).items()} == {
        "spec.template.spec.containers[app].env": ["somebody"]
    }
    assert drift(real.api, objects(taken(text, found)), real.namespace).count == 0
