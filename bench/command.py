"""What the command line takes from start to finish, beside KubeDiagrams where that is installed."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import manifests
from bench.measure import Row, Run, run


def small_file() -> Iterator[Row]:
    """One small file."""
    with tempfile.TemporaryDirectory() as folder:
        file, picture = Path(folder, "shop.yaml"), Path(folder, "shop.svg")
        file.write_text(manifests.deployment(5), "utf-8")
        inspect = run([sys.executable, "-m", "pods", "inspect", file])
        yield Row("inspect one file", inspect.seconds, "s", 0.2)
        yield Row("inspect one file, memory", inspect.megabytes, "MB", 80)
        draw = run([sys.executable, "-m", "pods", "draw", file, "-o", picture])
        yield Row("draw one file", draw.seconds, "s", 0.2)
        yield Row("draw one file, memory", draw.megabytes, "MB", 80)
        yield from _beside_kube_diagrams(file, draw)


def _beside_kube_diagrams(file: Path, ours: Run) -> Iterator[Row]:
    program = os.environ.get("PODWRIGHT_KUBE_DIAGRAMS") or shutil.which("kube-diagrams")
    if program is None:
        yield Row("the same with kube-diagrams", None, "s", note="not here (PODWRIGHT_KUBE_DIAGRAMS)")
        return
    theirs = run([program, "-o", file.with_name("peer.svg"), file], rounds=3)
    yield Row("the same with kube-diagrams", theirs.seconds, "s", note=_ratio(theirs.seconds, ours.seconds))
    memory = _ratio(theirs.megabytes, ours.megabytes)
    yield Row("the same with kube-diagrams, memory", theirs.megabytes, "MB", note=memory)


def _ratio(theirs: float, ours: float) -> str:
    return f"{theirs / ours:.1f} times ours"


def large_stream() -> Iterator[Row]:
    """A stream of 10,000 lines, from the start of the process to the end of the output."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "stream.yaml")
        file.write_text(manifests.stream(10_000), "utf-8")
        taken = run([sys.executable, "-m", "pods", "inspect", file], rounds=3)
        yield Row("inspect 10,000 lines", taken.seconds, "s", 1.0)
        yield Row("inspect 10,000 lines, memory", taken.megabytes, "MB", 300)
