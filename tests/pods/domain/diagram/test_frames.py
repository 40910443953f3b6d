"""Regions say whose namespaces they are (FACTS A)."""

from __future__ import annotations

from typing import Any

import pytest

from pods.domain.diagram.scene import Region, Scene
from tests.pods.domain.diagram.pictures import meet, pod, running, scene_of


def _scene(**spec: Any) -> Scene:
    return scene_of(pod(containers=running("a", "b"), **spec))


def _said(scene: Scene) -> dict[Region, str]:
    return {f.region: f"{f.title} | {f.note}" for f in scene.frames}


NODE_NET = "network: localhost · host name"


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        (
            {},
            {
                Region.POD: "network: localhost | one IP, one set of ports · IPC · host name",
                Region.RING: "PID 1 | ",
            },
        ),
        (
            {"hostNetwork": True},
            {Region.NODE: f"node | {NODE_NET}", Region.POD: "pod | shared: IPC", Region.RING: "PID 1 | "},
        ),
        (
            {"hostIPC": True},
            {
                Region.NODE: "node | IPC",
                Region.POD: "network: localhost | one IP, one set of ports · host name",
                Region.RING: "PID 1 | ",
            },
        ),
        (
            {"hostNetwork": True, "hostIPC": True, "hostPID": True},
            {
                Region.NODE: f"node | {NODE_NET} · IPC · all processes",
                Region.POD: "pod | only its volumes are its own",
            },
        ),
        (
            {"shareProcessNamespace": True},
            {
                Region.POD: "network: localhost | one IP, one set of ports · IPC · host name",
                Region.PROCESSES: "processes shared | ",
            },
        ),
    ],
)
def test_regions_say_what_is_shared_and_with_whom(spec: dict[str, Any], said: dict[Region, str]) -> None:
    assert _said(_scene(**spec)) == said


def test_the_nodes_region_lies_around_the_pods() -> None:
    outer, inner = _scene(hostNetwork=True).frames[:2]
    assert outer.region is Region.NODE
    assert outer.box.x < inner.box.x
    assert outer.box.y < inner.box.y
    assert outer.box.right > inner.box.right
    assert outer.box.bottom > inner.box.bottom


def test_every_container_has_a_ring_of_its_own_unless_processes_are_shared() -> None:
    rings = [f for f in _scene().frames if f.region is Region.RING]
    assert [[c.name for c in ring.members] for ring in rings] == [["a"], ["b"]]


def test_a_ring_holds_an_ephemeral_container_and_its_target() -> None:
    debug = running("debug", targetContainerName="a")
    scene = scene_of(pod(containers=running("a", "b"), ephemeralContainers=debug))
    rings = {tuple(c.name for c in f.members): f for f in scene.frames if f.region is Region.RING}
    cards = {c.container.name: c.box for c in scene.cards}
    ring = rings["a", "debug"].box
    assert ring.y < cards["a"].y
    assert ring.bottom > cards["debug"].bottom
    assert not meet(ring, cards["b"])


def test_pause_is_drawn_only_where_it_is_pid_one() -> None:
    assert _scene(shareProcessNamespace=True).pause is not None
    assert _scene().pause is None
    assert _scene(hostPID=True).pause is None


def test_the_processes_region_holds_every_card_and_no_volume() -> None:
    mounts = [{"name": "v", "mountPath": "/v"}]
    scene = scene_of(
        pod(
            initContainers=running("i"),
            containers=running("a", volumeMounts=mounts),
            volumes=[{"name": "v"}],
            shareProcessNamespace=True,
        )
    )
    region = next(f.box for f in scene.frames if f.region is Region.PROCESSES)
    assert all(region.x < c.box.x and c.box.bottom < region.bottom for c in scene.cards)
    assert not any(meet(region, d.box) for d in scene.drums)


def test_a_pod_without_containers_is_a_region_with_nothing_in_it() -> None:
    scene = scene_of(pod(containers=[]))
    assert [f.region for f in scene.frames] == [Region.POD]
