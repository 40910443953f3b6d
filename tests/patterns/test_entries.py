"""Every entry of the catalogue by itself: it reads, it is complete, and its expressions are sound."""

from __future__ import annotations

from pathlib import Path

import pytest

from patterns.catalogue import lint, shipped

FILES = sorted(shipped.DATA.glob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_entry_lacks_nothing(path: Path) -> None:
    assert [str(problem) for problem in lint.problems(path)] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_head_of_an_entry_says_what_the_whole_says(path: Path) -> None:
    assert shipped.summary_of(path.read_text(encoding="utf-8")) == shipped.read_file(path).outline
