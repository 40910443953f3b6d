"""A pattern taken out again: exactly what its record says was added goes, what was changed gets its former value.

What somebody else uses meanwhile stays, and is said.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from pods.domain.composing import belongings, nulls, stream
from pods.domain.composing.ways import follow
from pods.domain.edits.mentions import mentions
from pods.domain.edits.put import put
from pods.domain.edits.records import (
    ANNOTATION,
    Named,
    Record,
    Step,
    Way,
    annotation_path,
    as_annotation,
    records,
    same_pod,
)
from pods.domain.edits.refusal import EditRefused
from pods.domain.edits.removals import take_out as remove_at
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import ContainerKind, Pod
from pods.domain.messages import Message, gettext_noop, say
from pods.domain.names import shown


@dataclass(frozen=True, slots=True)
class TakenOut:
    """The manifest without the pattern; `kept` says what stays although it came with it."""

    manifest: Manifest
    pod: Pod
    kept: tuple[Message, ...]


def take_out(manifest: Manifest, pod: Pod, record: Record) -> TakenOut:
    """Take a pattern out of a pod. Raises EditRefused, and then nothing has changed."""
    found = records(pod)
    if record not in found:
        raise EditRefused(say(_NO_RECORD, pattern=shown(record.id)))
    _possible(pod, record, found)
    still = belongings.still_used(manifest, pod, record)
    index = found.index(record)
    others = belongings.handed_over((*found[:index], *found[index + 1 :]), still)
    others, built_on = belongings.passed_on(record, others)
    removal = _Removal(manifest, pod, record)
    removal.forget(others)
    for step in (*still.steps, *built_on):
        removal.keep(step)
    removal.run({(each.kind, each.name) for each in still.named})
    return TakenOut(removal.manifest, removal.pod, (*still.said, *removal.said))


class _Removal:
    """A manifest on the way back."""

    def __init__(self, manifest: Manifest, pod: Pod, record: Record) -> None:
        self.manifest, self._record = manifest, record
        self._pod = pod
        self._kept: list[Step] = []
        self.said: list[Message] = []

    @property
    def pod(self) -> Pod:
        """The pod as it is now."""
        return same_pod(self.manifest, self._pod)

    def keep(self, step: Step) -> None:
        """Leave a step as it is."""
        self._kept.append(step)

    def forget(self, others: tuple[Record, ...]) -> None:
        """Take the record out of the annotation; the last one takes the annotation along."""
        way: Way = ("template", "metadata", "annotations", ANNOTATION)
        if others:
            at = annotation_path(self.pod)
            self.manifest = put(self.manifest, self.pod.document, at, as_annotation(others))
        else:
            self._remove(way)

    def run(self, used: set[tuple[str, str]]) -> None:
        """Undo everything, the last things first."""
        going = [n for n in self._record.named if n.added and (n.kind, n.name) not in used]
        self._remove_objects([each for each in going if each.kind != "Volume"])
        for step in reversed(self._record.steps):
            if step not in self._kept:
                self._undo(step)
        for each in reversed(going):
            if each.kind == "Volume":
                self._remove(("spec", "volumes", {"name": each.name}))
        for name in reversed(self._record.helpers):
            self._remove_helper(name)

    def _undo(self, step: Step) -> None:
        if step.added:
            self._remove(step.way)
        elif step.now is not None and step.now != step.was:
            self._restore(step)

    def _restore(self, step: Step) -> None:
        place = follow(self.manifest, self.pod, self._record.main, step.way)
        if place is None or not place.there:
            return
        if place.value != step.now:
            self.said.append(say(_CHANGED_SINCE, place=shown(place.path)))
            return
        self.manifest = put(self.manifest, place.document, place.path, step.was)

    def _remove(self, way: Way) -> None:
        place = follow(self.manifest, self.pod, self._record.main, way)
        if place is None or not place.there:
            return
        above = follow(self.manifest, self.pod, self._record.main, way[:-1])
        empty = next((s for s in self._record.steps if s.way == way[:-1] and _is_empty_note(s)), None)
        holds = above.value if above is not None and isinstance(above.value, list | dict) else ()
        if empty is not None and above is not None and len(holds) == 1:
            self.manifest = nulls.emptied(self.manifest, above.document, above.path, empty.was)
        else:
            self.manifest = remove_at(self.manifest, place.document, place.path)

    def _remove_helper(self, name: str) -> None:
        pod = self.pod
        helper = pod.container(name)
        if helper is None:
            return
        for reference in mentions(self.manifest, pod, helper):
            if reference.dangles:
                self.said.append(reference.message)
        field = str(paths.steps(helper.path)[-2])
        self._remove(("spec", field, {"name": name}))

    def _remove_objects(self, going: list[Named]) -> None:
        before = self.pod
        keys = [(each.kind, each.name) for each in reversed(going)]
        self.manifest, moved = stream.remove(self.manifest, before, keys)
        self._pod = replace(before, document=before.document - moved)
        self.manifest = stream.restore_end(self.manifest, self._record.steps)


def _is_empty_note(step: Step) -> bool:
    return not step.added and step.now is None


def _possible(pod: Pod, record: Record, found: tuple[Record, ...]) -> None:
    """Raise EditRefused where something would be left that no pod can be."""
    for other in found:
        if other is not record and other.main in record.helpers:
            raise EditRefused(say(_HELPED, pattern=shown(other.id), name=shown(other.main)))
    own = [c for c in pod.of_kind(ContainerKind.CONTAINER) if c.name not in record.helpers]
    if not own:
        raise EditRefused(say(_NOTHING_LEFT, pattern=shown(record.id)))


_NO_RECORD = gettext_noop("The pod keeps no such record of %(pattern)s; look at it again.")
_HELPED = gettext_noop("%(pattern)s was added to %(name)s; take that out first.")
_NOTHING_LEFT = gettext_noop(
    "The pod would have no container without %(pattern)s; add another container first, or delete the pod."
)
_CHANGED_SINCE = gettext_noop("%(place)s has been changed since and stays as it is.")
