"""Lists edited by their path, made where there is none, and gone with their last item."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pods.domain.edits.lists import append_item, copy_item, move_item, remove_item
from pods.domain.edits.refusal import EditRefused
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.reader import decode, read

CORPUS = Path(__file__).parents[5] / "shared" / "corpus" / "open"

APPENDED: list[tuple[str, str, Any, str]] = [
    (
        "kind: A\ns:\n  c:\n    - x: 1\n",
        "s.v",
        {"name": "a", "e": {}},
        "kind: A\ns:\n  c:\n    - x: 1\n  v:\n    - name: a\n      e: {}\n",
    ),
    (
        "kind: A\ns:\n  c:\n  - x: 1\n",
        "s.v",
        {"name": "a"},
        "kind: A\ns:\n  c:\n  - x: 1\n  v:\n  - name: a\n",
    ),
    (
        "kind: A\ns:\n  v: []  # none\nz: 1\n",
        "s.v",
        {"name": "a"},
        "kind: A\ns:\n  v:  # none\n  - name: a\nz: 1\n",
    ),
    ("kind: A\ns: {v: []}\n", "s.v", {"name": "a"}, "kind: A\ns: {v: [{name: a}]}\n"),
    ("kind: A\ns:\n  v:\nz: 1\n", "s.v", "a", "kind: A\ns:\n  v: [a]\nz: 1\n"),
    ("kind: A\ns:\n  v:  # none\nz: 1\n", "s.v", {"a": 1}, "kind: A\ns:\n  v:  # none\n  - a: 1\nz: 1\n"),
]


@pytest.mark.parametrize(("before", "path", "value", "after"), APPENDED)
def test_an_item_finds_or_makes_its_list(before: str, path: str, value: Any, after: str) -> None:
    assert append_item(read(before), 0, path, value).text == after


def test_the_last_item_takes_its_field_along() -> None:
    text = "kind: A\nv:  # volumes\n- name: a\nz: 1\n"
    assert remove_item(read(text), 0, "v", 0).text == "kind: A\nz: 1\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("kind: A\no:\n  l:\n  # one\n  - a\n  # below\n", "kind: A\no:\n  l: []\n  # below\n"),
        ("kind: A\no:\n  l: &l  # list\n    - a: 1\n      b: 2\nz: 1\n", "kind: A\no:\n  l: &l []  # list\nz: 1\n"),
        ("kind: A\r\no:\r\n  l: # list\r\n  - a", "kind: A\r\no:\r\n  l: [] # list"),
    ],
)  # fmt: skip
def test_a_list_that_cannot_go_stays_empty_behind_its_key(before: str, after: str) -> None:
    assert remove_item(read(before), 0, "o.l", 0).text == after


def test_items_move_and_are_copied() -> None:
    text = "kind: A\nl:\n- a\n- b # two\n"
    assert move_item(read(text), 0, "l", 1, 0).text == "kind: A\nl:\n- b # two\n- a\n"
    assert copy_item(read(text), 0, "l", 1).text == "kind: A\nl:\n- a\n- b # two\n- b # two\n"


@pytest.mark.parametrize(
    ("text", "words"), [("kind: A\nl: {a: 1}\n", "no list"), ("kind: A\nx: &x [1, 2]\nl: *x\n", "alias")]
)
def test_what_is_no_list_of_its_own_is_refused(text: str, words: str) -> None:
    edits: tuple[Callable[[Manifest], Manifest], ...] = (
        lambda m: remove_item(m, 0, "l", 0),
        lambda m: move_item(m, 0, "l", 0, 1),
        lambda m: append_item(m, 0, "l", "x"),
    )
    for edit in edits:
        with pytest.raises(EditRefused, match=words):
            edit(read(text))


@pytest.mark.skipif(not CORPUS.exists(), reason="needs ../shared/corpus")
def test_containers_of_real_pods_are_appended_and_removed_without_a_trace() -> None:
    done, refused = 0, []
    for file in sorted(CORPUS.rglob("*.*"))[::2]:
        if file.suffix not in (".yaml", ".yml", ".json"):
            continue
        manifest = read(decode(file.read_bytes()).text)
        for pod in manifest.pods[:1]:
            path = f"{pod.path}.containers"
            found = manifest.value(pod.document, path)
            if not isinstance(found, list) or not found:
                continue
            new = {"name": "podwright-new", "image": "busybox:1.37", "ports": [{"containerPort": 1}]}
            try:
                after = append_item(manifest, pod.document, path, new)
            except EditRefused:
                refused.append(file.name)
                continue
            assert remove_item(after, pod.document, path, len(found)).text == manifest.text, file
            done += 1
    assert done > 200
    assert len(refused) < 3  # containers that are written as an alias
