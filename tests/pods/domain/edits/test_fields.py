"""One field changes and every other byte stays: two texts, before and after."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from pods.domain.edits.fields import remove_field, set_field
from pods.domain.edits.refusal import EditRefused
from pods.domain.manifest.reader import decode, read

CORPUS = Path(__file__).parents[5] / "shared" / "corpus" / "open"

SETS: list[tuple[str, str, Any, str]] = [
    ("kind: A\nx: 1 # one\n", "x", 2, "kind: A\nx: 2 # one\n"),
    ("kind: A\nx: 'a'\n", "x", "it's", "kind: A\nx: 'it''s'\n"),
    ('kind: A\nx: "a"\n', "x", "b", 'kind: A\nx: "b"\n'),
    ("kind: A\nx: a\n", "x", "yes", 'kind: A\nx: "yes"\n'),
    ("kind: A\nx: a\n", "x", "1.10", 'kind: A\nx: "1.10"\n'),
    ("kind: A\nx: a\n", "x", "a: b", 'kind: A\nx: "a: b"\n'),
    ("kind: A\nx: a\n", "x", "a #b", 'kind: A\nx: "a #b"\n'),
    ("kind: A\nx: --a=b\n", "x", "--a=c", "kind: A\nx: --a=c\n"),
    ("kind: A\nx: a\n", "x", "-1", 'kind: A\nx: "-1"\n'),
    ("kind: A\nx: a\n", "x", "- b", 'kind: A\nx: "- b"\n'),
    ("kind: A\nx: a\n", "x", "-.inf", 'kind: A\nx: "-.inf"\n'),
    ("kind: A\nx: a\n", "x", "---", 'kind: A\nx: "---"\n'),
    ("kind: A\nx: a\n", "x", "{b}", 'kind: A\nx: "{b}"\n'),
    ("kind: A\nx: a\n", "x", "é\n\u202e", 'kind: A\nx: "é\\n\\u202e"\n'),
    ("kind: A\nx:   # none yet\ny: 1\n", "x", "b", "kind: A\nx: b   # none yet\ny: 1\n"),
    ("kind: A\nx: {a: b}\n", "x.a", "c,d", 'kind: A\nx: {a: "c,d"}\n'),
    ("kind: A\nl:\n- n: a\n  v: 1\n", "l[0].v", 2, "kind: A\nl:\n- n: a\n  v: 2\n"),
    # new fields
    ("kind: A\n", "x", "b", "kind: A\nx: b\n"),
    ("kind: A", "x", "b", "kind: A\nx: b"),
    ("kind: A\r\ny: 1\r\n", "x", "b", "kind: A\r\ny: 1\r\nx: b\r\n"),
    ("kind: A\rx: 1\r", "z", "b", "kind: A\rx: 1\rz: b\r"),
    ("kind: A\n", "no", "b", 'kind: A\n"no": b\n'),
    ("kind: A # a\n# end\n", "x", "b", "kind: A # a\nx: b\n# end\n"),
    ("kind: A\nm:\n    a: 1\n", "m.b.c", 2, "kind: A\nm:\n    a: 1\n    b:\n        c: 2\n"),
    ("kind: A\nm:  # empty\nz: 1\n", "m.b", 2, "kind: A\nm:  # empty\n  b: 2\nz: 1\n"),
    ("kind: A\nm: ~\n", "m.b", 2, "kind: A\nm: {b: 2}\n"),
    ("kind: A\nm: {}\n", "m.b", "x", "kind: A\nm: {b: x}\n"),
    ("kind: A\nm: {a: 1}\n", "m.b", "x", "kind: A\nm: {a: 1, b: x}\n"),
    ("kind: A\nm: {a: 1,}\n", "m.b", "x", "kind: A\nm: {a: 1, b: x,}\n"),
    ("kind: A\nm: {a: }\n", "m.a.b", "x", "kind: A\nm: {a: {b: x}}\n"),
    ('{"kind":"A"}\n', "x.y", "b", '{"kind":"A", "x": {"y": "b"}}\n'),
    ('{\n  "kind": "A"\n}\n', "x", True, '{\n  "kind": "A",\n  "x": true\n}\n'),
    ("kind: A\nm: {\n  a: 1, # one\n}\n", "m.b", 2, "kind: A\nm: {\n  a: 1,\n  b: 2, # one\n}\n"),
    (
        "kind: A\nd:\n  s: |\n    one\n    two\n\nz: 1\n",
        "d.t",
        2,
        "kind: A\nd:\n  s: |\n    one\n    two\n  t: 2\n\nz: 1\n",
    ),
    ("kind: A\nd:\n  s: |+\n    one\n\nz: 1\n", "d.t", 2, "kind: A\nd:\n  s: |+\n    one\n\n  t: 2\nz: 1\n"),
    (
        "kind: A\nm:\n  a:\n  - x: 1\n    y: 2 # two\n  # end\n",
        "m.b",
        3,
        "kind: A\nm:\n  a:\n  - x: 1\n    y: 2 # two\n  b: 3\n  # end\n",
    ),
    (
        "kind: A\nm:\n  l:\n    - a\n    # all of l\n  # end\n",
        "m.b",
        2,
        "kind: A\nm:\n  l:\n    - a\n    # all of l\n  b: 2\n  # end\n",
    ),
    ("kind: A\nm: {a: 1}\n", 'm["x.y/z"]', "b", "kind: A\nm: {a: 1, x.y/z: b}\n"),
    ("\ufeffkind: A\n", "x", "b", "\ufeffkind: A\nx: b\n"),
    ("---\nkind: A\n---\nkind: B\n", "x", "b", "---\nkind: A\nx: b\n---\nkind: B\n"),
]


@pytest.mark.parametrize(("before", "path", "value", "after"), SETS)
def test_setting_a_field_touches_nothing_else(before: str, path: str, value: Any, after: str) -> None:
    assert set_field(read(before), 0, path, value).text == after


REMOVALS = [
    ("kind: A\nx: 1 # one\ny: 2\n", "x", "kind: A\ny: 2\n"),
    ("kind: A\nx:\n  a: 1\n  b: 2\n\ny: 2\n", "x", "kind: A\n\ny: 2\n"),
    ("kind: A\nx: 1", "x", "kind: A"),
    ("kind: A\nm: {a: 1, b: 2}\n", "m.a", "kind: A\nm: {b: 2}\n"),
    ("kind: A\nm: {a: 1, b: 2}\n", "m.b", "kind: A\nm: {a: 1}\n"),
    ("kind: A\nm: {a: 1}\n", "m.a", "kind: A\nm: {}\n"),
    ("kind: A\nl:\n- name: a\n  v: 1\n", "l[0].name", "kind: A\nl:\n- v: 1\n"),
    ("kind: A\nl:\n- n: a\n  v: 1\n", "l[0].v", "kind: A\nl:\n- n: a\n"),
    ("kind: A\n", "x.y", "kind: A\n"),
]


@pytest.mark.parametrize(("before", "path", "after"), REMOVALS)
def test_removing_a_field_touches_nothing_else(before: str, path: str, after: str) -> None:
    assert remove_field(read(before), 0, path).text == after


REFUSED = [
    ("kind: A\na: &x {v: 1}\nb: *x\n", "b.v", "alias"),
    ("kind: A\na: &x {v: 1}\nb: *x\n", "b", "alias"),
    ("kind: A\na: &x {v: 1}\nb: {<<: *x}\n", "b.v", "merge"),
    ("kind: A\na: &x {v: 1}\nb: *x\n", "a.v", "without changing something else"),
    ("kind: A\nl: [1]\n", "l[3]", "does not exist"),
    ("kind: A\nx: {on: 1}\n", "x.on", "Quote it"),
    ("kind: A\nx: {on: 1}\n", "x.true", "Quote it"),
    ("kind: A\nx: {y: {a: 1}}\n", "x.y.a", "Quote it"),
    ("kind: A\nx: text\n", "x.y", "no fields"),
    ("kind: A\nx: {y: 1}\n", "x", "single values"),
]


@pytest.mark.parametrize(("text", "path", "words"), REFUSED)
def test_what_cannot_be_edited_safely_is_refused_with_the_reason(text: str, path: str, words: str) -> None:
    with pytest.raises(EditRefused, match=words):
        set_field(read(text), 0, path, 2)


@pytest.mark.parametrize("path", ["x.on", "x.true"])
def test_a_key_that_reads_as_another_word_is_not_removed_by_either(path: str) -> None:
    with pytest.raises(EditRefused, match="Quote it"):
        remove_field(read("kind: A\nx: {on: 1, b: 2}\n"), 0, path)


@pytest.mark.skipif(not CORPUS.exists(), reason="needs ../shared/corpus")
def test_a_new_annotation_on_every_real_pod_changes_that_and_no_other_line() -> None:
    edited = refused = 0
    for file in sorted(CORPUS.rglob("*.*")):
        if file.suffix not in (".yaml", ".yml", ".json"):
            continue
        manifest = read(decode(file.read_bytes()).text)
        for pod in manifest.pods[:3]:
            path = pod.path.removesuffix("spec") + 'metadata.annotations["podwright.dev/roles"]'
            try:
                after = set_field(manifest, pod.document, path, "app=main,log=adapter")
            except EditRefused:
                refused += 1
                continue
            edited += 1
            _one_stretch_added(manifest.text, after.text)
    assert edited > 550
    assert refused == 0


def _one_stretch_added(before: str, after: str) -> None:
    """`after` is `before` with one piece put in (a null or `{}` may have given way to it)."""
    start = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), len(before))
    kept = before[start:].lstrip("{} ~")
    assert after.endswith(kept)
    assert (
        "podwright.dev/roles" in after[start - 1 : len(after) - len(kept) + 1] or copy.copy(before) in after
    )


def test_a_field_takes_the_comments_inside_it_along() -> None:
    text = "kind: A\na:\n  b: 1\n  # inside\n# below\nc: 2\n"
    assert remove_field(read(text), 0, "a").text == "kind: A\n# below\nc: 2\n"
