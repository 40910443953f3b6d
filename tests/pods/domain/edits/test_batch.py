"""Several changes at once: the text says what each of them alone would have made it say, and is read once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench import manifests
from pods.domain import edits
from pods.domain.edits.batch import Plan, made
from pods.domain.edits.fields import removing, setting
from pods.domain.edits.lists import taking_out
from pods.domain.edits.put import putting
from pods.domain.edits.refusal import EditRefused
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.reader import read

BLOCK = """\
kind: A
m:
  # about a
  a: 1 # one
  b: |
    two
  c: 3
l:
- x # first
# about y
- y
- z
"""
FLOW = "kind: A\nm: {a: 1, b: two, c: 3} # m\nl: [x, y, z]\n"
JSON = (
    '{\n  "kind": "A",\n  "m": {\n    "a": 1,\n    "b": "two",\n    "c": 3\n  },\n  "l": ["x", "y", "z"]\n}\n'
)
PLANS: Mapping[str, Plan] = {
    "set a": setting(0, "m.a", 10),
    "set b": putting(0, "m.b", "other"),
    "set c": setting(0, "m.c", "yes"),
    "new d": setting(0, "m.d", {"e": 1}),
    "new f": setting(0, "m.f", ["g"]),
    "new n": setting(0, "n", True),
    "no a": removing(0, "m.a"),
    "no b": removing(0, "m.b"),
    "no c": removing(0, "m.c"),
    "no z": taking_out(0, "l", 2),
    "no y": taking_out(0, "l", 1),
    "no x": taking_out(0, "l", 0),
    "kind": setting(0, "kind", "B"),
}
ORDER = list(PLANS)
Outcome = tuple[str, Any] | str


def _outcome(manifest: Manifest, groups: Sequence[Sequence[Plan]]) -> Outcome:
    try:
        for plans in groups:
            manifest = made(manifest, plans)
    except EditRefused as refused:
        return str(refused.message)
    return manifest.text, manifest.documents[0].value


@given(st.lists(st.sampled_from(ORDER), unique=True), st.sampled_from([BLOCK, FLOW, JSON]))
def test_what_is_done_at_once_is_what_is_done_one_after_the_other(names: list[str], text: str) -> None:
    plans = [PLANS[name] for name in sorted(names, key=ORDER.index)]
    assert _outcome(read(text), [plans]) == _outcome(read(text), [[plan] for plan in plans])


def test_changes_of_several_documents_go_together() -> None:
    stream = read("kind: A\nx: 1\n---\nkind: B\nx: 2 # two\n")
    assert (
        made(stream, [setting(0, "x", 3), setting(1, "x", 4)]).text
        == "kind: A\nx: 3\n---\nkind: B\nx: 4 # two\n"
    )


def test_nothing_to_do_leaves_the_manifest_itself() -> None:
    manifest = read("kind: A\n")
    assert made(manifest, [removing(0, "x"), removing(0, "y")]) is manifest


def test_what_others_share_is_refused_as_it_is_alone() -> None:
    manifest = read("kind: A\nx: &x 1\nb: *x\nz: 3\n")
    with pytest.raises(EditRefused) as refused:
        made(manifest, [setting(0, "z", 4), setting(0, "x", 2)])
    assert refused.value.sharing is not None
    assert refused.value.sharing.path == "x"


def test_a_volume_that_many_containers_mount_goes_in_one_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    readings: list[str] = []

    def reading(text: str) -> Manifest:
        readings.append(text)
        return read(text)

    monkeypatch.setattr("pods.domain.manifest.reader.read", reading)
    manifest = read(manifests.deployment(12))
    after = edits.remove_volume(manifest, manifest.pods[0], "settings", along=True)
    assert after.pods[0].volume("settings") is None
    assert len(readings) == 1
