"""What a difference shows and what it hides."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from pods.cluster.apply.hiding import COVER, covered, uncovered
from pods.cluster.apply.plan import Action, Step
from pods.cluster.apply.showing import as_yaml, changes, sides
from pods.cluster.apply.wanted import Wanted

PASSWORD = "hunter2-secret"


def encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def secret(**data: str) -> dict[str, Any]:
    return {
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": {"name": "s"},
        "data": {k: encoded(v) for k, v in data.items()},
    }


def step(value: dict[str, Any], action: Action, before: Any = None, after: Any = None) -> Step:
    return Step(Wanted(0, "", 1, "v1", value["kind"], "s", "", value), action, before=before, after=after)


def pod(**more: Any) -> dict[str, Any]:
    spec = {"containers": [{"name": "app", "image": "web:1"} | more]}
    return {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "s"}, "spec": spec}


def defaulted(value: dict[str, Any]) -> dict[str, Any]:
    """The pod as the server gives it back."""
    containers = [
        {"terminationMessagePath": "/dev/termination-log", "resources": {}} | each
        for each in value["spec"]["containers"]
    ]
    metadata = {"uid": "1", "resourceVersion": "2", "managedFields": []} | value["metadata"]
    return value | {
        "metadata": metadata,
        "spec": {"dnsPolicy": "ClusterFirst", "containers": containers},
        "status": {"phase": "Running"},
    }


def test_no_side_of_a_difference_holds_a_value_of_a_secret_but_says_which_change() -> None:
    before, after = (
        secret(same="quiet-word", other=PASSWORD),
        secret(same="quiet-word", other="new-word", more="third-word"),
    )
    old, new = sides(step(after, Action.CHANGE, before, after), "changed")
    assert f"same: {COVER}" in old
    assert f"same: {COVER}\n" in new
    assert f"other: {COVER} (changed)" in new
    shown = old + new + str(changes(step(after, Action.CHANGE, before, after)))
    for word in ("quiet-word", PASSWORD, "new-word", "third-word"):
        assert word not in shown
        assert encoded(word) not in shown


def test_string_data_is_the_same_as_the_data_it_becomes() -> None:
    written = {"kind": "Secret", "stringData": {"a": "x"}}
    assert covered(written, secret(a="x"), "changed")["stringData"] == {"a": COVER}
    assert covered(written, secret(a="y"), "changed")["stringData"] == {"a": f"{COVER} (changed)"}


@pytest.mark.parametrize("data", ["text", ["a"], 5, None])
def test_a_secret_that_holds_nonsense_is_covered_too(data: Any) -> None:
    nonsense = {"kind": "Secret", "data": data}
    assert covered(nonsense, nonsense, "changed")["data"] == COVER


@pytest.mark.parametrize("said", [PASSWORD, encoded(PASSWORD), f'expected string, got "{PASSWORD}"'])
def test_what_a_refusal_repeats_of_a_secret_is_covered(said: str) -> None:
    told = uncovered(f"Secret is invalid: {said}", secret(a=PASSWORD))
    assert PASSWORD not in told
    assert encoded(PASSWORD) not in told
    assert told.startswith("Secret is invalid")


def test_a_new_object_is_shown_as_it_was_written() -> None:
    old, new = sides(step(pod(), Action.CREATE, None, defaulted(pod())), "changed")
    assert (old, new) == ("", as_yaml(pod()))


def test_defaults_of_what_is_new_do_not_drown_a_change() -> None:
    before = defaulted(pod())
    wanted = pod()
    wanted["spec"]["containers"].append({"name": "shipper", "image": "ship:1"})
    old, new = sides(step(wanted, Action.CHANGE, before, defaulted(wanted)), "changed")
    added = [line for line in new.splitlines() if line not in old.splitlines()]
    assert added == ["  - name: shipper", "    image: ship:1"]
    assert "Running" not in old + new


def test_what_goes_is_shown_as_going() -> None:
    before = defaulted(pod(command=["sleep"]))
    old, new = sides(step(pod(), Action.CHANGE, before, defaulted(pod())), "changed")
    assert "command" in old
    assert "command" not in new


def test_the_fields_that_change_are_listed_with_both_values() -> None:
    found = changes(step(pod(image="web:2"), Action.CHANGE, defaulted(pod()), defaulted(pod(image="web:2"))))
    assert [(c.path, c.old, c.new) for c in found] == [("spec.containers[0].image", '"web:1"', '"web:2"')]


def test_long_values_and_many_changes_are_cut() -> None:
    data = {f"k{number}": "x" * 500 for number in range(99)}
    before = {"kind": "ConfigMap", "metadata": {}, "data": dict.fromkeys(data, "")}
    after = before | {"data": data}
    found = changes(step(after, Action.CHANGE, before, after))
    assert len(found) == 50
    assert max(len(change.new) for change in found) < 130


def test_yaml_keeps_the_order_of_keys_and_writes_texts_of_several_lines_as_they_are() -> None:
    shared = {"z": 1}
    assert (
        as_yaml({"b": "one\ntwo\n", "a": shared, "c": shared})
        == "b: |\n  one\n  two\na:\n  z: 1\nc:\n  z: 1\n"
    )
