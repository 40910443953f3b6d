"""The pages that come with Podwright, found by looking into `patterns/learn`: one file, one page."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from patterns.learning import reading
from patterns.learning.model import Page

DATA = Path(__file__).resolve().parents[1] / "learn"


@cache
def pages() -> tuple[Page, ...]:
    """All pages in the order they are offered."""
    found = (reading.read(path.stem, _plain(path)) for path in DATA.glob("*.yaml"))
    return tuple(sorted(found, key=lambda page: (page.order, page.id)))


def page(id: str) -> Page | None:
    """The page of an id; None when there is none."""
    return next((page for page in pages() if page.id == id), None)


def _plain(path: Path) -> Any:
    with path.open(encoding="utf-8") as file:
        return yaml.load(file, yaml.CSafeLoader)
