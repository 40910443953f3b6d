"""`python -m patterns.catalogue.lint [FILE…]`: what is wrong with entries of the catalogue, one line each."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from patterns.catalogue import shipped
from patterns.catalogue.completeness import lacking
from patterns.catalogue.problems import Problem, Unsound


def problems(path: Path) -> tuple[Problem, ...]:
    """Everything that a shipped entry lacks."""
    try:
        return tuple(lacking(shipped.read_file(path)))
    except Unsound as unsound:
        return unsound.problems


def main(names: Sequence[str]) -> int:
    """Print all problems; returns the exit status."""
    paths = [Path(name) for name in names] or sorted(shipped.DATA.glob("*.yaml"))
    lines = [f"{path}: {problem}" for path in paths for problem in problems(path)]
    print("\n".join(lines) or f"{len(paths)} entries are fine.")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
