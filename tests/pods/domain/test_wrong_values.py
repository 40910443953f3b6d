"""Whatever stands in the place of a value, the text gets an answer."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from itertools import cycle
from typing import Any

import pytest

from pods.domain.analysis import analyse
from pods.domain.manifest.reader import read
from tests.pods.domain.edits.test_references import JOB
from tests.pods.domain.edits.test_renames import EVERYWHERE

WRONG: tuple[Any, ...] = (["a"], {"a": [1]}, 5, None, "x", [None], True)


def places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value inside a value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, each in inner:
        yield (*at, step)
        yield from places(each, (*at, step))


@pytest.mark.parametrize("first", range(2))
@pytest.mark.parametrize(
    "text", [JOB, EVERYWHERE], ids=["a Job with Services", "a Deployment with all that names"]
)
def test_a_wrong_value_anywhere_is_a_finding_and_no_failure(text: str, first: int) -> None:
    documents = [document.value for document in read(text).documents]
    for place, value in zip(places(documents), cycle(WRONG[first:]), strict=False):
        wrong = copy.deepcopy(documents)
        holder = wrong
        for step in place[:-1]:
            holder = holder[step]
        holder[place[-1]] = value
        assert analyse("\n---\n".join(map(json.dumps, wrong))).findings is not None
