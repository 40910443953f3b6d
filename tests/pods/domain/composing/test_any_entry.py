"""Entries that users wrote: whatever stands in one, it is refused with a sentence, or composed and taken out again."""

from __future__ import annotations

import contextlib
import copy
from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from patterns.catalogue import reading
from patterns.catalogue.problems import Unsound
from pods.domain.composing.composed import compose
from pods.domain.composing.fitting import fitting
from pods.domain.composing.removing import take_out
from pods.domain.edits.refusal import EditRefused
from pods.domain.manifest import reader
from tests.pods.domain.composing.manifests import BLOCK
from tests.pods.domain.composing.patterns import SHIPPER

Way = tuple[str | int, ...]


def ways(value: Any, way: Way = ()) -> Iterator[Way]:
    """The ways to everything in a plain value."""
    yield way
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in steps:
        yield from ways(inner, (*way, step))


WAYS = list(ways(SHIPPER["fragment"]))[1:]
VALUES: st.SearchStrategy[Any] = st.sampled_from(
    [
        *(None, True, 5, "", "x", "@{port}", "@{directory}", [], [None], ["x"], [{}], [[]], {}),
        *([{"name": 1}], [{"name": []}], {"a": {"b": [1]}}, {"$if": "native", "$then": [1]}, {"$atLeast": 5}),
    ]
)


@given(way=st.sampled_from(WAYS), value=VALUES)
def test_an_entry_with_anything_anywhere_is_refused_or_composed_and_taken_out_again(
    way: Way, value: Any
) -> None:
    entry: Any = copy.deepcopy(SHIPPER)
    place = entry["fragment"]
    for step in way[:-1]:
        place = place[step]
    place[way[-1]] = value
    manifest = reader.read(BLOCK)
    with contextlib.suppress(Unsound, EditRefused):
        pattern = reading.read(entry)
        fitting(manifest, manifest.pods[0], manifest.pods[0].containers[0], [pattern])
        composed = compose(manifest, manifest.pods[0], pattern)
        assert take_out(composed.manifest, composed.pod, composed.record).manifest.text == BLOCK
