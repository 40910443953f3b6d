"""Containers come, go, double and move as a whole, and every line of the others stays."""

from __future__ import annotations

from typing import Any

import pytest

from pods.domain.edits.containers import (
    add_container,
    duplicate_container,
    move_container,
    remove_container,
)
from pods.domain.edits.references import references
from pods.domain.edits.refusal import EditRefused
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.reader import read
from pods.domain.manifest.views import Container, ContainerKind, Pod
from tests.pods.domain.edits.real_containers import CORPUS, containers_of, holds, real_pods, spec_in

HEAD = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n"
BLOCK = """\
spec:
  # what the pod runs
  containers:
    # the shop
    - name: app  # main
      image: shop:1
      # probes: later
    - image: log:1
      name: log
  restartPolicy: Never
"""
FLOW = "spec: {containers: [{name: app, image: a}, {name: log, image: b}]} # short\n"
JSON = """\
{
    "apiVersion": "v1", "kind": "Pod",
    "spec": {
        "containers": [
            {"name": "app", "image": "a"},
            {"name": "log", "image": "b"}
        ]
    }
}
"""
ANCHORS = """\
spec:
  containers: &all
  - &app
    name: app
    image: &image shop:1
  - <<: *app
    name: log
"""

Kind = ContainerKind
ADDED: list[tuple[str, ContainerKind, str]] = [
    (BLOCK, Kind.CONTAINER, BLOCK.replace("name: log\n", "name: log\n    - name: new\n      image: i:1\n")),
    (
        BLOCK,
        Kind.SIDECAR,
        BLOCK.replace(
            "  # what",
            "  initContainers:\n    - name: new\n      image: i:1\n      restartPolicy: Always\n  # what",
        ),
    ),
    (
        BLOCK,
        Kind.INIT,
        BLOCK.replace("  # what", "  initContainers:\n    - name: new\n      image: i:1\n  # what"),
    ),
    (FLOW, Kind.CONTAINER, FLOW.replace("image: b}", 'image: b}, {name: new, image: "i:1"}')),
    (FLOW, Kind.INIT, FLOW.replace("{con", '{initContainers: [{name: new, image: "i:1"}], con')),
    (JSON, Kind.CONTAINER, JSON.replace('"b"}', '"b"},\n            {"name": "new", "image": "i:1"}')),
    (
        JSON,
        Kind.INIT,
        JSON.replace(
            '"containers"',
            '"initContainers": [\n            {"name": "new", "image": "i:1"}\n        ],\n        "containers"',
        ),
    ),
    (ANCHORS, Kind.CONTAINER, f"{ANCHORS}  - name: new\n    image: i:1\n"),
    ("spec:\n", Kind.CONTAINER, "spec:\n  containers:\n  - name: new\n    image: i:1\n"),
    ("spec: {}\n", Kind.INIT, 'spec: {initContainers: [{name: new, image: "i:1"}]}\n'),
    ("", Kind.CONTAINER, "spec:\n  containers:\n  - name: new\n    image: i:1\n"),
    (
        "spec:\n  initContainers:\n  -  name: a\n     image: b\n  hostPID: true\n",
        Kind.CONTAINER,
        "spec:\n  initContainers:\n  -  name: a\n     image: b\n  containers:\n  -  name: new\n     image: i:1\n"
        "  hostPID: true\n",
    ),
    (
        "spec:\n  containers:\n  - {name: a, image: b}\n  initContainers: [] # none\n",
        Kind.INIT,
        "spec:\n  containers:\n  - {name: a, image: b}\n  initContainers: # none\n  - name: new\n    image: i:1\n",
    ),
]


def whole(text: str) -> str:
    return text if text.startswith("{") else HEAD + text


def crlf(text: str) -> str:
    return text.replace("\n", "\r\n")


@pytest.mark.parametrize(("before", "kind", "after"), ADDED)
def test_a_container_is_added_last_and_init_containers_stand_before_containers(
    before: str, kind: ContainerKind, after: str
) -> None:
    for form in (str, crlf):
        manifest, pod, _ = containers_of(form(whole(before)))
        added = add_container(manifest, pod, kind=kind, name="new", image="i:1")
        assert added.text.replace(": # none", ":  # none") == form(whole(after)).replace(
            ": # none", ":  # none"
        )


def test_in_a_custom_kind_whose_only_key_stands_behind_a_dash_the_new_list_takes_its_place() -> None:
    text = "apiVersion: a/v1\nkind: X\npods:\n- containers:\n  - name: a\n    image: b\n"
    manifest, pod, _ = containers_of(text)
    assert add_container(manifest, pod, kind=Kind.INIT, name="new", image="c").text == text.replace(
        "- containers:", "- initContainers:\n  - name: new\n    image: c\n  containers:"
    )


BAD = [
    ("", "i", "needs a name"),
    ("Web", "i", "lower-case"),
    ("a" * 64, "i", "63 is the most"),
    ("log", "i", "already, on line 11"),
    ("new", "", "needs an image"),
    ("new", " i", "blanks"),
]


@pytest.mark.parametrize(("name", "image", "words"), BAD)
def test_names_and_images_the_api_would_refuse_are_refused(name: str, image: str, words: str) -> None:
    manifest, pod, found = containers_of(HEAD + BLOCK)
    with pytest.raises(EditRefused, match=words):
        add_container(manifest, pod, kind=Kind.SIDECAR, name=name, image=image)
    if image == "i":
        with pytest.raises(EditRefused, match=words):
            duplicate_container(manifest, pod, found["app"], name=name)


def test_ephemeral_containers_are_for_running_pods() -> None:
    manifest, pod, _ = containers_of(HEAD + BLOCK)
    with pytest.raises(EditRefused, match="kubectl debug"):
        add_container(manifest, pod, kind=Kind.EPHEMERAL, name="new", image="i")


APP = "    # the shop\n    - name: app  # main\n      image: shop:1\n      # probes: later\n"
REMOVED = [
    (BLOCK, "app", BLOCK.replace(APP, "")),
    (BLOCK, "log", BLOCK.replace("    - image: log:1\n      name: log\n", "")),
    (FLOW, "app", FLOW.replace("{name: app, image: a}, ", "")),
    (JSON, "log", JSON.replace(',\n            {"name": "log", "image": "b"}', "")),
    (ANCHORS, "log", ANCHORS.replace("  - <<: *app\n    name: log\n", "")),
    (
        "spec:\n  initContainers: # first\n  - name: a\n    image: b\n    # more\n  containers: [{name: c, image: d}]",
        "a",
        "spec:\n  containers: [{name: c, image: d}]",
    ),
]


@pytest.mark.parametrize(("before", "name", "after"), REMOVED)
def test_a_container_goes_with_its_comments_and_an_empty_list_with_its_key(
    before: str, name: str, after: str
) -> None:
    for form in (str, crlf):
        manifest, pod, found = containers_of(form(whole(before)))
        assert remove_container(manifest, pod, found[name]).text == form(whole(after))


def test_the_last_container_and_one_that_others_repeat_stay() -> None:
    manifest, pod, found = containers_of(f"{HEAD}spec:\n  containers:\n  - name: a\n    image: b\n")
    with pytest.raises(EditRefused, match="a is the only container"):
        remove_container(manifest, pod, found["a"])
    manifest, pod, found = containers_of(HEAD + ANCHORS)
    with pytest.raises(EditRefused, match="no anchor &app before it"):
        remove_container(manifest, pod, found["app"])


TIED = """\
apiVersion: v1
kind: Service
metadata: {name: log}
spec: {selector: {app: shop}, ports: [{port: 24, targetPort: in}]}
---
# the shop
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  template:
    metadata:
      labels: {app: shop}
      annotations:
        kubectl.kubernetes.io/default-logs-container: log
    spec:
      containers:
      - name: app
        image: shop:1
        env:
        - name: CPU
          valueFrom: {resourceFieldRef: {containerName: log, resource: limits.cpu}}
        - name: MEMORY # of the helper
          valueFrom: {resourceFieldRef: {containerName: log, resource: limits.memory}}
      - name: log
        image: log:1
        ports: [{containerPort: 24, name: in}]
        volumeMounts: [{name: buffer, mountPath: /buffer}]
      volumes:
      # of the helper
      - name: buffer
        emptyDir: {}
"""


def test_what_a_removal_would_leave_behind_goes_along_if_told() -> None:
    manifest, pod, found = containers_of(TIED)
    along = references(manifest, pod, found["log"])
    after = remove_container(manifest, pod, found["log"], along=along)
    assert after.text == (
        "---\n# the shop\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: shop}\nspec:\n  template:\n"
        "    metadata:\n      labels: {app: shop}\n    spec:\n      containers:\n      - name: app\n"
        "        image: shop:1\n"
    )
    ticked = [r for r in along if "MEMORY" in str(r.message)]
    gone = [TIED[TIED.index("        - name: MEMORY") : TIED.index("      - name: log\n")]]
    gone.append(TIED[TIED.index("      - name: log\n") : TIED.index("      volumes:")])
    after = remove_container(manifest, pod, found["log"], along=ticked)
    assert after.text == TIED.replace(gone[0], "").replace(gone[1], "")


def test_items_of_a_list_object_go_along_without_mixing_up_the_pod() -> None:
    text = (
        "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Service\n  metadata: {name: s}\n"
        "  spec: {selector: {a: b}, ports: [{port: 1}]}\n- apiVersion: v1\n  kind: Pod\n  metadata:\n"
        "    name: p\n    labels: {a: b}\n  spec:\n    containers:\n    - {name: app, image: i}\n"
        "    - {name: log, image: i, ports: [{containerPort: 1}]}\n"
    )
    manifest, pod, found = containers_of(text)
    (service,) = references(manifest, pod, found["log"])
    after = remove_container(manifest, pod, found["log"], along=[service])
    lines = text.splitlines(keepends=True)
    assert after.text == "".join(lines[:3] + lines[7:-1])


def test_only_what_a_removal_leaves_behind_can_go_along() -> None:
    manifest, pod, found = containers_of(TIED)
    of_another = references(manifest, pod, found["log"])
    with pytest.raises(EditRefused, match="look at the list again"):
        remove_container(manifest, pod, found["app"], along=of_another)


DUPLICATED = [
    (BLOCK, "app", BLOCK.replace(APP, APP + APP.replace("name: app", "name: new"))),
    (BLOCK, "log", BLOCK.replace("name: log\n", "name: log\n    - image: log:1\n      name: new\n")),
    (FLOW, "app", FLOW.replace("image: a}", "image: a}, {name: new, image: a}")),
    (JSON, "log", JSON.replace('"b"}', '"b"},\n            {"name": "new", "image": "b"}')),
    (ANCHORS, "log", f"{ANCHORS}  - <<: *app\n    name: new\n"),
    (
        ANCHORS,
        "app",
        ANCHORS.replace("shop:1\n", "shop:1\n  -\n    name: new\n    image: shop:1\n"),
    ),
]


@pytest.mark.parametrize(("before", "name", "after"), DUPLICATED)
def test_a_copy_stands_behind_its_original_and_differs_in_its_name_only(
    before: str, name: str, after: str
) -> None:
    for form in (str, crlf):
        manifest, pod, found = containers_of(form(whole(before)))
        assert duplicate_container(manifest, pod, found[name], name="new").text == form(whole(after))


MOVED = [
    (BLOCK, "log", 0, BLOCK.replace(APP, "").replace("name: log\n", f"name: log\n{APP}")),
    (FLOW, "app", 1, "spec: {containers: [{name: log, image: b}, {name: app, image: a}]} # short\n"),
    (JSON, "app", 1, JSON.replace("app", "x").replace("log", "app").replace("x", "log").replace('"a"', '"c"')
        .replace('"b"', '"a"').replace('"c"', '"b"')),
]  # fmt: skip


@pytest.mark.parametrize(("before", "name", "to", "after"), MOVED)
def test_a_container_moves_within_its_list_with_its_comments(
    before: str, name: str, to: int, after: str
) -> None:
    for form in (str, crlf):
        manifest, pod, found = containers_of(form(whole(before)))
        assert move_container(manifest, pod, found[name], to=to).text == form(whole(after))
        for nowhere in (-1, 2):
            with pytest.raises(EditRefused, match="its list ends with 2"):
                move_container(manifest, pod, found[name], to=nowhere)


def test_an_ephemeral_container_can_be_removed() -> None:
    text = f"{HEAD}spec:\n  containers: [{{name: a, image: b}}]\n"
    text += "  ephemeralContainers:\n  - name: debug\n    image: d\n"
    manifest, pod, found = containers_of(text)
    assert remove_container(manifest, pod, found["debug"]).text == text.split("  ephemeral")[0]


needs_corpus = pytest.mark.skipif(not CORPUS.exists(), reason="needs ../shared/corpus")


def entries(documents: list[Any], pod: Pod, container: Container) -> Any:
    name = container.path.rpartition(".")[2].split("[")[0]
    return spec_in(documents, pod)[name]


def lines_of(manifest: Manifest, container: Container, pod: Pod) -> int:
    """Lines a container has at the most: up to the next one, or the end of its list and comments there."""
    here = manifest.locate(pod.document, container.path)
    return manifest.text.count("\n", here.start, here.end) + 1


@needs_corpus
def test_real_pods_get_containers_of_every_kind() -> None:
    done = 0
    for manifest, pod in real_pods(9):
        for kind, field in ((Kind.CONTAINER, "containers"), (Kind.INIT, "initContainers")):

            def change(documents: list[Any], field: str = field, pod: Pod = pod) -> None:
                spec_in(documents, pod).setdefault(field, []).append({"name": "new", "image": "i:1"})

            def edit(kind: ContainerKind = kind, manifest: Manifest = manifest, pod: Pod = pod) -> Manifest:
                return add_container(manifest, pod, kind=kind, name="new", image="i:1")

            done += holds(manifest, edit, change, 6)
    assert done > 80


@needs_corpus
def test_real_containers_are_removed_and_doubled_and_nothing_else_changes() -> None:
    done = refused = 0
    for manifest, pod in real_pods(14, 1):
        for container in pod.containers[:2]:
            most = lines_of(manifest, container, pod) + 12  # and the comments around it

            def gone(documents: list[Any], pod: Pod = pod, container: Container = container) -> None:
                found = entries(documents, pod, container)
                found.pop(container.index)
                if not found:
                    name = next(key for key, value in spec_in(documents, pod).items() if value is found)
                    del spec_in(documents, pod)[name]

            def doubled(documents: list[Any], pod: Pod = pod, container: Container = container) -> None:
                found = entries(documents, pod, container)
                found.insert(container.index + 1, {**found[container.index], "name": "a-copy"})

            def remove(m: Manifest = manifest, p: Pod = pod, c: Container = container) -> Manifest:
                return remove_container(m, p, c)

            def duplicate(m: Manifest = manifest, p: Pod = pod, c: Container = container) -> Manifest:
                return duplicate_container(m, p, c, name="a-copy")

            alone = container.kind is Kind.CONTAINER and len(pod.of_kind(Kind.CONTAINER)) == 1
            removed = holds(manifest, remove, gone, most)
            copied = holds(manifest, duplicate, doubled, most)
            done, refused = done + copied, refused + (not copied) + (not removed and not alone)
    assert done > 35
    assert refused < 4


@needs_corpus
def test_real_containers_change_places() -> None:
    done = 0
    for manifest, pod in real_pods(8, 2):
        for container in pod.of_kind(Kind.CONTAINER)[1:2]:

            def change(documents: list[Any], pod: Pod = pod) -> None:
                found = spec_in(documents, pod)["containers"]
                found.insert(0, found.pop(1))

            def edit(m: Manifest = manifest, p: Pod = pod, c: Container = container) -> Manifest:
                return move_container(m, p, c, to=0)

            done += holds(manifest, edit, change, 2 * lines_of(manifest, container, pod) + 12)
    assert done > 10


def test_a_text_that_ends_in_a_container_loses_it_with_its_last_line() -> None:
    text = f"{HEAD}spec:\n  containers:\n  - name: a\n    image: b\n  - name: c\n    image: d"
    manifest, pod, found = containers_of(text)
    assert remove_container(manifest, pod, found["c"]).text == text.removesuffix(
        "\n  - name: c\n    image: d"
    )
    assert read(remove_container(manifest, pod, found["a"]).text).pods[0].containers[0].name == "c"
