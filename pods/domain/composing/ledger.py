"""Values merged into a manifest by Kubernetes' own merge keys, every step noted so that it can be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pods.domain.composing.ways import Place, follow, key_of, keyed
from pods.domain.edits.containers import append_container
from pods.domain.edits.fields import set_field
from pods.domain.edits.lists import append_item, move_item
from pods.domain.edits.put import put
from pods.domain.edits.records import Step, Way, records, same_pod
from pods.domain.edits.refusal import EditRefused
from pods.domain.manifest import paths
from pods.domain.manifest.manifest import Manifest
from pods.domain.manifest.views import Pod

AT_LEAST = "$atLeast"
_TAKEN_ANYWAY = {"terminationGracePeriodSeconds": 30}  # FACTS C.7
_SHARED = ("labels", "annotations", "metadata")  # mappings of which a pattern owns only its own entries
_EMPTY: tuple[Any, ...] = (None, [], {})


class Ledger:
    """A manifest being edited; `steps` says what was done to it, in order."""

    def __init__(self, manifest: Manifest, pod: Pod, main: str) -> None:
        self.manifest, self.main = manifest, main
        self._pod = pod
        self.steps: list[Step] = []
        self._others = [step for record in records(pod) for step in record.steps]

    @property
    def pod(self) -> Pod:
        """The pod as it is now."""
        return same_pod(self.manifest, self._pod)

    def merge(self, way: Way, value: Any) -> None:
        """Make what stands at a way hold a value, too. Raises EditRefused."""
        place = self._place(way)
        last = way[-1]
        field = last if isinstance(last, str) else ""
        if isinstance(value, Mapping) and AT_LEAST in value:
            value = _at_least(field, place.value, value[AT_LEAST])
            if value is None:
                self._share(way, place.value)
                return
        if isinstance(value, Mapping) and value and (place.value not in _EMPTY or field in _SHARED):
            self._merge_mapping(way, value)
        elif keyed(field, value):
            for item in value:
                self._merge_item(way, field, item)
        elif not place.there:
            self._add(way, value)
        elif not _same(place.value, value):
            self._change(way, value)
        else:
            self._share(way, value)

    def add_container(self, field: str, value: dict[str, Any], at: int | None) -> None:
        """Put a container into a list of the pod, at a place or last. Raises EditRefused."""
        self._note_empty(("spec", field))
        pod = self.pod
        try:
            self.manifest = append_container(self.manifest, pod, field, value, literal=True)
        except EditRefused:
            self.manifest = append_container(self.manifest, pod, field, value)
        path = paths.join(pod.path, field)
        last = len(self.manifest.value(pod.document, path)) - 1
        if at is not None and at < last:
            self.manifest = move_item(self.manifest, pod.document, path, last, at)

    def add_volume(self, value: dict[str, Any]) -> None:
        """Put a volume last. Raises EditRefused."""
        self._note_empty(("spec", "volumes"))
        pod = self.pod
        self.manifest = append_item(self.manifest, pod.document, paths.join(pod.path, "volumes"), value)

    def _merge_mapping(self, way: Way, value: Mapping[str, Any]) -> None:
        for key, inner in value.items():
            self.merge((*way, key), inner)

    def _merge_item(self, way: Way, field: str, item: dict[str, Any]) -> None:
        step = key_of(field, item)
        found = follow(self.manifest, self.pod, self.main, (*way, step))
        if found is None:
            self._note_empty(way)
            place = self._place(way)
            self.manifest = append_item(self.manifest, place.document, place.path, item)
            self.steps.append(Step((*way, step), added=True))
        elif field == "env" and not _same(found.value, item):
            self._change((*way, step), item)
        elif field != "env":
            self._merge_mapping((*way, step), item)

    def _add(self, way: Way, value: Any) -> None:
        self._note_empty(way[:-1])
        place = self._place(way)
        try:
            self.manifest = set_field(self.manifest, place.document, place.path, value, literal=True)
        except EditRefused:
            self.manifest = set_field(self.manifest, place.document, place.path, value)
        self.steps.append(Step(way, added=True))

    def _change(self, way: Way, value: Any) -> None:
        place = self._place(way)
        self.steps.append(Step(way, added=False, was=place.value, now=value))
        self.manifest = put(self.manifest, place.document, place.path, value)

    def _share(self, way: Way, value: Any) -> None:
        """Note that we rely on what another pattern has put there, so that it stays when that one is taken out."""
        if value is not None and any(step.way == way for step in self._others):
            self.steps.append(Step(way, added=False, was=value, now=value))

    def _note_empty(self, way: Way) -> None:
        """Remember an empty list or mapping that is about to be filled: it is empty again afterwards."""
        place = follow(self.manifest, self.pod, self.main, way)
        if len(way) > 1 and place is not None and place.there and place.value in _EMPTY:
            self.steps.append(Step(way, added=False, was=place.value, now=None))

    def _place(self, way: Way) -> Place:
        place = follow(self.manifest, self.pod, self.main, way)
        if place is not None:
            return place
        # Something before the last step is missing: `set_field` makes the mappings on the way.
        above = self._place(way[:-1])
        last = way[-1]
        assert isinstance(last, str)  # items are only looked for in lists that are there
        return Place(above.document, paths.join(above.path, last), False, None)


def _at_least(field: str, old: Any, least: int) -> int | None:
    """The least value, or None when what is there, or meant by nothing, is enough."""
    number = old if isinstance(old, int) and not isinstance(old, bool) else _TAKEN_ANYWAY.get(field, 0)
    return None if number >= least else least


def _same(one: Any, other: Any) -> bool:
    """Equal as JSON, where true and 1 differ."""
    return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)
