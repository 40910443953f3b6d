"""The drawer and the dialog of patterns while the server fails or does not answer."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.test_patterns import Clicks, begin_blank, in_picture

FAILED = "The server failed; try again."
AWAY = "No answer from the server."


def fail(route: Route) -> None:
    route.fulfill(status=500, body="Server Error")


def cut(route: Route) -> None:
    route.abort()


def withheld(route: Route) -> None:
    route.fulfill(status=404, body="Not Found")


@pytest.mark.parametrize(
    ("answer", "sentence"), [(fail, FAILED), (cut, AWAY), (withheld, "Nothing came: reload the page")]
)
def test_a_drawer_that_does_not_come_says_so_until_it_does(page: Page, answer: object, sentence: str) -> None:
    begin_blank(page, Clicks())
    saved = page.locator("#saved")
    page.route("**/patterns/**", answer)  # type: ignore[arg-type]
    page.get_by_role("link", name="Pattern…").click()
    expect(saved).to_contain_text(sentence)
    page.unroute("**/patterns/**")
    page.get_by_role("link", name="Pattern…").click()
    expect(page.locator("#palette-words")).to_be_focused()
    expect(saved).to_have_text("Saved")


@pytest.mark.parametrize(("answer", "sentence"), [(fail, FAILED), (cut, AWAY)])
def test_a_dialog_says_itself_that_nothing_came_of_it(page: Page, answer: object, sentence: str) -> None:
    begin_blank(page, Clicks())
    page.get_by_role("link", name="Pattern…").click()
    page.locator('#palette [data-pattern$="/pgbouncer/"]').first.click()
    said = page.locator("dialog#composing").get_by_role("alert").filter(has_text=sentence)
    page.route("**/patterns/**", answer)  # type: ignore[arg-type]
    page.get_by_label("Port in the pod").fill("6543")  # asks for what would happen
    expect(said).to_be_visible()
    page.unroute("**/patterns/**")
    page.get_by_label("Port in the pod").fill("6544")
    expect(page.locator("#foreseen code", has_text="6544").first).to_be_visible()
    expect(said).to_have_count(0)
    page.route("**/patterns/**", answer)  # type: ignore[arg-type]
    page.get_by_role("button", name="Add to the design").click()
    expect(said).to_be_visible()
    page.unroute("**/patterns/**")
    page.get_by_role("button", name="Add to the design").click()
    expect(in_picture(page, "pgbouncer")).to_be_visible()
    expect(page.locator("#saved")).to_have_text("Saved")
