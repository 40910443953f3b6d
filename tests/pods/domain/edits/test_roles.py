"""A role said by the user travels with the text, and taking it back leaves the text as it was."""

from __future__ import annotations

import pytest

from pods.domain.analysis import analyse
from pods.domain.edits import EditRefused, override_role
from pods.domain.manifest.reader import read
from pods.domain.roles import Role

BLOCK = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  template:
    # the pod
    metadata:
      labels: {app: shop}   # selected
    spec:
      containers:
      - name: app
        image: nginx
      - {name: log, image: busybox}
"""
BARE = "kind: Pod\nspec:\n  containers: [{name: app, image: nginx}, {name: log, image: busybox}]"
JSON = (
    '{"kind": "Pod", "metadata": {"name": "a"}, '
    '"spec": {"containers": [{"name": "app", "image": "x"}, {"name": "log", "image": "x"}]}}'
)


@pytest.mark.parametrize("text", [BLOCK, BLOCK.replace("\n", "\r\n"), BARE, JSON])
def test_a_role_is_said_changed_and_taken_back(text: str) -> None:
    manifest = read(text)
    pod = manifest.pods[0]
    log = pod.containers[1]
    said = override_role(manifest, pod, log, Role.ADAPTER)
    facts = analyse(said.text).pods[0]
    assert facts.roles[1].role is Role.ADAPTER
    again = override_role(said, said.pods[0], said.pods[0].containers[1], Role.AMBASSADOR)
    assert analyse(again.text).pods[0].roles[1].role is Role.AMBASSADOR
    assert override_role(again, again.pods[0], again.pods[0].containers[1], None).text == text


def test_what_is_said_of_others_stays() -> None:
    text = (
        "kind: Pod\nmetadata:\n  annotations:\n    podwright.dev/roles: 'app=main,odd'\n    b: c\n"
        + BARE.removeprefix("kind: Pod\n")
    )
    manifest = read(text)
    after = override_role(manifest, manifest.pods[0], manifest.pods[0].containers[1], Role.SIDECAR)
    assert "podwright.dev/roles: 'app=main,odd,log=sidecar'\n    b: c\n" in after.text


def test_taking_back_what_was_never_said_changes_nothing() -> None:
    manifest = read(BLOCK)
    assert override_role(manifest, manifest.pods[0], manifest.pods[0].containers[0], None) is manifest


def test_a_container_without_a_name_is_refused() -> None:
    manifest = read("kind: Pod\nspec: {containers: [{image: a}]}")
    with pytest.raises(EditRefused):
        override_role(manifest, manifest.pods[0], manifest.pods[0].containers[0], Role.MAIN)
