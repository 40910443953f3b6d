"""Several changes at once: the text says what each of them alone would have made it say, and is read once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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
from pods.domain.edits.volume_sources import ClaimSpec
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.reader import read
from pods.domain.manifest.views import Pod

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


def files(pod: Pod) -> edits.AsFiles:
    return edits.AsFiles("new", tuple(edits.MountAt(each.name, "/new") for each in pod.containers))


def variables(pod: Pod) -> edits.AsVariables:
    return edits.AsVariables(tuple(each.name for each in pod.containers))


READINGS: list[tuple[Callable[[Manifest, Pod], Manifest], int]] = [
    (lambda m, p: edits.remove_volume(m, p, "settings", along=True), 1),
    (lambda m, p: edits.set_selector(m, p, {"app": "other", "tier": "web"}), 1),
    # The object is read before the pod is tied to it.
    (lambda m, p: edits.add_secret(m, p, "new", {"k": "v"}, files(p)), 2),
    (lambda m, p: edits.add_config_map(m, p, "new", {"k": "v"}, variables(p)), 2),
    (lambda m, p: edits.add_claim(m, p, "new", ClaimSpec("1Gi"), files(p)), 2),
]


@pytest.mark.parametrize(("edit", "most"), READINGS, ids=range(len(READINGS)))
def test_what_many_containers_have_to_say_is_read_as_seldom_as_it_can(
    edit: Callable[[Manifest, Pod], Manifest], most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    readings: list[str] = []

    def reading(text: str) -> Manifest:
        readings.append(text)
        return read(text)

    monkeypatch.setattr("pods.domain.manifest.reader.read", reading)
    manifest = read(manifests.deployment(12))
    edit(manifest, manifest.pods[0])
    assert len(readings) == most


def test_every_container_that_is_named_gets_what_is_tied() -> None:
    manifest = read(manifests.deployment(3))
    after = edits.add_claim(manifest, manifest.pods[0], "new", ClaimSpec("1Gi"), files(manifest.pods[0]))
    mounted = [[m.mount_path for m in each.mounts if m.volume == "new"] for each in after.pods[0].containers]
    assert mounted == [["/new"]] * len(manifest.pods[0].containers)


def test_a_volume_is_seen_at_two_paths_but_not_twice_at_one() -> None:
    manifest = read(manifests.deployment(1))
    [pod] = manifest.pods
    at = [edits.MountAt(pod.containers[0].name, path) for path in ("/a", "/b", "/a")]
    after = edits.add_secret(manifest, pod, "new", {"k": "v"}, edits.AsFiles("new", tuple(at[:2])))
    assert [m.mount_path for m in after.pods[0].containers[0].mounts if m.volume == "new"] == ["/a", "/b"]
    with pytest.raises(EditRefused, match="“/a” twice"):
        edits.add_secret(manifest, pod, "new", {"k": "v"}, edits.AsFiles("new", tuple(at)))
