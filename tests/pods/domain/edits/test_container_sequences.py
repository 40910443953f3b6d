"""Edits of containers one after the other, in any order, on pods written in many ways."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import partial
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pods.domain.edits.containers import add_container, duplicate_container, move_container, remove_container
from pods.domain.edits.kinds import change_kind
from pods.domain.edits.references import references
from pods.domain.edits.renames import rename_container
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.reader import read
from pods.domain.manifest.views import ContainerKind
from tests.pods.domain.edits.real_containers import outcome

KINDS = [ContainerKind.CONTAINER, ContainerKind.INIT, ContainerKind.SIDECAR]
EDITS = ["add", "copy", "kind", "move", "remove", "rename"]
STEP = st.tuples(st.sampled_from(EDITS), st.integers(0, 5), st.integers(0, 3), st.sampled_from(KINDS))

BLOCK = """\
apiVersion: v1
kind: Pod
metadata:
  name: p
  annotations:
    kubectl.kubernetes.io/default-container: a # note 1
spec:
  # note 2
  containers: # note 3
  # note 4
  - name: a # note 5
    image: i
    # note 6
    command:
    - |
      # said

      to a shell
    # note 7
  -   image: i
      name: b
      env:
      - {name: CPU, valueFrom: {resourceFieldRef: {containerName: a, resource: limits.cpu}}}
      # note 8

  # note 9
  initContainers:
    - {name: c, image: i} # note 10
    # note 11
    - name: d
      image: "i" # note 12
      restartPolicy: Always
  # note 13
  restartPolicy: Never
"""
NOTE = re.compile(r"# note \d+")


def as_json(indent: int | None) -> str:
    return json.dumps(read(BLOCK).documents[0].value, indent=indent) + "\n"


FORMS = [BLOCK, BLOCK.replace("\n", "\r\n"), BLOCK.rstrip("\n"), as_json(None), as_json(2)]


def step(
    manifest: Manifest, what: str, which: int, to: int, kind: ContainerKind, new: str
) -> Callable[[], Manifest]:
    """An edit of the pod's containers."""
    pod = manifest.pods[0]
    container = pod.containers[which % len(pod.containers)]
    along = [r for r in references(manifest, pod, container) if r.dangles]
    edits: dict[str, Callable[[], Manifest]] = {
        "add": partial(add_container, manifest, pod, kind=kind, name=new, image="i"),
        "copy": partial(duplicate_container, manifest, pod, container, name=new),
        "kind": partial(change_kind, manifest, pod, container, kind=kind),
        "move": partial(move_container, manifest, pod, container, to=to),
        "remove": partial(remove_container, manifest, pod, container, along=along),
        "rename": partial(rename_container, manifest, pod, container, name=new),
    }
    return edits[what]


def without_containers(manifest: Manifest) -> dict[str, Any]:
    value = manifest.documents[0].value
    spec = {key: item for key, item in value["spec"].items() if key not in ("containers", "initContainers")}
    return {**value, "metadata": value["metadata"]["name"], "spec": spec}


@settings(max_examples=80)
@given(st.sampled_from(FORMS), st.lists(STEP, min_size=1, max_size=6))
def test_any_sequence_of_edits_keeps_notes_endings_and_all_that_is_no_container(
    text: str, steps: list[tuple[str, int, int, ContainerKind]]
) -> None:
    manifest = read(text)
    for number, (what, which, to, kind) in enumerate(steps):
        after = outcome(step(manifest, what, which, to, kind, f"new-{number}"))
        if isinstance(after, str):
            assert after.endswith("."), after
            assert "without changing something else" not in after
            continue
        assert without_containers(after) == without_containers(manifest)
        assert ("\r\n" in after.text) == ("\r\n" in text)
        assert after.text.count("\r\n") in (0, after.text.count("\n"))
        assert after.text.endswith("\n") == text.endswith("\n")
        if what in ("add", "kind", "move", "rename"):
            assert sorted(NOTE.findall(after.text)) == sorted(NOTE.findall(manifest.text))
        manifest = after
