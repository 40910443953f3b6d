"""How long a call takes, and what a program takes from start to finish."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# ru_maxrss is in kB on Linux and in bytes on macOS.
RSS_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: a figure, and the budget it is to hold where there is one."""

    what: str
    figure: float | None  # None: not measured, see `note`
    unit: str
    budget: float | None = None
    p95: float | None = None
    note: str = ""

    @property
    def held(self) -> bool | None:
        """Whether the budget is held; None where there is none, or no figure."""
        if self.budget is None or self.figure is None:
            return None
        return self.figure <= self.budget


Section = Callable[[], Iterator[Row]]


@dataclass(frozen=True, slots=True)
class Times:
    """Of repeated calls, in milliseconds."""

    median: float
    p95: float


def times(call: Callable[[], object], *, rounds: int = 50, seconds: float = 4.0) -> Times:
    """Call `rounds` times, or 3 and more for about `seconds`; a first call is not counted."""
    call()
    taken: list[float] = []
    end = time.perf_counter() + seconds
    while len(taken) < 3 or (len(taken) < rounds and time.perf_counter() < end):
        start = time.perf_counter()
        call()
        taken.append((time.perf_counter() - start) * 1000)
    return Times(statistics.median(taken), statistics.quantiles(taken, n=20, method="inclusive")[-1])


@dataclass(frozen=True, slots=True)
class Run:
    """A program from start to finish."""

    seconds: float
    megabytes: float  # the most memory it held at a time (resident set)


def run(command: Sequence[str | Path], *, rounds: int = 7) -> Run:
    """The median of several runs of a program; raises RuntimeError when it fails."""
    runs = [_once(command) for _ in range(rounds)]
    return Run(statistics.median(r.seconds for r in runs), statistics.median(r.megabytes for r in runs))


# A new process begins with the memory of the one that starts it on its record, so a small one does that.
LAUNCHER = """
import os, subprocess, sys, time
start = time.perf_counter()
quiet = subprocess.DEVNULL
process = subprocess.Popen(sys.argv[1:], stdin=quiet, stdout=quiet, stderr=quiet)
_, status, usage = os.wait4(process.pid, 0)
process.returncode = os.waitstatus_to_exitcode(status)
print(time.perf_counter() - start, usage.ru_maxrss, process.returncode)
"""


def _once(command: Sequence[str | Path]) -> Run:
    launched = [sys.executable, "-I", "-S", "-c", LAUNCHER, *map(str, command)]
    # Programs are measured as people run them: compiled once, by the first of several runs.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    ended = subprocess.run(launched, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    told = ended.stdout.split()
    if told[2] != "0":
        raise RuntimeError(f"{' '.join(map(str, command))} ended with status {told[2]}.")
    return Run(float(told[0]), int(told[1]) * RSS_UNIT / 1e6)
