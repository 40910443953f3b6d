"""What several places share is changed for all of them, or the one gets its own copy: as somebody chose."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import yaml

from pods.domain.edits.fields import remove_field, set_field
from pods.domain.edits.lists import append_item, remove_item
from pods.domain.edits.put import put
from pods.domain.edits.refusal import EditRefused
from pods.domain.edits.sharing import Way, in_way
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.reader import read
from tests.pods.domain.edits.pods_as_written import CORPUS, changed, real_pods, ways_to_write

Edit = Callable[[Manifest], Manifest]


def setting(path: str, value: Any) -> Edit:
    return lambda manifest: set_field(manifest, 0, path, value)


# text, edit, the text when all change, the text when the place gets its own copy
SHARED: list[tuple[str, Edit, str | None, str | None]] = [
    (
        "a: &x app  # one\nb: *x  # two\n",
        setting("b", "web"),
        "a: &x web  # one\nb: *x  # two\n",
        "a: &x app  # one\nb: web  # two\n",
    ),
    (
        "a: &x app  # one\nb: *x  # two\nc: *x\n",
        setting("a", "web"),
        "a: &x web  # one\nb: *x  # two\nc: *x\n",
        "a: web  # one\nb: &x app  # two\nc: *x\n",
    ),
    (
        "a: &x\n  v: 1  # one\n  w: 2\nb: *x  # two\n",
        setting("b.v", 3),
        "a: &x\n  v: 3  # one\n  w: 2\nb: *x  # two\n",
        "a: &x\n  v: 1  # one\n  w: 2\nb:  # two\n  v: 3\n  w: 2\n",
    ),
    (
        "a: &x  # top\n  v: 1\nb: *x  # two\n",
        setting("a.v", 3),
        "a: &x  # top\n  v: 3\nb: *x  # two\n",
        "a: # top\n  v: 3\nb: &x  # two\n  v: 1\n",
    ),
    (
        "base: &x\n  i: 'n:1'\n  p: [1]\nl:\n- <<: *x\n  name: a\n- <<: *x\n",
        setting("l[0].i", "n:2"),
        "base: &x\n  i: 'n:2'\n  p: [1]\nl:\n- <<: *x\n  name: a\n- <<: *x\n",
        "base: &x\n  i: 'n:1'\n  p: [1]\nl:\n- <<: *x\n  name: a\n  i: n:2\n- <<: *x\n",
    ),
    (
        "base: &x {i: 1, p: 2}\nl:\n- <<: *x  # c\n  name: a\n- {<<: *x}\n",
        lambda m: remove_field(m, 0, "l[0].i"),
        "base: &x {p: 2}\nl:\n- <<: *x  # c\n  name: a\n- {<<: *x}\n",
        "base: &x {i: 1, p: 2}\nl:\n- p: 2  # c\n  name: a\n- {<<: *x}\n",
    ),
    (
        "base: &x {i: 1}\nl: [{<<: *x, n: a}, {<<: *x}]\n",
        setting("l[0].i", 5),
        "base: &x {i: 5}\nl: [{<<: *x, n: a}, {<<: *x}]\n",
        "base: &x {i: 1}\nl: [{<<: *x, n: a, i: 5}, {<<: *x}]\n",
    ),
    (
        "l:\n- env: &e\n  - name: A\n    value: b\n- env: *e\n",
        lambda m: append_item(m, 0, "l[1].env", {"name": "C", "value": "d"}),
        "l:\n- env: &e\n  - name: A\n    value: b\n  - name: C\n    value: d\n- env: *e\n",
        "l:\n- env: &e\n  - name: A\n    value: b\n- env:\n  - name: A\n    value: b\n  - name: C\n    value: d\n",
    ),
    (
        "l:\n- &c\n  name: a\n  i: x\n- *c\n",
        setting("l[1].name", "b"),
        "l:\n- &c\n  name: b\n  i: x\n- *c\n",
        "l:\n- &c\n  name: a\n  i: x\n- name: b\n  i: x\n",
    ),
    (
        "l:\n- name: &n a\n  own: *n\n- name: *n\n",
        lambda m: remove_item(m, 0, "l", 0),
        None,
        "l:\n- name: &n a\n",
    ),
    (
        "a: {v: &x 1, w: *x}\nb: *x\n",
        lambda m: put(m, 0, "a", {"v": 2, "w": 1}),
        None,
        "a: {v: 2, w: &x 1}\nb: *x\n",
    ),
]


@pytest.mark.parametrize(("before", "edit", "for_all", "with_copy"), SHARED)
def test_what_is_shared_changes_in_the_chosen_way_and_is_refused_without(
    before: str, edit: Edit, for_all: str | None, with_copy: str | None
) -> None:
    for way, after in ((Way.ALL, for_all), (Way.COPY, with_copy)):
        for text, wanted in zip(
            ways_to_write(f"kind: A\n{before}"), ways_to_write(f"kind: A\n{after}"), strict=True
        ):
            with pytest.raises(EditRefused) as refused:
                in_way(read(text), None, edit)
            sharing = refused.value.sharing
            assert sharing is not None
            assert (way in sharing.ways) or after is None
            if after is not None:
                assert in_way(read(text), way, edit).text == wanted


def test_a_field_whose_value_is_an_alias_goes_without_a_question() -> None:
    assert remove_field(read("kind: A\na: &x 1\nb: *x\n"), 0, "b").text == "kind: A\na: &x 1\n"


def test_what_would_change_something_else_as_well_stays_refused() -> None:
    text = "kind: A\na: &x {v: 1}\nb: {<<: *x, v: 2}\n"
    assert in_way(read(text), Way.ALL, setting("a.v", 3)).text == text.replace("v: 1", "v: 3")
    with pytest.raises(EditRefused):
        in_way(read("kind: A\na: 1\n"), Way.COPY, setting("a.b", 3))


@pytest.mark.skipif(not CORPUS.is_dir(), reason="needs the corpus")
def test_real_containers_that_share_all_they_say_change_together_or_alone() -> None:
    done = 0
    for _, pod in real_pods(40):
        shared = [dict(c.raw) for c in pod.containers if len(c.raw) > 2 and "image" in c.raw][:1] * 3
        manifest = read(yaml.safe_dump({"kind": "A", "spec": {"containers": shared}}))  # it writes an anchor
        if not shared or manifest.documents[0].value["spec"]["containers"] != shared:
            continue
        for index, edit in ((0, setting("spec.containers[0].image", "i")), (2, _without_image)):
            everywhere = {f".spec.containers[{n}].image" for n in range(3)}
            for way, paths in ((Way.ALL, everywhere), (Way.COPY, {f".spec.containers[{index}].image"})):
                after = in_way(manifest, way, edit)
                assert set(changed(manifest.documents[0].value, after.documents[0].value)) == paths
                done += 1
    assert done > 40


def _without_image(manifest: Manifest) -> Manifest:
    return remove_field(manifest, 0, "spec.containers[2].image")
