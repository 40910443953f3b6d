"""What the domain takes to read, understand and draw."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice

from bench import manifests
from bench.edit_calls import Call, Subject
from bench.every_edit import calls, names
from bench.measure import Row, times
from pods.domain import analysis
from pods.domain.diagram import draw
from pods.domain.edits.refusal import EditRefused
from pods.domain.manifest import reader
from pods.domain.manifest.manifest import Manifest

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
    """What `check` will do, of many files in one process: like every command it looks for no garbage."""
    texts = manifests.files(1_000)
    gc.disable()
    try:
        taken = times(lambda: [analysis.analyse(text) for text in texts], rounds=3)
    finally:
        gc.enable()
    yield Row("analyse 500 files, 1,000 documents", taken.median / 1000, "s", 1.0)


def every_edit() -> Iterator[Row]:
    """Each edit alone: from a manifest that was read to the edited one, read again and compared with what was meant."""
    for count in (5, 50):
        manifest = reader.read(manifests.deployment(count))
        pod = manifest.pods[0]
        subject = Subject(manifest, pod, pod.containers[-1])
        for name in names():
            for call in islice(calls(name, subject), 1):
                yield _one_edit(name, count, partial(_made, call, manifest))


def _one_edit(name: str, count: int, made: Callable[[], bool]) -> Row:
    what = f"{name}, {count} containers"
    if not made():
        return Row(what, None, "ms", note="refused here")
    taken = times(made, rounds=20, seconds=1.0)
    return Row(what, taken.median, "ms", BUDGETS[count], taken.p95)


def _made(call: Call, manifest: Manifest) -> bool:
    try:
        call.on(manifest)
    except EditRefused:
        return False
    return True
