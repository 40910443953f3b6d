"""A container becomes another kind, and its own lines move as they are written."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest

from pods.domain.edits.kinds import change_kind
from pods.domain.edits.refusal import EditRefused
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Container, ContainerKind, Pod
from tests.pods.domain.edits.real_containers import CORPUS, containers_of, holds, real_pods, spec_in

Kind = ContainerKind
HEAD = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n"
SETUP = """\
    # prepares
    - name: setup  # once
      image: busybox
      args:
      - |
        # no comment

        echo done
      # inside
"""
SHIFTED = "".join(line[2:] if line.strip() else line for line in SETUP.splitlines(keepends=True))
LOG = "  # ships\n  - name: log\n    image: log:1\n"
BLOCK = f"""\
spec:
  initContainers:
{SETUP}
  # the work
  containers:
  - name: app
    image: a
{LOG}  volumes: []
"""
JSON = """\
{"apiVersion": "v1", "kind": "Pod",
 "spec": {
   "containers": [
     {"name": "app"},
     {"name": "log",
      "image": "b"}
   ]
 }}
"""
ALWAYS = "restartPolicy: Always\n"

CHANGED: list[tuple[str, str, ContainerKind, str]] = [
    (BLOCK, "setup", Kind.SIDECAR, BLOCK.replace("echo done\n", f"echo done\n      {ALWAYS}")),
    (
        BLOCK,
        "setup",
        Kind.CONTAINER,
        f"spec:\n\n  # the work\n  containers:\n  - name: app\n    image: a\n{LOG}{SHIFTED}  volumes: []\n",
    ),
    (
        BLOCK,
        "log",
        Kind.INIT,
        BLOCK.replace(LOG, "").replace(SETUP, SETUP + "    # ships\n    - name: log\n      image: log:1\n"),
    ),
    (
        BLOCK.replace(f"  initContainers:\n{SETUP}\n", ""),
        "log",
        Kind.SIDECAR,
        f"spec:\n  initContainers:\n{LOG}    {ALWAYS}  # the work\n  containers:\n  - name: app\n    image: a\n"
        "  volumes: []\n",
    ),
    (
        f"spec:\n  initContainers:\n  - {{name: log, image: b}} # x\n  - name: s\n    {ALWAYS}    image: i\n"
        "  containers:\n  - name: app\n",
        "s",
        Kind.INIT,
        "spec:\n  initContainers:\n  - {name: log, image: b} # x\n  - name: s\n    image: i\n"
        "  containers:\n  - name: app\n",
    ),
    (
        "spec: {containers: [{name: app}, {name: log, image: b}]} # x\n",
        "log",
        Kind.SIDECAR,
        "spec: {initContainers: [{name: log, image: b, restartPolicy: Always}], containers: [{name: app}]} # x\n",
    ),
    (
        "spec:\n  initContainers: [] # none yet\n  containers:\n  - name: log\n    image: b\n  - name: app",
        "log",
        Kind.INIT,
        "spec:\n  initContainers: # none yet\n  - name: log\n    image: b\n  containers:\n  - name: app",
    ),
    (
        "spec:\n  initContainers: ~\n  containers: [{name: log, image: b}, {name: app}]\n",
        "log",
        Kind.INIT,
        "spec:\n  initContainers: [{name: log, image: b}]\n  containers: [{name: app}]\n",
    ),
    (
        "spec:\n  containers:\n  - name: log\n    image: b\n  - name: app\n  initContainers: [{name: s}]\n",
        "log",
        Kind.INIT,
        "spec:\n  containers:\n  - name: app\n  initContainers: [{name: s}, {name: log, image: b}]\n",
    ),
    (
        "spec:\n  initContainers:\n  - &s\n    name: s\n    image: i\n  containers: &all\n  - name: app\n",
        "s",
        Kind.CONTAINER,
        "spec:\n  containers: &all\n  - name: app\n  - &s\n    name: s\n    image: i\n",
    ),
    (
        "spec:\n  initContainers: # only\n  - name: s\n    image: i\n  hostPID: true\n",
        "s",
        Kind.CONTAINER,
        "spec:\n  containers: # only\n  - name: s\n    image: i\n  hostPID: true\n",
    ),
    (
        "spec:\n  initContainers:\n    - name: s\n  containers: [{name: log, image: b}, {name: app}] # x\n",
        "log",
        Kind.INIT,
        "spec:\n  initContainers:\n    - name: s\n    - {name: log, image: b}\n  containers: [{name: app}] # x\n",
    ),
    (
        "spec:\n  initContainers:\n  - name: s\n  - name: t # no containers yet\n    image: i\n  hostPID: true",
        "t",
        Kind.CONTAINER,
        "spec:\n  initContainers:\n  - name: s\n  containers:\n  - name: t # no containers yet\n    image: i\n"
        "  hostPID: true",
    ),
    (
        "spec: {initContainers: [{name: s}, {name: t, image: i}], hostPID: true}\n",
        "s",
        Kind.CONTAINER,
        "spec: {initContainers: [{name: t, image: i}], containers: [{name: s}], hostPID: true}\n",
    ),
    (
        "spec:\n  containers: [{name: s}, {name: t, image: i}]\n",
        "s",
        Kind.INIT,
        "spec:\n  initContainers: [{name: s}]\n  containers: [{name: t, image: i}]\n",
    ),
    (
        JSON,
        "log",
        Kind.SIDECAR,
        JSON.replace(
            '"containers"',
            '"initContainers": [\n     {"name": "log",\n      "image": "b",\n      "restartPolicy": "Always"}\n   ],\n'
            '   "containers"',
        ).replace('"app"},\n     {"name": "log",\n      "image": "b"}', '"app"}'),
    ),
]


def whole(text: str) -> str:
    return text if text.startswith("{") else HEAD + text


@pytest.mark.parametrize(("before", "name", "kind", "after"), CHANGED)
def test_the_lines_of_a_container_move_to_the_other_list(
    before: str, name: str, kind: ContainerKind, after: str
) -> None:
    for ending in ("\n", "\r\n"):
        manifest, pod, found = containers_of(whole(before).replace("\n", ending))
        changed = change_kind(manifest, pod, found[name], kind=kind)
        assert changed.text == whole(after).replace("\n", ending)
        assert next(c for c in changed.pods[0].containers if c.name == name).kind is kind


def test_a_container_stays_what_it_is_without_a_change() -> None:
    manifest, pod, found = containers_of(HEAD + BLOCK)
    assert change_kind(manifest, pod, found["setup"], kind=Kind.INIT) is manifest


PROBED = """\
spec:
  containers:
  - name: app
  - name: log
    livenessProbe: {exec: {command: [a]}}
    image: b
    restartPolicy: Always
    restartPolicyRules:
    - action: Restart
    resizePolicy:
    - {resourceName: cpu, restartPolicy: RestartContainer}
    lifecycle:
      preStop: {sleep: {seconds: 1}}
"""


def test_what_an_init_container_may_not_have_is_dropped_knowingly() -> None:
    manifest, pod, found = containers_of(HEAD + PROBED)
    lost = "livenessProbe, lifecycle, resizePolicy, restartPolicyRules"
    with pytest.raises(EditRefused, match=f"refuses {lost} in"):
        change_kind(manifest, pod, found["log"], kind=Kind.INIT)
    changed = change_kind(manifest, pod, found["log"], kind=Kind.INIT, drop=True)
    assert changed.text == (
        f"{HEAD}spec:\n  initContainers:\n  - name: log\n    image: b\n  containers:\n  - name: app\n"
    )
    sidecar = change_kind(manifest, pod, found["log"], kind=Kind.SIDECAR)
    assert sidecar.pods[0].containers[0].raw == found["log"].raw


def test_a_restart_policy_that_makes_no_sidecar_stays() -> None:
    text = f"{HEAD}spec:\n  containers:\n  - name: app\n  - name: s\n    image: i\n    restartPolicy: OnFailure\n"
    manifest, pod, found = containers_of(text)
    changed = change_kind(manifest, pod, found["s"], kind=Kind.INIT)
    assert changed.pods[0].containers[0].raw["restartPolicy"] == "OnFailure"
    sidecar = change_kind(manifest, pod, found["s"], kind=Kind.SIDECAR)
    assert sidecar.text == (
        f"{HEAD}spec:\n  initContainers:\n  - name: s\n    image: i\n    restartPolicy: Always\n"
        "  containers:\n  - name: app\n"
    )


def test_a_role_only_the_old_kind_can_have_is_taken_back() -> None:
    text = (
        "apiVersion: v1\nkind: Pod\nmetadata:\n  annotations:\n    podwright.dev/roles: app=main,log=adapter\n"
        "spec:\n  containers:\n  - {name: app, image: a}\n  - {name: log, image: b}\n"
    )
    manifest, pod, found = containers_of(text)
    as_init = change_kind(manifest, pod, found["log"], kind=Kind.INIT)
    assert "podwright.dev/roles: app=main\n" in as_init.text
    assert "app=main,log=adapter\n" in change_kind(manifest, pod, found["log"], kind=Kind.SIDECAR).text


REFUSED = [
    (
        "spec:\n  ? containers\n  : - name: a\n      image: i\n    - name: b\n  initContainers:\n  - name: c\n",
        "a",
        Kind.INIT,
        "a line it shares",
    ),
    ("spec:\n  containers:\n  - {name: app, image: a}\n", "app", Kind.INIT, "only container"),
    (BLOCK, "app", Kind.EPHEMERAL, "running pods only"),
    (
        "spec:\n  ephemeralContainers:\n  - {name: d, image: a}\n  containers:\n  - {name: app, image: a}\n",
        "d",
        Kind.CONTAINER,
        "running pods only",
    ),
    (
        "spec:\n  initContainers: [{name: s}]\n  containers:\n  - name: app\n  # ships\n  - name: log\n    image: i\n",
        "log",
        Kind.INIT,
        "comments have no place",
    ),
    (
        "spec:\n  initContainers:\n  - &s {name: s, image: i}\n  containers:\n  - {<<: *s, name: app}\n",
        "s",
        Kind.CONTAINER,
        r"\*s would have no anchor &s before it",
    ),
    ("spec:\n  initContainers: x\n  containers:\n  - name: a\n  - name: b\n", "a", Kind.INIT, "is no list"),
    (
        "x: &c [{name: a}, {name: b}]\nspec: {containers: *c}\n",
        "a",
        Kind.INIT,
        "is reached through the alias",
    ),
]


@pytest.mark.parametrize(("text", "name", "kind", "words"), REFUSED)
def test_what_cannot_change_is_refused_with_the_reason(
    text: str, name: str, kind: ContainerKind, words: str
) -> None:
    manifest, pod, found = containers_of(HEAD + text)
    with pytest.raises(EditRefused, match=words):
        change_kind(manifest, pod, found[name], kind=kind)


def real_changes() -> Iterator[tuple[Manifest, Pod, Container, ContainerKind]]:
    """Containers of real pods, and another kind for each."""
    for manifest, pod in real_pods(9, 1):
        if "podwright.dev/roles" not in pod.annotations and len(pod.of_kind(Kind.CONTAINER)) > 1:
            for container in (pod.containers[0], pod.containers[-1]):
                other = Kind.CONTAINER if container.kind is not Kind.CONTAINER else Kind.SIDECAR
                yield manifest, pod, container, other


def changed_in(documents: list[Any], pod: Pod, container: Container, kind: ContainerKind) -> None:
    """Do to plain values what a change of kind should do."""
    spec = spec_in(documents, pod)
    here = container.path.removeprefix(f"{pod.path}.").split("[")[0]
    moved = spec[here].pop(container.index)
    if kind is Kind.SIDECAR:
        moved["restartPolicy"] = "Always"
    elif moved.get("restartPolicy") == "Always":
        del moved["restartPolicy"]
    if not spec[here]:
        del spec[here]
    other = "containers" if kind is Kind.CONTAINER else "initContainers"
    spec[other] = [*(spec.get(other) or []), moved]


@pytest.mark.skipif(not CORPUS.exists(), reason="needs ../shared/corpus")
def test_real_containers_change_their_kind_and_nothing_else_changes() -> None:
    done = refused = 0
    for manifest, pod, container, kind in real_changes():
        here = manifest.locate(pod.document, container.path)
        most = 2 * (manifest.text.count("\n", here.start, here.end) + 1) + 16
        edit = partial(change_kind, manifest, pod, container, kind=kind, drop=True)
        fine = holds(manifest, edit, partial(changed_in, pod=pod, container=container, kind=kind), most)
        done, refused = done + fine, refused + (not fine)
    assert done > 15
    assert refused < 4
