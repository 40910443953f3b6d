"""The legend explains the signs a picture uses, and no others."""

from __future__ import annotations

from tests.pods.domain.diagram.pictures import SHOP, pod, running, scene_of


def _names(text: str) -> list[str]:
    return [sign.name for sign in scene_of(text).legend]


def test_the_legend_has_the_signs_of_the_picture_in_a_steady_order() -> None:
    assert _names(SHOP) == ["rw", "ro", "shared", "ring", "readinessProbe", "preStop"]


def test_a_picture_without_signs_has_no_legend() -> None:
    assert _names(pod(containers=running("app"), hostPID=True)) == []


def test_the_legend_stands_below_everything_and_inside_the_picture() -> None:
    scene = scene_of(SHOP)
    assert all(sign.at[1] > scene.frames[0].box.bottom for sign in scene.legend)
    assert all(sign.at[1] + 14 < scene.height for sign in scene.legend)


def test_the_legend_of_a_narrow_picture_has_several_rows() -> None:
    probe = {"tcpSocket": {"port": 80}}
    fields = {"livenessProbe": probe, "readinessProbe": probe, "startupProbe": probe}
    scene = scene_of(
        pod(containers=running("app", lifecycle={"preStop": {"sleep": {"seconds": 1}}}, **fields))
    )
    assert len({sign.at[1] for sign in scene.legend}) > 1
