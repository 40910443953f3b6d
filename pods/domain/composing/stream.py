"""Objects put behind the others of a stream and taken out again, its end left as it was."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pods.domain.composing.ledger import Ledger
from pods.domain.composing.ways import object_named
from pods.domain.edits.documents import append_object
from pods.domain.edits.lists import remove_item
from pods.domain.edits.records import Step, Way
from pods.domain.edits.removals import remove_document
from pods.domain.manifest import paths, reader
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Pod

_END: Way = ({"stream": "end"},)
_LONGEST = 2000  # of an end that is remembered


def append(ledger: Ledger, objects: Iterable[dict[str, Any]]) -> None:
    """Put objects behind the last; an end that taking them out would leave otherwise is noted. Raises EditRefused."""
    before, pod = ledger.manifest, ledger.pod
    keys: list[tuple[str, str]] = []
    for found in objects:
        ledger.manifest = append_object(ledger.manifest, pod, found)
        keys.append((found["kind"], found["metadata"]["name"]))
    if not keys:
        return
    after, _ = remove(ledger.manifest, pod, keys[::-1])
    if after.text != before.text:
        kept = _alike(before.text, after.text)
        was, now = before.text[kept:], after.text[kept:]
        if len(was) <= _LONGEST and len(now) <= _LONGEST:
            ledger.steps.append(Step(_END, added=False, was=was, now=now))


def remove(manifest: Manifest, pod: Pod, keys: Iterable[tuple[str, str]]) -> tuple[Manifest, int]:
    """Take objects of these kinds and names out; also how many documents before the pod's went. Raises EditRefused."""
    moved = 0
    for kind, name in keys:
        found = object_named(manifest, pod, kind, name)
        if found is None:
            continue
        if found.path:
            index = paths.steps(found.path)[-1]
            manifest = remove_item(manifest, found.document, paths.parent(found.path), int(index))
        else:
            manifest = remove_document(manifest, found.document)
            moved += found.document < pod.document - moved
    return manifest, moved


def restore_end(manifest: Manifest, steps: Iterable[Step]) -> Manifest:
    """Give the stream the end that a record remembers, where it still ends as it did then."""
    for step in steps:
        texts = isinstance(step.was, str) and isinstance(step.now, str)
        if step.way != _END or not texts or not manifest.text.endswith(step.now):
            continue
        text = manifest.text[: len(manifest.text) - len(step.now)] + step.was
        restored = reader.read(text)
        if restored.error is None and [o.raw for o in restored.objects] == [o.raw for o in manifest.objects]:
            return restored
    return manifest


def _alike(one: str, other: str) -> int:
    """How many characters two texts begin with in common."""
    pairs = zip(one, other, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
