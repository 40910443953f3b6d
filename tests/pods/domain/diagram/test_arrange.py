"""Whole scenes: what stands, stands free; what is linked, is linked at both ends; what is equal, stays put."""

from __future__ import annotations

import itertools
import json

import pytest

from pods.domain.diagram.geometry import Box, Point
from pods.domain.diagram.scene import Scene
from tests.pods.domain.diagram.pictures import (
    SHOP,
    any_pod,
    any_scene,
    overlaps,
    pod,
    running,
    scene_of,
    standing,
    texts_leave_their_frames,
)


@any_pod(40)
def test_every_law_holds_in_the_picture_of_any_pod(text: str) -> None:
    scene = any_scene(text)
    for law in (
        nothing_stands_on_anything_else,
        everything_is_inside_the_picture,
        the_texts_of_what_stands_outside_keep_off_their_frames,
        lines_run_level_or_upright,
        a_mount_leads_from_its_volume_to_its_container,
        no_trunk_runs_through_a_card_or_a_volume,
    ):
        law(scene)


def nothing_stands_on_anything_else(scene: Scene) -> None:
    assert overlaps(scene) == []


def everything_is_inside_the_picture(scene: Scene) -> None:
    boxes = [box for _, box in standing(scene)] + [frame.box for frame in scene.frames]
    assert all(b.x >= 0 and b.y >= 0 and b.right <= scene.width and b.bottom <= scene.height for b in boxes)


def the_texts_of_what_stands_outside_keep_off_their_frames(scene: Scene) -> None:
    assert texts_leave_their_frames(scene.outside) == []


def lines_run_level_or_upright(scene: Scene) -> None:
    lines = [t.line for t in scene.tags] + [k.line for k in scene.links] + list(scene.wires)
    steps = [(a, b) for line in lines for a, b in itertools.pairwise(line)]
    assert all(a[0] == b[0] or a[1] == b[1] for a, b in steps)


def a_mount_leads_from_its_volume_to_its_container(scene: Scene) -> None:
    cards = {c.container.path: c.box for c in scene.cards}
    drums = {d.use.volume.path: d.box for d in scene.drums}
    for tag in scene.tags:
        assert _touches(drums[tag.volume], tag.line[0])
        assert _touches(cards[tag.use.container.path], tag.line[-1])


def no_trunk_runs_through_a_card_or_a_volume(scene: Scene) -> None:
    boxes = [c.box for c in scene.cards] + [d.box for d in scene.drums]
    for wire in scene.wires:
        for (x, y), (a, b) in itertools.pairwise(wire):
            assert not any(_through(box.grown(-1), x, y, a, b) for box in boxes)


def _touches(box: Box, point: Point) -> bool:
    return box.x <= point[0] <= box.right and box.y <= point[1] <= box.bottom


def _through(box: Box, x: float, y: float, a: float, b: float) -> bool:
    level = min(x, a) < box.right and box.x < max(x, a) and box.y < y < box.bottom and y == b
    upright = min(y, b) < box.bottom and box.y < max(y, b) and box.x < x < box.right and x == a
    return level or upright


def test_the_words_of_a_call_along_the_right_edge_are_inside_the_picture() -> None:
    ephemeral = [
        {
            "name": f"e{place}",
            "image": "a:1",
            "targetContainerName": "target",
            "env": [
                {"name": "E", "value": f"localhost:{8011 - place}"},
                {"name": "F", "value": "localhost:8012"},
            ],
            "ports": [{"containerPort": 8010 + place}],
        }
        for place in range(2)
    ]
    spec = {
        "hostNetwork": True,
        "containers": [{"name": "target", "image": "a:1"}],
        "ephemeralContainers": ephemeral,
    }
    text = json.dumps({"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p"}, "spec": spec})
    scene = any_scene(text)
    assert any(link.label is not None for link in scene.links)
    assert all(link.label.right <= scene.width for link in scene.links if link.label is not None)


@pytest.mark.parametrize("count", [0, 1, 2, 4, 5, 8, 9, 16, 17, 40, 60])
def test_every_number_of_containers_has_a_picture(count: int) -> None:
    scene = scene_of(pod(containers=running(*(f"c{n}" for n in range(count)))))
    assert len(scene.cards) == count
    assert overlaps(scene) == []


def test_two_hundred_containers_are_counted_beyond_the_sixtieth() -> None:
    scene = scene_of(pod(containers=running(*(f"c{n}" for n in range(200)))))
    assert len(scene.cards) == 60
    assert [m.text for m in scene.more] == ["+140 more containers"]
    assert "c199" in scene.more[0].tip


def test_a_thousand_volumes_are_counted_beyond_what_a_picture_holds() -> None:
    mounts = [{"name": f"v{n}", "mountPath": f"/{n}"} for n in range(1000)]
    volumes = [{"name": f"v{n}", "emptyDir": {}} for n in range(1000)]
    scene = scene_of(pod(containers=running("a", volumeMounts=mounts), volumes=volumes))
    assert [m.text for m in scene.more] == [f"+{1000 - len(scene.drums)} more volumes"]


def _places(scene: Scene) -> dict[str, tuple[float, float]]:
    return {c.container.name: (c.box.x, c.box.y) for c in scene.cards}


def test_a_longer_text_elsewhere_moves_no_container() -> None:
    before = _places(scene_of(SHOP))
    for old, new in [("3.1", "4.0.2-debug"), ("shop/web:3", "shop/web:4"), ("Memory", "''"), ("200m", "2")]:
        assert _places(scene_of(SHOP.replace(old, new))) == before


def test_another_container_at_the_end_moves_no_other() -> None:
    names = ["app", "web", "log"]
    before = _places(scene_of(pod(containers=running(*names[:2]))))
    after = _places(scene_of(pod(containers=running(*names))))
    assert {name: after[name] for name in before} == before


def test_another_volume_at_the_end_moves_no_other() -> None:
    def heights(count: int) -> dict[str, tuple[float, float]]:
        mounts = [{"name": f"v{n}", "mountPath": f"/{n}"} for n in range(count)]
        volumes = [{"name": f"v{n}", "emptyDir": {}} for n in range(count)]
        scene = scene_of(pod(containers=running("a", volumeMounts=mounts), volumes=volumes))
        return {d.use.volume.name: (d.box.x, d.box.y) for d in scene.drums}

    before, after = heights(3), heights(4)
    assert {name: after[name] for name in before} == before
