"""The outline of a text agrees with the exact reading wherever there is one, and stands what nobody can read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pods.domain.completion import complete, lines_of, whereabouts
from pods.domain.completion.outline import Entry, Sort
from pods.domain.completion.reading import documents
from pods.domain.manifest import paths, reader, stream
from pods.domain.manifest.limits import DEFAULT
from pods.domain.manifest.nodes import Alias, Mapping, Node, Sequence, content
from pods.domain.manifest.problems import Lines
from pods.domain.schema.kinds import schema

CORPUS = Path("/work/shared/corpus/open")
SCHEMA = schema(36)
TEXTS = {
    "lists in the column of their key": "a:\n- b: 1\n  c:\n  - d\n  - e: {f: [1, 2]}\n- g\nh: 2\n",
    "lists indented": "a:\n    - b: 1\n      c: # said\n        - d\n\n    # between\n    - - e\n      - f\n",
    "documents": "# first\n---\na: 1\n---\n---\n# none\n...\n---\nb: {c: 2}\n",
    "json": '{"a": {"b": [1, {"c": "}"}], "d": "x: y # z"},\n"e":"f"}\n{"g": 1}',
    "flow over lines": 'a: [\n  {b: c, "d": e}, # said\n  f g\n  h,\n]\ni: {j: [], k: {}}\n',
    "scalars over lines": "a: b\n  c\n  - d\ne: 'f\n\n  g: h'\ni: \"j\n  k\"\nl:\n  m\n  n\n",
    "block scalars": "a: |\n  b: c\n\n   d: e\nf:\n- |-\n  g: h\n- >2\n    i\nj: k\n",
    "anchors, aliases and tags": "a: &x {b: 1}\nc: *x\nd: &y\n  <<: *x\n  e: !!str 1\nf:\n- &z g: 1\n- !!map\n  h: 2\n",
    "odd keys": "\"a b\": 1\n'c: d': 2\ne#f: 3\n-h: 5\nhttp://i: 6\n",
    "line ends": "a:\r\n  - b: 1\r\n    c: 2\r\n\r\nd: [1,\r\n  2]\r\n",
    "a list of objects": "kind: List\nitems:\n- kind: Pod\n  spec:\n    containers:\n    - name: a\n- kind: Service\n",
    "a byte order mark": "\ufeffa: 1\nb:\n  c: 2\n",
}


def exact(text: str) -> list[list[str]]:
    """The paths of every key and item, by document, as `manifest` reads them."""
    trees = stream.trees(text, Lines(text), DEFAULT)
    return [sorted(_below(tree.root, "")) if tree.root else [] for tree in trees]


def _below(node: Node, path: str) -> list[str]:
    if isinstance(node, Alias):
        return []
    found: list[str] = []
    if isinstance(node, Mapping):
        for key, value in node.pairs:
            step = content(key).text  # type: ignore[union-attr]
            found += [paths.join(path, step), *_below(value, paths.join(path, step))]
    elif isinstance(node, Sequence):
        for index, item in enumerate(node.items):
            found += [paths.join(path, index), *_below(item, paths.join(path, index))]
    return found


def rough(text: str, cursor: int = -1) -> list[list[str]]:
    return [
        sorted(e.path for e in root.below() if e.sort is not Sort.WORD) for root in documents(text, cursor)
    ]


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_that_can_be_read_has_the_same_keys_and_items_in_outline(text: str) -> None:
    assert rough(text) == exact(text)


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not on this machine")
def test_real_manifests_have_the_same_keys_and_items_in_outline() -> None:
    differing = []
    for file in sorted(CORPUS.rglob("*.y*ml"))[::6]:
        text = file.read_bytes().decode("utf-8", "replace")
        if len(text) < 60_000 and reader.read(text).error is None and rough(text) != exact(text):
            differing.append(file.name)
    assert differing == []


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_one_line_that_is_half_typed_leaves_every_other_as_it_was(text: str) -> None:
    if "{" in text or '"' in text:
        return
    lines = text.split("\n")
    for number in range(1, len(lines)):
        if not lines[number].strip() or lines[number].startswith(("---", "...")):
            continue
        before = "\n".join([*lines[:number], f"{' ' * 60}half"])
        typed = "\n".join([before, *lines[number:]])
        assert rough(typed, len(before)) == rough(text), number


@given(st.text(st.sampled_from("ab:- \n\t{}[],\"'#|>&*!.\r"), max_size=60), st.integers(0, 60))
def test_nothing_that_is_typed_stops_the_reading(text: str, at: int) -> None:
    offset = min(at, len(text))
    found = complete(text, offset, SCHEMA)
    assert found is None or 0 <= found.start <= offset <= found.end <= len(text)
    here = whereabouts(text, offset, SCHEMA)
    assert here is None or here.start <= offset <= here.end
    for root in documents(text):
        for entry in root.below():
            check(entry, len(text))


def check(entry: Entry, size: int) -> None:
    """It lies within the text and within what holds it."""
    assert entry.parent is not None
    assert 0 <= entry.parent.start <= entry.start <= entry.stop <= entry.end <= entry.parent.end <= size


@pytest.mark.parametrize("unit", ["[", "{a: ", "- ", '"\n', "a:\n", "---\n", "a: b: ", " ", "# ", "&a "])
def test_a_hostile_text_costs_little_time(unit: str) -> None:
    text = unit * (60_000 // len(unit))
    complete(text, len(text), SCHEMA)
    whereabouts(text, len(text) // 2, SCHEMA)


def test_a_path_has_its_lines_and_an_unknown_one_those_of_what_is_nearest() -> None:
    text = "a: 1\n---\nb:\n  - c: 2\n    d:\n      e\n  - f: 3\n"
    assert lines_of(text, 1, "b[0]") == (4, 6)
    assert lines_of(text, 1, "b[0].d") == (5, 6)
    assert lines_of(text, 1, "b[1].g") == (7, 7)
    assert lines_of(text, 7, "b") is None


def test_an_offset_has_its_path_also_in_brackets_and_after_a_broken_line() -> None:
    text = "a:\n  half\n  b: [{c: 1, d: 2}]\n"
    here = whereabouts(text, text.index("2"), SCHEMA)
    assert here is not None
    assert (here.document, here.path) == (0, "a.b[0].d")
