"""Learning pages in a real browser: read on a narrow screen, found the way around, an example opened."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from patterns.learning import shipped

NARROW: ViewportSize = {"width": 390, "height": 844}


@pytest.mark.parametrize("id", ["", *(f"{page.id}/" for page in shipped.pages())])
def test_a_page_fits_a_narrow_screen_without_scrolling_sideways(page: Page, id: str) -> None:
    page.set_viewport_size(NARROW)
    page.goto(f"/learn/{id}")
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]


def test_one_reads_on_and_opens_an_example_as_a_design(page: Page) -> None:
    page.goto("/learn/")
    page.get_by_role("link", name="What containers of a pod really share").first.click()
    example = page.locator("#processes-shared")
    example.locator("summary").click()
    expect(example.locator("pre")).to_contain_text("shareProcessNamespace: true")
    example.get_by_role("button", name="Open as a design").click()
    page.wait_for_selector("#editor[data-ready]", state="attached")
    assert "shareProcessNamespace: true" in page.locator("#text").input_value()


def test_a_correction_leads_to_all_that_is_said_of_its_note(page: Page) -> None:
    page.goto("/learn/sharing/")
    page.get_by_role("link", name="Note 4 says otherwise").first.click()
    note = page.locator("#note-4")
    note.locator("summary").click()
    expect(note.get_by_role("link", name="What containers of a pod really share").first).to_be_visible()
