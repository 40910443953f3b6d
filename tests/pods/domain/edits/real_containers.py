"""Containers of real pods, and what an edit of one may change: nothing but its fields and its lines."""

from __future__ import annotations

import copy
import difflib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pods.domain.edits.refusal import EditRefused
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.reader import decode, read
from pods.domain.manifest.views import Container, Pod

CORPUS = Path(__file__).parents[5] / "shared" / "corpus" / "open"
Change = Callable[[list[Any]], None]  # does to the plain values of all documents what the edit should


def containers_of(text: str) -> tuple[Manifest, Pod, dict[str, Container]]:
    """The manifest of a text, its first pod and that pod's containers by name."""
    manifest = read(text)
    assert manifest.error is None, str(manifest.error)
    return manifest, manifest.pods[0], {c.name: c for c in manifest.pods[0].containers}


def real_pods(every: int, offset: int = 0) -> Iterator[tuple[Manifest, Pod]]:
    """A pod of every n-th file of the corpus."""
    files = [file for file in sorted(CORPUS.rglob("*.*")) if file.suffix in (".yaml", ".yml", ".json")]
    for file in files[offset::every]:
        manifest = read(decode(file.read_bytes()).text)
        for pod in manifest.pods[:1]:
            if pod.containers:
                yield manifest, pod


def spec_in(documents: list[Any], pod: Pod) -> dict[str, Any]:
    """The plain pod spec in plain documents."""
    found = paths.value_at(documents[pod.document], pod.path)
    assert isinstance(found, dict)
    return found


def holds(manifest: Manifest, edit: Callable[[], Manifest], change: Change, most: int) -> bool:
    """False for a refusal with a sentence; else only what is meant has changed, on `most` lines at the most."""
    after = outcome(edit)
    if isinstance(after, str):
        assert after.endswith("."), after
        return False
    wanted = copy.deepcopy([document.value for document in manifest.documents])
    change(wanted)
    assert [document.value for document in after.documents] == wanted
    assert touched(manifest.text, after.text) <= most, after.text
    return True


def outcome(edit: Callable[[], Manifest]) -> Manifest | str:
    """What an edit makes, or the sentence it is refused with."""
    try:
        return edit()
    except EditRefused as refused:
        return str(refused.message)


def touched(before: str, after: str) -> int:
    """How many lines came or went; those that both texts begin or end with are not compared at length."""
    old, new = f"{before}\n".splitlines(keepends=True), f"{after}\n".splitlines(keepends=True)
    while old and new and old[0] == new[0]:
        old, new = old[1:], new[1:]
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    same = difflib.SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return len(old) + len(new) - 2 * sum(block.size for block in same)
