from __future__ import annotations

import time
from typing import Any

import pytest

from pods.domain import namespaces, volumes
from pods.domain.network import Listener, Network
from pods.domain.reach import Reach, Reachability, reach
from tests.pods.domain.builders import pod_from


def reached(spec: dict[str, Any]) -> Reachability:
    """Reach with declared ports as the only listeners."""
    pod = pod_from(spec)
    listeners = tuple(
        Listener(c, p.number, p.protocol, p.name, True) for c in pod.containers for p in c.ports
    )
    net = Network(listeners=listeners, clashes=(), calls=(), upstreams=(), services=())
    return reach(pod, namespaces.sharing(pod), volumes.uses(pod), net)


def pairs(spec: dict[str, Any]) -> dict[tuple[str, str], Reach]:
    return {(one.origin.name, one.target.name): one for one in reached(spec)}


def mounting(name: str, *mounts: Any, **more: Any) -> dict[str, Any]:
    listed = [{"name": "v", "mountPath": m} if isinstance(m, str) else {"name": "v", **m} for m in mounts]
    return {"name": name, "image": "i", "volumeMounts": listed, **more}


def shared(*containers: dict[str, Any], **spec: Any) -> list[tuple[str, str]]:
    """Directories the first container has in common with the second."""
    found = pairs({"volumes": [{"name": "v", "emptyDir": {}}], "containers": list(containers), **spec})
    return [(d.here, d.there) for d in found[containers[0]["name"], containers[1]["name"]].volumes]


def test_every_ordered_pair_of_containers_that_run_side_by_side_is_listed() -> None:
    native = {"name": "native", "restartPolicy": "Always"}
    spec = {
        "initContainers": [{"name": "setup"}, native],
        "containers": [{"name": "app"}, {"name": "helper"}],
    }
    expected = [("native", "app"), ("native", "helper"), ("app", "native"), ("app", "helper")]
    expected += [("helper", "native"), ("helper", "app")]
    assert list(pairs(spec)) == expected
    assert len(reached(spec)) == len(expected)


def test_ports_of_the_other_are_reached_on_localhost_once_each() -> None:
    ports = [
        {"containerPort": 8080},
        {"containerPort": 53, "protocol": "UDP"},
        {"containerPort": 8080, "name": "again"},
    ]
    found = pairs({"containers": [{"name": "a", "ports": ports}, {"name": "b"}]})
    assert found["b", "a"].localhost == ("8080/TCP", "53/UDP")
    assert found["a", "b"].localhost == ()


@pytest.mark.parametrize(
    ("switches", "processes"),
    [
        ({}, False),
        ({"shareProcessNamespace": True}, True),
        ({"hostPID": True}, True),
        ({"shareProcessNamespace": "yes"}, False),
    ],
)
def test_processes_are_reached_only_where_they_are_shared(switches: dict[str, Any], processes: bool) -> None:
    found = pairs({"containers": [{"name": "a"}, {"name": "b"}], **switches})["a", "b"]
    assert found.processes is processes
    assert found.ipc is True


def test_an_ephemeral_container_reaches_the_processes_of_its_target_and_of_nobody_else() -> None:
    debug = {"name": "debug", "targetContainerName": "a"}
    found = pairs({"containers": [{"name": "a"}, {"name": "b"}], "ephemeralContainers": [debug]})
    assert found["debug", "a"].processes
    assert not found["debug", "b"].processes


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("/logs", "/var/log", [("/logs", "/var/log")]),
        ({"mountPath": "/a", "subPath": "x"}, {"mountPath": "/b", "subPath": "y"}, []),
        ({"mountPath": "/a", "subPath": "x"}, {"mountPath": "/b", "subPath": "xy"}, []),
        ({"mountPath": "/a", "subPath": "x"}, {"mountPath": "/b", "subPath": "./x/"}, [("/a", "/b")]),
        ("/data", {"mountPath": "/b", "subPath": "logs/app"}, [("/data/logs/app", "/b")]),
        (
            {"mountPath": "/b", "subPath": "logs/app"},
            {"mountPath": "/a", "subPath": "logs"},
            [("/b", "/a/app")],
        ),
        ({"mountPath": "/a", "subPath": ""}, "/b", [("/a", "/b")]),
    ],
)
def test_separate_sub_paths_share_nothing_and_one_inside_the_other_shares_that_part(
    first: Any, second: Any, expected: list[tuple[str, str]]
) -> None:
    assert shared(mounting("a", first), mounting("b", second)) == expected


def test_every_pair_of_mounts_of_one_volume_is_listed() -> None:
    found = shared(mounting("a", "/one", "/two"), mounting("b", "/b"))
    assert found == [("/one", "/b"), ("/two", "/b")]


def test_a_directory_that_another_mount_covers_is_not_shared() -> None:
    covering = {"name": "w", "mountPath": "/data/logs"}
    first = mounting("a", "/data", covering)
    second = mounting("b", {"mountPath": "/b", "subPath": "logs/app"}, {"mountPath": "/c", "subPath": "tmp"})
    both = [{"name": "v", "emptyDir": {}}, {"name": "w", "emptyDir": {}}]
    assert shared(first, second, volumes=both) == [("/data/tmp", "/c")]


def env(name: str, **source: Any) -> list[dict[str, Any]]:
    return [{"name": name, **source}]


POD_NAME = {"valueFrom": {"fieldRef": {"fieldPath": "metadata.name"}}}
NODE_NAME = {"valueFrom": {"fieldRef": {"fieldPath": "spec.nodeName"}}}


@pytest.mark.parametrize(
    ("here", "there", "expected"),
    [
        ({"value": "x"}, {"value": "x"}, [("/a", "/b")]),
        ({"value": "x"}, {"value": "y"}, []),
        (POD_NAME, POD_NAME, [("/a", "/b")]),
        (POD_NAME, NODE_NAME, []),
    ],
)
def test_sub_path_expressions_are_told_apart_by_what_they_expand_to(
    here: Any, there: Any, expected: list[Any]
) -> None:
    first = mounting("a", {"mountPath": "/a", "subPathExpr": "$(ONE)"}, env=env("ONE", **here))
    second = mounting("b", {"mountPath": "/b", "subPathExpr": "$(TWO)"}, env=env("TWO", **there))
    assert shared(first, second) == expected


def test_a_plain_sub_path_is_not_expanded() -> None:
    first = mounting("a", {"mountPath": "/a", "subPath": "$(ONE)"}, env=env("ONE", value="x"))
    assert shared(first, mounting("b", {"mountPath": "/b", "subPath": "x"})) == []


def test_an_escaped_reference_in_a_sub_path_stands_for_itself() -> None:
    first = mounting("a", {"mountPath": "/a", "subPathExpr": "$$(ONE)"}, env=env("ONE", value="x"))
    assert shared(first, mounting("b", {"mountPath": "/b", "subPath": "$(ONE)"})) == [("/a", "/b")]


def test_shared_directories_say_who_may_only_read() -> None:
    containers = [mounting("a", "/a"), mounting("b", {"mountPath": "/b", "readOnly": True})]
    [found] = pairs({"volumes": [{"name": "v", "emptyDir": {}}], "containers": containers})["a", "b"].volumes
    assert (found.here_read_only, found.there_read_only) == (False, True)


def test_a_raw_device_and_a_file_system_are_not_the_same_directory() -> None:
    device = {"name": "a", "volumeDevices": [{"name": "v", "devicePath": "/dev/x"}]}
    claim = [{"name": "v", "persistentVolumeClaim": {"claimName": "c"}}]
    assert shared(device, mounting("b", "/b"), volumes=claim) == []


def test_two_hundred_containers_are_answered_in_well_under_a_second() -> None:
    containers = [mounting(f"c{i}", "/v", ports=[{"containerPort": 8000 + i}]) for i in range(200)]
    started = time.process_time()
    found = reached({"volumes": [{"name": "v", "emptyDir": {}}], "containers": containers})
    assert sum(1 for one in found if one.volumes) == 39_800
    assert time.process_time() - started < 2  # it takes some 0.2 s


def test_a_thousand_mounts_in_one_container_cost_little() -> None:
    names = [f"v{i}" for i in range(1000)]
    listed = [{"name": n, "mountPath": f"/m/{n}"} for n in names]
    spec = {"volumes": [{"name": n, "emptyDir": {}} for n in names]}
    started = time.process_time()
    found = pairs(
        spec | {"containers": [{"name": "a", "volumeMounts": listed}, {"name": "b", "volumeMounts": listed}]}
    )
    assert len(found["a", "b"].volumes) == 1000
    assert time.process_time() - started < 5
