"""Each piece of evidence by itself: what speaks for a container being main, what against it, and by how much."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pods.domain.manifest.reader import read
from pods.domain.network import network
from pods.domain.roles.beside import runs_as_native_sidecar, stands_for_itself
from pods.domain.roles.centre import votes_for_main
from pods.domain.roles.model import Role
from pods.domain.roles.scene import Scene

ONE: dict[str, Any] = {"name": "one", "image": "example.com/one:1"}
TWO: dict[str, Any] = {"name": "two", "image": "example.com/two:1"}
CLAIM: dict[str, Any] = {
    "volumes": [{"name": "v", "persistentVolumeClaim": {"claimName": "c"}}],
}
PROBE = {"exec": {"command": ["true"]}}


def scene_of(second: dict[str, Any], service: int | None = None, **more: Any) -> Scene:
    """A Deployment named shop with two containers, the second as given; a Service to a port of the pod."""
    metadata = {"labels": {"a": "b"}, "annotations": more.pop("annotations", {})}
    first = {**ONE, **more.pop("first", {})}
    template = {"metadata": metadata, "spec": {"containers": [first, {**TWO, **second}], **more}}
    workload = {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "shop-cart"}}
    objects = [{**workload, "spec": {"selector": {"matchLabels": {"a": "b"}}, "template": template}}]
    if service is not None:
        spec = {"selector": {"a": "b"}, "ports": [{"port": service}]}
        objects.append({"apiVersion": "v1", "kind": "Service", "metadata": {"name": "s"}, "spec": spec})
    manifest = read("---\n".join(json.dumps(each) + "\n" for each in objects))
    return Scene(manifest.pods[0], network(manifest.pods[0], manifest.objects))


def strength(scene: Scene, index: int = 1) -> float:
    return sum(vote.weight for vote in votes_for_main(scene, scene.pod.containers[index]))


EVIDENCE: list[tuple[dict[str, Any], dict[str, Any], float]] = [
    ({}, {"annotations": {"kubectl.kubernetes.io/default-container": "two"}}, 6),
    ({}, {"annotations": {"kubectl.kubernetes.io/default-container": "one"}}, 0),
    ({"name": "shop-cart"}, {}, 4),
    ({"name": "cart"}, {}, 2),  # one of the two words
    ({"image": "example.com/shop-cart:1"}, {}, 2),
    ({"image": "example.com/cart:1"}, {}, 0.5),
    ({"name": "main"}, {}, 3),
    ({"name": "myapp"}, {}, 3),
    ({"name": "my-server"}, {}, 1.25),  # and its job is one that pods are made for
    ({"name": "server-my"}, {}, 0),
    ({"ports": [{"containerPort": 8080}]}, {}, 0.5),
    ({"ports": [{"containerPort": 8080}]}, {"service": 8080}, 2.5),
    ({"ports": [{"containerPort": 8080}]}, {"service": 8081}, 0.5),
    ({"livenessProbe": PROBE}, {}, 0.25),
    ({"livenessProbe": PROBE, "readinessProbe": PROBE, "startupProbe": PROBE}, {}, 0.75),
    ({"volumeMounts": [{"name": "v", "mountPath": "/v"}]}, CLAIM, 0.5),
    ({"volumeMounts": [{"name": "v", "mountPath": "/v"}]}, {"volumes": [{"name": "v", "emptyDir": {}}]}, 0),
    ({"stdin": True}, {}, -1),
    ({"tty": True}, {}, -1),
    ({"tty": False, "stdin": False}, {}, 0),
]


@pytest.mark.parametrize(("second", "more", "weight"), EVIDENCE, ids=range(len(EVIDENCE)))
def test_a_piece_of_evidence_weighs_what_it_is_worth(
    second: dict[str, Any], more: dict[str, Any], weight: float
) -> None:
    assert strength(scene_of(second, **more)) - strength(scene_of({})) == pytest.approx(weight)


def test_the_first_of_the_containers_has_something_before_the_others() -> None:
    scene = scene_of({})
    assert strength(scene, 0) - strength(scene, 1) == pytest.approx(0.75)


@pytest.mark.parametrize("image", ["fluent/fluent-bit:3.1", "nginx/nginx-prometheus-exporter:1.3"])
def test_a_known_helper_is_less_likely_main_than_a_program_that_nobody_knows(image: str) -> None:
    assert strength(scene_of({"image": image})) < strength(scene_of({})) - 2


def test_a_native_sidecar_has_a_vote_for_being_one_and_a_container_has_not() -> None:
    scene = scene_of(
        {}, initContainers=[{"name": "log", "image": "example.com/log:1", "restartPolicy": "Always"}]
    )
    main = scene.pod.container("one")
    assert main is not None
    found = {c.name: [v.role for v in runs_as_native_sidecar(scene, main, c)] for c in scene.pod.containers}
    assert found == {"log": [Role.SIDECAR], "one": [], "two": []}


@pytest.mark.parametrize(
    ("first", "service", "votes"),
    [
        ({"image": TWO["image"]}, None, 1.5),
        ({}, None, 0),
        ({"ports": [{"containerPort": 8080}]}, 8080, 0),  # it has the Service for itself
    ],
)
def test_a_peer_stands_for_itself_when_it_runs_the_same_or_has_traffic_of_its_own(
    first: dict[str, Any], service: int | None, votes: float
) -> None:
    scene = scene_of({}, service, first=first)
    main, other = scene.pod.containers
    assert sum(vote.weight for vote in stands_for_itself(scene, main, other)) == votes
