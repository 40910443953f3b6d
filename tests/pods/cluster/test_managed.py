"""Whose field is whose."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pods.cluster import managed
from tests.pods.cluster.live import deployment

CONTAINERS = "spec.template.spec.containers"


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("spec.replicas", ["ops"]),
        ("spec", ["podwright", "ops"]),
        (f"{CONTAINERS}[1].image", ["podwright"]),
        (f"{CONTAINERS}[1].ports[0].containerPort", ["podwright"]),
        (f"{CONTAINERS}[1].resources", []),
        ("spec.selector.matchLabels.app", ["podwright"]),
        ('metadata.labels["app.kubernetes.io/name"]', ["podwright"]),
        ("spec.revisionHistoryLimit", []),
        ("status.replicas", ["kube-controller-manager"]),
    ],
)
def test_a_field_is_of_those_who_set_it_or_something_around_or_in_it(path: str, names: list[str]) -> None:
    assert [manager.name for manager in managed.owners(deployment(), path)] == names


@pytest.mark.parametrize(
    ("said", "path"),
    [
        (".spec.replicas", "spec.replicas"),
        ('.spec.template.spec.containers[name="app"].image', f"{CONTAINERS}[1].image"),
        (
            '.spec.template.spec.containers[name="app"].ports[containerPort=9090,protocol="TCP"]',
            f"{CONTAINERS}[1].ports[1]",
        ),
        ('.spec.template.spec.containers[name="gone"].image', CONTAINERS),
        (".metadata.labels.app.kubernetes.io/name", 'metadata.labels["app.kubernetes.io/name"]'),
        (
            ".metadata.annotations.deployment.kubernetes.io/revision",
            'metadata.annotations["deployment.kubernetes.io/revision"]',
        ),
        (".spec.template.spec.containers[0].name", f"{CONTAINERS}[0].name"),
        (".nowhere.at.all", ""),
        ("", ""),
    ],
)
def test_the_field_of_a_conflict_is_found_in_the_object(said: str, path: str) -> None:
    assert managed.path_in(deployment(), said) == path


IMAGE: dict[str, Any] = {"f:spec": {"f:containers": {'k:{"name":"app"}': {".": {}, "f:image": {}}}}}
LABEL: dict[str, Any] = {"f:metadata": {"f:labels": {"f:a/b.c": {}}}}


def managed_by(**trees: dict[str, Any]) -> dict[str, Any]:
    entries = [{"manager": name, "operation": "Update", "fieldsV1": tree} for name, tree in trees.items()]
    spec = {"containers": [{"name": "log"}, {"name": "app", "image": "a"}]}
    return {"metadata": {"labels": {"a/b.c": "1"}, "managedFields": entries}, "spec": spec}


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ({"ops": IMAGE}, {"me": IMAGE}, [("ops", "spec.containers[1].image")]),
        ({"ops": LABEL}, {"me": LABEL}, [("ops", 'metadata.labels["a/b.c"]')]),
        ({"ops": IMAGE}, {"me": {"f:spec": {}}}, [("ops", "spec.containers[1].image")]),
        ({"ops": IMAGE | LABEL}, {"me": IMAGE, "ops": LABEL}, [("ops", "spec.containers[1].image")]),
        ({"ops": IMAGE}, {"me": IMAGE, "ops": IMAGE}, []),  # shared: both want the same
        ({"ops": IMAGE}, {"me": LABEL}, []),  # it is nobody's now
        ({"me": IMAGE}, {"ops": IMAGE}, []),
        ({}, {"me": IMAGE}, []),
    ],
)
def test_fields_that_one_has_instead_of_another_were_taken_over(
    before: dict[str, Any], after: dict[str, Any], found: list[tuple[str, str]]
) -> None:
    assert list(managed.taken(managed_by(**before), managed_by(**after), "me")) == found


def test_a_field_taken_over_that_led_into_what_is_plain_now_is_named_as_far_as_it_is_there() -> None:
    deeper: dict[str, Any] = {"f:spec": {"f:containers": {'k:{"name":"app"}': {"f:image": {"f:tag": {}}}}}}
    assert list(managed.taken(managed_by(ops=deeper), managed_by(me=IMAGE), "me")) == [
        ("ops", "spec.containers[1].image")
    ]


def test_an_item_that_is_its_own_value_is_found() -> None:
    live = {"metadata": {"finalizers": ["a", 'b"]c']}}
    assert managed.path_in(live, '.metadata.finalizers[="b\\"]c"]') == "metadata.finalizers[1]"


def test_what_somebody_set_comes_in_the_order_of_the_object() -> None:
    live = deployment()
    mine = managed.owned(live, managed.managers(live)[0].tree)
    assert [c["name"] for c in mine["spec"]["template"]["spec"]["containers"]] == ["web", "app"]
    assert mine["spec"]["template"]["spec"]["containers"][1]["ports"] == [
        {"containerPort": 8080},
        {"containerPort": 9090, "protocol": "TCP"},
    ]
    assert "replicas" not in mine["spec"]


JSON = st.recursive(
    st.none() | st.text(max_size=4) | st.integers(),
    lambda v: st.lists(v) | st.dictionaries(st.text(max_size=4), v),
)


@given(JSON, st.text(max_size=30))
def test_no_object_and_no_words_of_a_server_break_the_reader(value: Any, said: str) -> None:
    live = {"metadata": {"managedFields": [{"fieldsV1": value}, value]}, "a": value}
    managed.path_in(live, said)
    for manager in managed.managers(live):
        managed.owned(live, manager.tree)
    managed.owners(live, "a.b[0]")
