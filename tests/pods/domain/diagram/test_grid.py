"""Columns and rows."""

from __future__ import annotations

from pods.domain.diagram.grid import grid
from tests.pods.domain.diagram.pictures import facts_of, pod, running


def _columns(text: str) -> list[list[str]]:
    """The names in each column, from the left, each from the top."""
    places = grid(facts_of(text), 0).places.values()
    count = 1 + max(p.column for p in places)
    return [
        [p.container.name for p in sorted(places, key=lambda p: p.slot) if p.column == column]
        for column in range(count)
    ]


def test_init_steps_stand_on_the_left_in_order_and_the_rest_in_the_order_of_the_text() -> None:
    init = [*running("one", "two"), *running("proxy", restartPolicy="Always"), *running("three")]
    text = pod(initContainers=init, containers=running("app", "web"))
    assert _columns(text) == [["one", "two", "three"], ["proxy"], ["app"], ["web"]]


def test_init_steps_are_numbered_without_the_native_sidecars_between_them() -> None:
    init = [*running("one"), *running("proxy", restartPolicy="Always"), *running("two")]
    places = grid(facts_of(pod(initContainers=init, containers=running("app"))), 0).places.values()
    assert {p.container.name: p.step for p in places} == {"one": 1, "proxy": None, "two": 2, "app": None}


def test_many_containers_stand_in_rows() -> None:
    assert _columns(pod(containers=running(*"abcdef"))) == [["a", "e"], ["b", "f"], ["c"], ["d"]]


def test_an_ephemeral_container_stands_below_the_one_whose_processes_it_joins() -> None:
    debug = running("debug", targetContainerName="web")
    text = pod(containers=running("app", "web"), ephemeralContainers=debug)
    assert _columns(text) == [["app"], ["web", "debug"]]


def test_an_ephemeral_container_stands_for_itself_where_all_share_processes() -> None:
    debug = running("debug", targetContainerName="web")
    text = pod(containers=running("app", "web"), ephemeralContainers=debug, shareProcessNamespace=True)
    assert _columns(text) == [["app"], ["web"], ["debug"]]


def test_trunks_of_one_column_stand_apart_and_never_under_its_cards() -> None:
    made = grid(facts_of(pod(containers=running(*(f"c{n}" for n in range(60))))), 0)
    for column in made.columns:
        trunks = [column.trunk(slot) for slot in range(column.depth)]
        assert trunks == sorted(set(trunks))
        assert trunks[-1] < column.left


def test_containers_of_the_same_name_both_have_a_place() -> None:
    assert _columns(pod(containers=running("app", "app"))) == [["app"], ["app"]]
