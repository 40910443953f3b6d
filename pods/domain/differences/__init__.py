"""What differs between two texts, line by line, and how two changes to one text come together."""

from __future__ import annotations

from pods.domain.differences.lines import Run, lines_of, runs
from pods.domain.differences.marks import Part
from pods.domain.differences.merging import merge
from pods.domain.differences.rows import Difference, Kind, Line, Row, Stretch, compare, count

__all__ = [
    "Difference",
    "Kind",
    "Line",
    "Part",
    "Row",
    "Run",
    "Stretch",
    "compare",
    "count",
    "lines_of",
    "merge",
    "runs",
]
