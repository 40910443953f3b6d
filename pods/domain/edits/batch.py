"""Several changes of a manifest made in one go: its text is read again as seldom as their places in it allow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pods.domain.edits.outcome import Change, agreed
from pods.domain.edits.refusal import EditRefused
from pods.domain.edits.splice import Splice
from pods.domain.manifest.manifest import Manifest


@dataclass(frozen=True, slots=True)
class Step:
    """A change of a place: what becomes of the text, and of the plain value of its document."""

    document: int
    path: str
    splice: Splice
    change: Change

    def meets(self, other: Step) -> bool:
        """The two cannot be made of one text: both change the same thing, or characters beside each other."""
        same = (self.document, self.path) == (other.document, other.path)
        return same or self.splice.meets(other.splice)


# How to do something in a manifest as it is by then; None where there is nothing to do. Raises EditRefused.
Plan = Callable[[Manifest], Step | None]


def made(manifest: Manifest, plans: Iterable[Plan]) -> Manifest:
    """The manifest with all that is planned done, in this order; raises EditRefused like the one that cannot be.

    Reading a text takes nearly all of an edit's time. So what keeps apart is done in one text. Where that does not
    say what all of it together should, fewer are done at a time: in the end each alone, as if they had been edits
    of their own. A path has to lead to the same thing before and after the plans in front of it.
    """
    left = list(plans)
    most = len(left)
    while left:
        steps, count = _apart(manifest, left[:most])
        try:
            manifest = _taken(manifest, steps)
        except EditRefused:
            if len(steps) == 1:
                raise
            most = count // 2
        else:
            left = left[count:]
            most = len(left)
    return manifest


def _apart(manifest: Manifest, plans: Sequence[Plan]) -> tuple[list[Step], int]:
    """The steps that can be taken together, from the first plan on, and how many plans they are."""
    steps: list[Step] = []
    for count, plan in enumerate(plans):
        try:
            step = plan(manifest)
        except EditRefused:
            if not steps:
                raise
            return steps, count  # possible, perhaps, when those before it are done
        if step is not None and any(step.meets(other) for other in steps):
            return steps, count
        steps += [step] if step is not None else []
    return steps, len(plans)


def _taken(manifest: Manifest, steps: Sequence[Step]) -> Manifest:
    if not steps:
        return manifest

    def change(documents: list[Any]) -> None:
        for step in steps:
            step.change(documents[step.document])

    first = steps[0]
    text = _joined(manifest.text, [step.splice for step in steps])
    alone = all(step.document == first.document for step in steps)
    return agreed(manifest, first.path, text, change, first.document if alone else None)


def _joined(text: str, splices: Iterable[Splice]) -> str:
    pieces, offset = [], 0
    for splice in sorted(splices, key=lambda each: (each.start, each.end)):
        pieces += [text[offset : splice.start], splice.new]
        offset = splice.end
    return "".join(pieces) + text[offset:]
