"""Plain values, hostile ones too, read as entries: a pattern, or everything that is wrong."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patterns.catalogue import reading
from patterns.catalogue.problems import Unsound
from tests.pods.domain.composing.patterns import SHIPPER


def said(entry: Any) -> list[str]:
    """What is wrong with an entry; nothing for a sound one."""
    try:
        reading.read(entry)
    except Unsound as unsound:
        return [str(problem) for problem in unsound.problems]
    return []


def broken(change: Any) -> list[str]:
    """What is said of the entry after a change."""
    entry = copy.deepcopy(SHIPPER)
    change(entry)
    with pytest.raises(Unsound) as unsound:
        reading.read(entry)
    return [str(problem) for problem in unsound.value.problems]


def put(*way: Any) -> Any:
    """A change that puts the last argument at the place the others lead to."""
    *steps, last, value = way

    def change(entry: Any) -> None:
        for step in steps:
            entry = entry[step]
        entry[last] = value

    return change


CASES = [
    (put("kind", "helper"), "kind: “helper” is not one of sidecar, ambassador"),
    (put("colour", "red"), "colour: There is no such field here"),
    (put("id", "Big"), "id: “Big” may hold only lower-case"),
    (put("title", "Shipper"), "title: A text has to stand here as {en: …, ko: …}"),
    (put("variants", []), "variants: A pattern needs at least one variant."),
    (
        put("variants", 0, "since", 1.29),
        "variants[0].since: A version of Kubernetes has to stand here in quotes",
    ),
    (put("parameters", 1, "default", "x"), "parameters[1].default: “x” is not a whole number."),
    (put("parameters", 0, "listens", True), "parameters[0].listens: Only a parameter of type port"),
    (put("parameters", 0, "name", "main"), "parameters: The name “main” is there twice"),
    (put("parameters", 0, "name", "Dir"), "parameters[0].name: “Dir” is no name in camelCase"),
    (put("fragment", "main", "image", "x"), "fragment.main.image: A pattern does not change"),
    (
        put("fragment", "containers", 0, "image", "@{img}"),
        "fragment.containers[0].image: There is no parameter “img”",
    ),
    (put("fragment", "containers", 0, "name", "A b"), "fragment.containers[0].name: A name of lower-case"),
    (put("fragment", "containers", 0, "$if", "port"), "“port” is neither a boolean or optional parameter"),
    (
        put("fragment", "containers", 0, "place", "beside"),
        "A helper's place is one of sidecar, container, init.",
    ),
    (put("fragment", "containers", 0, "restartPolicy", "Always"), "Leave restartPolicy out"),
    (
        put("fragment", "pod", "spec", "volumes", []),
        "fragment.pod.spec.volumes: Write volumes at its own place",
    ),
    (
        put("fragment", "volumes", 0, {"name": "logs"}),
        "fragment.volumes[0]: A volume has a name and one source.",
    ),
    (put("fragment", "objects", 0, "metadata", {}), "fragment.objects[0]: An object needs apiVersion"),
    (put("fragment", "takesOver", {"from": "http"}), "fragment.takesOver: takesOver has two ports"),
    (put("fragment", "takesOver", {"from": 80, "to": "http"}), "fragment.takesOver: takesOver has two"),
    (put("fragment", "takesOver", {"from": 80, "to": True}), "fragment.takesOver: takesOver has"),
    (
        put("fragment", "pod", "spec", "grace", {"$atLeast": "5"}),
        "fragment.pod.spec.grace: $atLeast holds a whole number",
    ),
    (put("fragment", "pod", "spec", "grace", {"$atLeast": 5, "of": 1}), "fragment.pod.spec.grace: $atLeast"),
    (put("fragment", "main", "env", {"a": 1}), "fragment.main.env: A list of mappings has to stand here."),
    (put("fragment", "containers", "tail"), "fragment.containers: A list of mappings has to stand here."),
    (put("fragment", "volumes", ["logs"]), "fragment.volumes: A list of mappings has to stand here."),
    (
        put("fragment", "containers", 0, "ports", 0, "name", ["a"]),
        "fragment.containers[0].ports[0].name: A text has to stand here.",
    ),
    (
        put("fragment", "main", "volumeMounts", 0, "mountPath", 1),
        "fragment.main.volumeMounts[0].mountPath: A text has to stand here.",
    ),
    (put("fragment", "x@{port}", 1), "A placeholder cannot stand in a key: x@{port}."),
    (put("fragment", "main", "$for", 1), "“$for” is no expression"),
    (put("example", {"pod": 1}), "example: An example holds a container"),
]


@pytest.mark.parametrize(("change", "sentence"), CASES)
def test_what_is_wrong_is_said_at_its_place(change: Any, sentence: str) -> None:
    assert any(sentence in problem for problem in broken(change)), broken(change)


def test_several_problems_are_said_at_once() -> None:
    def change(entry: Any) -> None:
        put("kind", "x")(entry)
        put("parameters", 1, "default", 0)(entry)

    assert len(broken(change)) == 2


def deep(levels: int) -> Any:
    value: Any = "x"
    for _ in range(levels):
        value = [value]
    return value


def itself() -> Any:
    value: list[Any] = []
    value.append(value)
    return value


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        "x",
        {},
        {1: 2},
        {"id": object()},
        {"id": float("nan")},
        {"id": deep(1000)},
        {"id": itself()},
        {"id": "x" * 500_000},
        {"when": [[]] * 30_000},
    ],
)
def test_hostile_values_are_refused_with_sentences(value: Any) -> None:
    with pytest.raises(Unsound) as unsound:
        reading.read(value)
    assert all(str(problem) for problem in unsound.value.problems)


PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from(["@{port}", "native", "$if"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from([*reading.FIELDS, "name", "$if", "$then", "containers"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@given(key=st.sampled_from(reading.FIELDS), value=PLAIN)
def test_no_value_of_a_field_makes_reading_fail(key: str, value: Any) -> None:
    assert all(said({**SHIPPER, key: value}))


@given(part=st.sampled_from(["containers", "main", "pod", "volumes", "objects", "takesOver"]), value=PLAIN)
def test_no_value_of_a_part_makes_reading_fail(part: str, value: Any) -> None:
    assert all(said({**SHIPPER, "fragment": {**SHIPPER["fragment"], part: value}}))
