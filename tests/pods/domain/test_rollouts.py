"""How workloads replace their pods: what stands there may be anything."""

from __future__ import annotations

from typing import Any

import pytest

from pods.domain.rollouts import faults


@pytest.mark.parametrize("wrong", [5, True, ["Recreate"], {"a": "b"}, 1.5])
@pytest.mark.parametrize(
    ("kind", "field"),
    [("Deployment", "strategy"), ("StatefulSet", "updateStrategy"), ("DaemonSet", "updateStrategy")],
)
def test_a_type_that_is_no_text_is_left_to_the_schema(kind: str, field: str, wrong: Any) -> None:
    assert list(faults(kind, {field: {"type": wrong, "rollingUpdate": {}}})) == []


def test_a_workload_without_a_strategy_has_none_under_an_empty_key() -> None:
    assert list(faults("ReplicaSet", {"": {"a": "b"}})) == []
