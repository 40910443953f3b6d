from __future__ import annotations

import pytest

from patterns.catalogue import shipped
from pods.domain.composing.composed import compose
from pods.domain.composing.fitting import fitting
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.reader import read


def pod(image: str, more: str = "") -> Manifest:
    return read(
        "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n"
        f"  containers:\n    - name: app\n      image: {image}\n{more}"
    )


LOGS = """\
      volumeMounts: [{name: logs, mountPath: /srv/logs}]
  volumes: [{name: logs, emptyDir: {}}]
"""


def fits(manifest: Manifest) -> dict[str, str]:
    found = manifest.pods[0]
    suiting = fitting(manifest, found, found.containers[0], shipped.patterns())
    return {each.pattern.id: str(each.because) for each in suiting}


@pytest.mark.parametrize(
    ("image", "pattern"),
    [
        ("nginx:1.29", "nginx-exporter"),
        ("registry.example/library/nginx@sha256:" + "0" * 64, "nginx-exporter"),
        ("redis:8", "redis-exporter"),
        ("valkey:8", None),
        ("busybox:1.37", None),
    ],
)
def test_what_was_made_for_the_program_comes_first(image: str, pattern: str | None) -> None:
    assert next(iter(fits(pod(image))), None) == pattern


def test_a_directory_that_the_container_writes_to_is_a_reason() -> None:
    assert (
        fits(pod("example/app:1", LOGS))["fluent-bit-stdout"]
        == "app writes to /srv/logs, which this takes up."
    )
    assert "fluent-bit-stdout" not in fits(pod("example/app:1", LOGS.replace("emptyDir: {}", "secret: {}")))


def test_a_variable_that_the_pattern_points_at_its_helper_is_a_reason() -> None:
    pointed = [
        (pattern.id, entry["name"])
        for pattern in shipped.patterns()
        for entry in (pattern.fragment.get("main") or {}).get("env") or []
        if "@{" not in entry.get("name", "@{")
    ]
    assert pointed
    for id, name in pointed:
        env = f"      env: [{{name: {name}, value: x}}]\n"
        assert f"app reads {name}" in fits(pod("example/app:1", env))[id]


def test_what_was_added_is_not_offered_again() -> None:
    manifest = pod("nginx:1.29")
    exporter = shipped.pattern("nginx-exporter")
    assert exporter is not None
    composed = compose(manifest, manifest.pods[0], exporter)
    main = next(c for c in composed.pod.containers if c.name == "app")
    after = fitting(composed.manifest, composed.pod, main, shipped.patterns())
    assert "nginx-exporter" not in {each.pattern.id for each in after}


def test_a_container_without_image_or_name_fits_whatever_it_fits() -> None:
    manifest = read("apiVersion: v1\nkind: Pod\nspec: {containers: [{}]}\n")
    assert fits(manifest) == {}
