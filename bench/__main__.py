"""Measure Podwright and print the figures beside their budgets: `make bench`.

Medians of many; the budgets are those of a quiet machine. `python -m bench WORD…` runs the sections so named.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

from bench import command, domain, web
from bench.measure import Row, Section

SECTIONS: tuple[Section, ...] = (
    domain.edits,
    domain.every_edit,
    domain.parsing,
    domain.checking,
    command.small_file,
    command.large_stream,
    web.edits,
    web.forms,
    web.imports,
    web.first_load,
)
HEAD = f"{'':44} {'median':>10} {'p95':>10} {'budget':>10}"


def line(row: Row) -> str:
    """One row of the table."""
    cells = (_number(row.figure, row.unit), _number(row.p95, row.unit), _number(row.budget, row.unit))
    verdict = {True: "held", False: "OVER", None: ""}[row.held]
    return f"{row.what:44} {cells[0]:>10} {cells[1]:>10} {cells[2]:>10}  {verdict or row.note}".rstrip()


def _number(value: float | None, unit: str) -> str:
    if value is None:
        return ""
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:.{digits}f} {unit}"


def main(words: Iterable[str]) -> int:
    """Run the sections that are named, or all, printing figures as they come; 1 when one could not be run."""
    wanted = set(words)
    status = 0
    print(HEAD)
    for section in SECTIONS:
        name = f"{section.__module__.rpartition('.')[2]}.{section.__name__}"
        if wanted and not wanted & {name, *name.split(".")}:
            continue
        try:
            for row in section():
                print(line(row), flush=True)
        except RuntimeError as error:
            print(error)
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
