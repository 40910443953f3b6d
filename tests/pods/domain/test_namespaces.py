"""Who shares which namespace: the switches, their combinations, and what a real kernel said."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pods.domain.manifest.reader import read
from pods.domain.manifest.views import Pod
from pods.domain.namespaces import Namespace, Scope, sharing

TRUTH = Path(__file__).parents[4] / "shared" / "truth" / "namespaces.json"


def pod(**spec: Any) -> Pod:
    base = {
        "initContainers": [
            {"name": "setup", "image": "a"},
            {"name": "proxy", "image": "a", "restartPolicy": "Always"},
        ],
        "containers": [{"name": "app", "image": "a"}, {"name": "log", "image": "a"}],
    }
    (found,) = read(json.dumps({"kind": "Pod", "apiVersion": "v1", "spec": base | spec})).pods
    return found


ALL = ["setup", "proxy", "app", "log"]
EACH = [[name] for name in ALL]

TABLE: list[tuple[dict[str, Any], Namespace, Scope, list[list[str]]]] = [
    ({}, Namespace.NETWORK, Scope.POD, [ALL]),
    ({}, Namespace.IPC, Scope.POD, [ALL]),
    ({}, Namespace.UTS, Scope.POD, [ALL]),
    ({}, Namespace.PID, Scope.CONTAINER, EACH),
    ({}, Namespace.MOUNT, Scope.CONTAINER, EACH),
    ({"hostNetwork": True}, Namespace.NETWORK, Scope.NODE, [ALL]),
    ({"hostNetwork": True}, Namespace.UTS, Scope.NODE, [ALL]),
    ({"hostNetwork": True}, Namespace.IPC, Scope.POD, [ALL]),
    ({"hostIPC": True}, Namespace.IPC, Scope.NODE, [ALL]),
    ({"hostIPC": True}, Namespace.UTS, Scope.POD, [ALL]),
    ({"hostPID": True}, Namespace.PID, Scope.NODE, [ALL]),
    ({"shareProcessNamespace": True}, Namespace.PID, Scope.POD, [ALL]),
    ({"shareProcessNamespace": True, "hostPID": True}, Namespace.PID, Scope.NODE, [ALL]),
    ({"shareProcessNamespace": "true"}, Namespace.PID, Scope.CONTAINER, EACH),
    ({"hostNetwork": None}, Namespace.NETWORK, Scope.POD, [ALL]),
]


@pytest.mark.parametrize(("spec", "namespace", "scope", "names"), TABLE)
def test_a_switch_decides_its_namespace(
    spec: dict[str, Any], namespace: Namespace, scope: Scope, names: list[list[str]]
) -> None:
    groups = sharing(pod(**spec))[namespace]
    assert {group.scope for group in groups} == {scope}
    assert [[c.name for c in group.containers] for group in groups] == names
    assert all(str(group.because).endswith(".") for group in groups)


def test_an_ephemeral_container_joins_the_processes_of_its_target() -> None:
    debug = {"name": "debug", "image": "a", "targetContainerName": "app"}
    groups = sharing(pod(ephemeralContainers=[debug, {"name": "loose", "image": "a"}]))[Namespace.PID]
    assert [[c.name for c in g.containers] for g in groups] == [
        ["setup"],
        ["proxy"],
        ["app", "debug"],
        ["log"],
        ["loose"],
    ]


def test_an_ephemeral_container_without_a_target_does_not_join_one_without_a_name() -> None:
    groups = sharing(pod(containers=[{"image": "a"}], ephemeralContainers=[{"name": "debug", "image": "a"}]))
    assert [len(group.containers) for group in groups[Namespace.PID]] == [1, 1, 1, 1]


def test_a_pod_without_containers_has_no_groups() -> None:
    assert all(groups == () for groups in sharing(pod(containers=None, initContainers=[])).values())


@given(
    st.fixed_dictionaries(
        {},
        optional={k: st.booleans() for k in ("hostNetwork", "hostPID", "hostIPC", "shareProcessNamespace")},
    )
)
def test_every_container_stands_in_exactly_one_group_of_each_namespace(spec: dict[str, bool]) -> None:
    for groups in sharing(pod(**spec)).values():
        assert sorted(c.name for group in groups for c in group.containers) == sorted(ALL)


@pytest.mark.skipif(not TRUTH.exists(), reason="needs ../shared/truth")
def test_the_kernel_of_a_real_node_agrees_on_every_pod() -> None:
    for case in json.loads(TRUTH.read_text())["cases"]:
        (found,) = read(json.dumps(case["manifest"])).pods
        shared = sharing(found)
        running = {c.name for c in found.containers if c.runs_with_the_pod}
        for name, expected in case["groups"].items():
            groups = [[c.name for c in g.containers if c.name in running] for g in shared[Namespace(name)]]
            assert sorted(map(sorted, filter(None, groups))) == sorted(map(sorted, expected)), (
                case["id"],
                name,
            )
        on_node = {
            space.value for space, groups in shared.items() if any(g.scope is Scope.NODE for g in groups)
        }
        assert on_node == set(case["host"]), case["id"]
