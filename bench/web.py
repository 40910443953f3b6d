"""What a page takes: an edit over HTTP, and the bytes of a first visit."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from bench.measure import Row
from bench.server import serving
from tools import browser as chromium

LANGUAGES = {"en-US": "English", "ko-KR": "Korean"}


def first_load() -> Iterator[Row]:
    """The bytes a browser with an empty cache receives, as they came over the wire."""
    executable = chromium.find()
    if executable is None:
        yield Row("first page load", None, "kB", note="there is no Chromium here")
        return
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder)) as url,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=executable, args=list(chromium.FLAGS))
        for code, language in LANGUAGES.items():
            home, designer = _bytes_received(browser, url, code)
            yield Row(f"first load, home page, {language}", home / 1000, "kB", 300)
            yield Row(f"first load, designer with editor, {language}", designer / 1000, "kB", 700)


def _bytes_received(browser: Browser, url: str, language: str) -> tuple[int, int]:
    """Of the home page, and of the first design on it as the first page a visitor opens."""
    home, link = _visit(browser, url, language)
    designer, _ = _visit(browser, url + link, language)
    return home, designer


def _visit(browser: Browser, url: str, language: str) -> tuple[int, str]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale=language)
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    received: list[int] = []
    network.on("Network.loadingFinished", lambda event: received.append(int(event["encodedDataLength"])))
    page.goto(url, wait_until="networkidle")
    link = page.locator('a[href*="/designs/"]').first
    target = link.get_attribute("href") if link.count() else None
    context.close()
    return sum(received), target or "/"
