"""Volumes and mounts."""

from __future__ import annotations

import itertools
from typing import Any

from pods.domain.diagram.geometry import Line, Point
from pods.domain.diagram.scene import Scene, Tag
from tests.pods.domain.diagram.pictures import SHOP, pod, running, scene_of


def _tags(scene: Scene) -> dict[tuple[str, str], Tag]:
    return {(t.use.container.name, t.use.mount.mount_path): t for t in scene.tags}


def _mounting(*volumes: str, **more: Any) -> list[dict[str, Any]]:
    return [{"name": v, "mountPath": f"/{v}", **more} for v in volumes]


def test_a_volume_of_one_container_hangs_below_it() -> None:
    scene = scene_of(SHOP)
    cache = next(d.box for d in scene.drums if d.use.volume.name == "cache")
    app = next(c.box for c in scene.cards if c.container.name == "app")
    assert app.x <= cache.x
    assert cache.right <= app.right
    assert cache.y > app.bottom


def test_a_volume_is_marked_shared_where_two_containers_mount_it() -> None:
    shared = {d.use.volume.name: d.shared for d in scene_of(SHOP).drums}
    assert shared == {"logs": True, "conf": True, "cache": False}


def test_mounts_say_path_sub_path_and_whether_they_write() -> None:
    tags = _tags(scene_of(SHOP))
    logs = tags["app", "/var/log/shop"]
    assert (logs.text, logs.sub, logs.read_only) == ("/var/log/shop", None, False)
    assert tags["shipper", "/logs"].read_only
    conf = tags["app", "/etc/shop/a.conf"]
    assert (conf.sub, conf.read_only) == ("subPath a.conf", True)  # a configMap cannot be written


def test_many_mounts_of_one_volume_by_one_container_are_counted() -> None:
    mounts = [{"name": "v", "mountPath": f"/m{n}"} for n in range(9)]
    scene = scene_of(pod(containers=running("a", volumeMounts=mounts), volumes=[{"name": "v"}]))
    assert [t.text for t in scene.tags] == ["/m0", "/m1", "/m2", "+6 more mounts"]
    assert "/m8" in scene.tags[-1].tip


def test_a_volume_nobody_mounts_stands_alone() -> None:
    scene = scene_of(pod(containers=running("a"), volumes=[{"name": "v"}]))
    assert [d.use.volume.name for d in scene.drums] == ["v"]
    assert scene.tags == ()


def test_a_long_path_keeps_its_last_part() -> None:
    path = "/var/lib/some/very/long/path/to/the/place/of/interest"
    mounts = [{"name": "v", "mountPath": path}]
    scene = scene_of(pod(containers=running("a", volumeMounts=mounts), volumes=[{"name": "v"}]))
    (tag,) = scene.tags
    assert tag.text.startswith("/var")
    assert tag.text.endswith("/interest")
    assert "…" in tag.text
    assert path in tag.tip


def test_wires_that_mounts_share_are_drawn_once() -> None:
    containers = [
        *running("a", volumeMounts=_mounting("v", "w")),
        *running("b", volumeMounts=_mounting("v", "w")),
    ]
    scene = scene_of(pod(containers=containers, volumes=[{"name": "v"}, {"name": "w"}]))
    drawn = [_parts(wire) for wire in scene.wires]
    for n, one in enumerate(drawn):
        assert not any(_upon(a, b) for other in drawn[n + 1 :] for a in one for b in other)


def _parts(wire: Line) -> list[tuple[Point, Point]]:
    return list(itertools.pairwise(wire))


def _upon(a: tuple[Point, Point], b: tuple[Point, Point]) -> bool:
    """True where two parts run along each other for more than a lead's length."""
    (ax, ay), (bx, by) = a
    (cx, cy), (dx, dy) = b
    if ax == bx == cx == dx:
        return min(max(ay, by), max(cy, dy)) - max(min(ay, by), min(cy, dy)) > 16
    if ay == by == cy == dy:
        return min(max(ax, bx), max(cx, dx)) - max(min(ax, bx), min(cx, dx)) > 16
    return False
