"""What the domain takes to read, understand and draw."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from bench import manifests
from bench.measure import Row, times
from pods.domain import analysis
from pods.domain.diagram import draw
from pods.domain.manifest import reader

BUDGETS = {5: 10.0, 50: 60.0}  # ms, DESIGN §5


def edits() -> Iterator[Row]:
    """From a text to its picture and findings, as after each edit."""
    for count in (5, 20, 50, 200):
        taken = times(partial(_analyse_and_draw, manifests.deployment(count)))
        yield Row(f"analyse and draw, {count} containers", taken.median, "ms", BUDGETS.get(count), taken.p95)


def _analyse_and_draw(text: str) -> None:
    for facts in analysis.analyse(text).pods:
        _ = draw(facts).svg  # made when it is asked for


def parsing() -> Iterator[Row]:
    """From a text to its documents and views."""
    for lines in (100, 1_000, 10_000):
        taken = times(partial(reader.read, manifests.stream(lines)), rounds=20)
        yield Row(f"read {lines:,} lines", taken.median, "ms", None, taken.p95)


def checking() -> Iterator[Row]:
    """What `check` will do, of many files in one process."""
    texts = manifests.files(1_000)
    taken = times(lambda: [analysis.analyse(text) for text in texts], rounds=3)
    yield Row("analyse 500 files, 1,000 documents", taken.median / 1000, "s", 1.0)
