from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pods.domain.resources import Qos, Resources, effective
from tests.pods.domain.builders import pod_from

TRUTH = Path("/work/shared/truth/resources.json")


def asks(
    cpu: object = None, memory: object = None, *, limits: dict[str, Any] | None = None, **more: Any
) -> dict[str, Any]:
    requests = {name: value for name, value in (("cpu", cpu), ("memory", memory)) if value is not None}
    resources = {"requests": requests} if limits is None else {"requests": requests, "limits": limits}
    return {"name": f"c{len(more)}", "image": "i", "resources": resources, **more}


def sidecar(cpu: object = None, memory: object = None) -> dict[str, Any]:
    return asks(cpu, memory, restartPolicy="Always")


def of(containers: list[Any], inits: list[Any] | None = None, **spec: Any) -> Resources:
    return effective(pod_from({"containers": containers, "initContainers": inits or [], **spec}))


FULL = {"cpu": "1", "memory": "1Gi"}


@pytest.mark.parametrize(
    ("inits", "cpu"),
    [
        ([asks("2"), sidecar("500m")], "2"),  # the init is gone when the sidecar comes (FACTS D.1, RR#R2)
        ([sidecar("500m"), asks("2")], "2500m"),  # RR#R3
        ([asks("2"), asks("3")], "3"),
        ([sidecar("500m"), sidecar("500m")], "2"),
        ([asks("1"), sidecar("1"), asks("1"), sidecar("1"), asks("1")], "3"),
        ([], "1"),
        ([asks("200m")], "1"),
        ([{**asks("2"), "restartPolicy": "OnFailure"}, sidecar("500m")], "2"),  # only Always makes a sidecar
    ],
)
def test_a_sidecar_counts_from_its_place_among_the_init_containers_on(inits: list[Any], cpu: str) -> None:
    assert of([asks("1")], inits).requests["cpu"] == cpu


def test_the_worked_example_of_the_sidecar_proposal_holds() -> None:
    found = of(
        [asks("1", "1Gi"), asks("0.5")],
        [asks("2"), sidecar("0.5", "200Mi"), asks("1.8", "100Mi"), sidecar("0.25", "100Mi")],
        overhead={"cpu": "0.1", "memory": "64Mi"},
    )
    assert found.requests == {"cpu": "2400m", "memory": "1388Mi"}


def test_pod_level_resources_replace_the_sums_and_overhead_is_added_to_limits_that_exist() -> None:
    found = of(
        [asks("200m", "300Mi")],
        resources={"requests": {"cpu": "700m"}, "limits": {"cpu": "1", "memory": "1Gi"}},
        overhead={"cpu": "100m", "memory": "64Mi", "ephemeral-storage": "1Gi"},
    )
    assert found.requests == {"cpu": "800m", "memory": "364Mi", "ephemeral-storage": "1Gi"}
    assert found.limits == {"cpu": "1100m", "memory": "1088Mi"}


def test_pod_level_limits_alone_are_the_requests_too() -> None:
    found = of([{"name": "a"}], resources={"limits": FULL})
    assert found.requests == found.limits == FULL
    assert found.qos is Qos.GUARANTEED


def test_a_resource_that_may_not_stand_at_pod_level_is_ignored_there() -> None:
    found = of([asks("1")], resources={"limits": {"ephemeral-storage": "1Gi", "nvidia.com/gpu": "1"}})
    assert set(found.limits) == {"cpu", "memory"}


def test_a_request_that_is_not_set_is_the_limit() -> None:
    found = of([asks("100m", limits={"cpu": "200m", "memory": "64Mi"})])
    assert found.requests == {"cpu": "100m", "memory": "64Mi"}
    assert found.qos is Qos.BURSTABLE


def test_quantities_that_are_none_are_left_out_of_the_sums() -> None:
    found = of(
        [
            asks("100 m", "1GB"),
            asks(True, [1]),
            asks("-1", "64Mi"),
            {"resources": []},
            {"resources": {"limits": 5}},
        ]
    )
    assert found.requests == {"cpu": "0", "memory": "64Mi"}


def test_numbers_of_yaml_count_like_texts() -> None:
    assert of([asks(0.1, 1073741824), asks(1)]).requests == {"cpu": "1100m", "memory": "1073741824"}


def test_a_request_finer_than_a_thousandth_is_rounded_up() -> None:
    assert of([asks("1n"), asks("1n")]).requests["cpu"] == "2m"


def test_the_format_of_the_first_container_wins() -> None:
    assert of([asks(memory="1Gi"), asks(memory="1G")]).requests["memory"] == "2073741824"
    assert of([asks(memory="1024Mi"), asks(memory="1Gi")]).requests["memory"] == "2Gi"


def test_other_resources_are_counted_by_their_names() -> None:
    gpu = asks("1", limits={"nvidia.com/gpu": 1, "hugepages-2Mi": "4Mi"})
    assert of([gpu, gpu]).limits == {"cpu": "0", "memory": "0", "hugepages-2Mi": "8Mi", "nvidia.com/gpu": "2"}


def test_ephemeral_containers_are_not_counted() -> None:
    assert of([asks("1")], ephemeralContainers=[asks("5")]).requests["cpu"] == "1"


@pytest.mark.parametrize(
    ("containers", "inits", "spec", "qos"),
    [
        ([asks()], [], {}, Qos.BEST_EFFORT),
        ([asks("0", "0")], [], {}, Qos.BEST_EFFORT),  # zero asks for nothing
        ([asks(limits={"ephemeral-storage": "1Gi"})], [], {}, Qos.BEST_EFFORT),  # only cpu and memory count
        ([asks(limits=FULL)], [], {}, Qos.GUARANTEED),
        ([asks("1000m", "1024Mi", limits=FULL)], [], {}, Qos.GUARANTEED),
        ([asks("500m", limits=FULL)], [], {}, Qos.BURSTABLE),
        ([asks(limits={"cpu": "1"})], [], {}, Qos.BURSTABLE),
        ([asks(limits=FULL)], [asks()], {}, Qos.BURSTABLE),  # R#19
        ([asks(limits=FULL)], [sidecar()], {}, Qos.BURSTABLE),
        ([asks(limits=FULL)], [asks(limits=FULL)], {}, Qos.GUARANTEED),
        ([asks(limits=FULL)], [], {"overhead": {"cpu": "1"}}, Qos.GUARANTEED),
        ([asks(limits=FULL)], [], {"resources": {}}, Qos.BEST_EFFORT),  # R#18
        ([asks(limits=FULL)], [], {"resources": {"requests": {"cpu": "1"}}}, Qos.BURSTABLE),
        ([asks("1")], [], {"resources": {"limits": FULL}}, Qos.GUARANTEED),
        ([asks("500m")], [], {"resources": {"limits": FULL}}, Qos.BURSTABLE),
        ([asks(limits=FULL)], [], {"ephemeralContainers": [{"name": "debug"}]}, Qos.GUARANTEED),
        ([], [], {}, Qos.BEST_EFFORT),
    ],
)
def test_the_quality_of_service_class_follows_what_is_asked(
    containers: list[Any], inits: list[Any], spec: dict[str, Any], qos: Qos
) -> None:
    assert of(containers, inits, **spec).qos is qos


@pytest.mark.parametrize(
    ("containers", "spec", "unlimited"),
    [
        ([asks(limits=FULL), asks(limits={"cpu": "1"})], {}, ("memory",)),
        ([asks(limits=FULL)], {}, ()),
        ([asks()], {}, ("cpu", "memory")),
        ([asks()], {"resources": {"limits": {"memory": "1Gi"}}}, ("cpu",)),
    ],
)
def test_a_container_without_a_limit_makes_the_sum_no_bound(
    containers: list[Any], spec: dict[str, Any], unlimited: tuple[str, ...]
) -> None:
    assert of(containers, **spec).unlimited == unlimited


@pytest.mark.skipif(not TRUTH.exists(), reason="the recorded truth is not on this machine")
def test_every_pod_counts_as_a_real_cluster_counted_it() -> None:
    cases = json.loads(TRUTH.read_text())["cases"]
    for case in cases:
        found = effective(pod_from(case["manifest"]))
        counted = (found.requests, found.limits, found.qos.value)
        assert counted == (case["requests"], case["limits"], case["qos"]), case["id"]
    assert len(cases) > 20
