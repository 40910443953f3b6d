"""What is measured on is what it says it is, and sound."""

from __future__ import annotations

import pytest

from bench import manifests
from pods.domain.manifest import reader
from pods.domain.manifest.views import ContainerKind


@pytest.mark.parametrize("count", [1, 4, 5, 20, 50, 200])
def test_a_deployment_has_as_many_containers_as_were_asked_for(count: int) -> None:
    manifest = reader.read(manifests.deployment(count))
    assert manifest.error is None
    assert manifest.problems == ()
    (pod,) = manifest.pods
    assert len(pod.containers) == count


def test_a_deployment_has_containers_of_each_kind_people_write() -> None:
    (pod,) = reader.read(manifests.deployment(5)).pods
    kinds = {container.kind for container in pod.containers}
    assert kinds == {ContainerKind.CONTAINER, ContainerKind.INIT, ContainerKind.SIDECAR}


@pytest.mark.parametrize("lines", [100, 1_000, 10_000])
def test_a_stream_has_exactly_that_many_lines_and_can_be_read(lines: int) -> None:
    text = manifests.stream(lines)
    assert len(text.splitlines()) == lines
    assert reader.read(text).error is None


def test_no_two_documents_are_alike() -> None:
    texts = manifests.files(100)
    assert len(set(texts)) == len(texts) == 50
    assert sum(len(reader.read(text).documents) for text in texts) == 100
