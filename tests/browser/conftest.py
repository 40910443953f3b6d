"""What browser tests share."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_clusters import connect, delete


@pytest.fixture
def connected(page: Page) -> Iterator[Callable[[str, str], None]]:
    """Connects, and takes the connection away again: other tests expect none."""

    def begin(text: str, context: str) -> None:
        connect(page, text, context)
        expect(page.get_by_role("heading", level=1)).to_have_text(context)
        begun.append(page.url)

    begun: list[str] = []
    yield begin
    for url in begun:
        page.goto(url)
        delete(page)
