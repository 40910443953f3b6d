"""Take the picture that README shows, of the designer with its first example: `make screenshot`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from bench.server import ROOT, serving
from tools import browser as chromium

OUTPUT = ROOT / "docs/screenshot.png"
EXAMPLE, CONTAINER = "shop", "db-proxy"


def take(page: Page) -> None:
    """Open the example, choose a container, and wait until nothing moves any more."""
    page.goto("/")
    page.get_by_role("link", name=EXAMPLE).first.click()
    page.wait_for_load_state("networkidle")
    page.locator(f'#picture [data-kind="container"][data-name="{CONTAINER}"]').click()
    page.wait_for_load_state("networkidle")
    page.mouse.move(0, 0)
    page.wait_for_timeout(500)
    page.screenshot(path=OUTPUT)


def main() -> int:
    """Exit status 1 where there is no browser."""
    if problem := chromium.missing():
        print(problem, file=sys.stderr)
        return 1
    OUTPUT.parent.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder)) as url,
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=chromium.find(), args=list(chromium.FLAGS)) as browser,
    ):
        take(browser.new_page(base_url=url, viewport={"width": 1440, "height": 900}, locale="en-US"))
    print(f"{OUTPUT.relative_to(ROOT)} is new.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
