from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pods.domain.schema.check import UNKNOWN, departures
from pods.domain.schema.kinds import schema

VERDICTS = Path("/work/shared/truth/verdicts.json")


def departing(value: Any, definition: str = "core.v1.Pod", minor: int = 36) -> list[tuple[str, str]]:
    return [(d.path, d.expected) for d in departures(value, definition, schema(minor))]


def container(**fields: Any) -> dict[str, Any]:
    return {"spec": {"containers": [fields]}}


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"name": "a"}, []),
        ({"name": None}, []),
        ({"name": 5}, [("name", "string")]),
        ({"tty": "true"}, [("tty", "boolean")]),
        ({"tty": 1}, [("tty", "boolean")]),
        ({"args": None}, []),
        ({"args": ["a", None, 1]}, [("args[1]", "string"), ("args[2]", "string")]),
        ({"args": "a"}, [("args", "[string")]),
        ({"ports": [{"containerPort": 2**31 - 1}]}, []),
        ({"ports": [{"containerPort": 2**31}]}, [("ports[0].containerPort", "int32")]),
        ({"ports": [{"containerPort": True}]}, [("ports[0].containerPort", "int32")]),
        ({"ports": [{"containerPort": 80.5}]}, [("ports[0].containerPort", "int32")]),
        ({"ports": {"containerPort": 80}}, [("ports", "[#core.v1.ContainerPort")]),
        ({"livenessProbe": {"httpGet": {"port": "http"}}}, []),
        ({"livenessProbe": {"httpGet": {"port": 80}}}, []),
        ({"livenessProbe": {"httpGet": {"port": 2**31}}}, [("livenessProbe.httpGet.port", "int-or-string")]),
        ({"resources": {"limits": {"cpu": 1, "memory": "1Gi", "x/y": 0.5}}}, []),
        ({"resources": {"limits": {"cpu": "1 "}}}, []),
        ({"resources": {"limits": {"cpu": "1GB"}}}, [("resources.limits.cpu", "quantity")]),
        ({"securityContext": {"runAsUser": 2**63}}, [("securityContext.runAsUser", "int64")]),
        ({"imagee": "x"}, [("imagee", UNKNOWN)]),
    ],
)
def test_a_value_departs_where_go_could_not_decode_it(
    fields: dict[str, Any], wrong: list[tuple[str, str]]
) -> None:
    assert departing(container(**fields)) == [(f"spec.containers[0].{path}", kind) for path, kind in wrong]


@pytest.mark.parametrize(
    ("data", "fits"),
    [
        ("aGVsbG8=", True),
        ("aGVs\nbG8=", True),
        ("", True),
        ("hello", False),
        ("aGVsbG8", False),
        ("é", False),
        (5, False),
    ],
)
def test_secret_data_is_base64(data: object, fits: bool) -> None:
    assert (departing({"data": {"a": data}}, "core.v1.Secret") == []) is fits


@pytest.mark.parametrize(
    ("time", "fits"),
    [
        ("2024-01-31T12:00:00Z", True),
        ("2024-01-31T12:00:00.123+02:00", True),
        (None, True),
        ("2024-01-31", False),
        ("2024-01-31 12:00:00", False),
        (5, False),
    ],
)
def test_times_are_those_of_rfc_3339(time: object, fits: bool) -> None:
    assert (departing({"metadata": {"creationTimestamp": time}}) == []) is fits


def test_odd_keys_are_quoted_in_paths() -> None:
    assert departing({"metadata": {"labels": {"a.b/c": 1}}}) == [('metadata.labels["a.b/c"]', "string")]


def test_the_path_of_the_object_comes_first() -> None:
    [found] = departures({"spec": 5}, "core.v1.Pod", schema(36), "items[2]")
    assert found.path == "items[2].spec"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.sampled_from(["spec", "metadata", "labels", "x"]), inner)
    ),
    max_leaves=20,
)


@given(json_values, st.sampled_from(["core.v1.Pod", "apps.v1.Deployment", "core.v1.ConfigMap"]))
def test_any_json_can_be_checked(value: Any, definition: str) -> None:
    found = departing(value, definition)
    assert len(found) == len(set(found))


@pytest.mark.skipif(not VERDICTS.exists(), reason="the recorded truth is not on this machine")
def test_exactly_what_a_real_api_server_could_not_decode_departs() -> None:
    undecodable = {"shape/api-version", "shape/namespace-bad"}  # other reasons for the same status
    cases = [case for case in json.loads(VERDICTS.read_text())["cases"] if case["id"] not in undecodable]
    for case in cases:
        raw = case["manifest"]
        kind = schema(36).kind(raw["apiVersion"], raw["kind"])
        assert kind is not None
        assert bool(departing(raw, kind.definition)) is (case["status"] == 400), case["id"]
    assert len(cases) > 200
