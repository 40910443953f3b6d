"""What a form that saves by itself sends, and what it says at the field when that is refused."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, Request, expect

from tests.browser.test_forms_meanwhile import begin
from tests.browser.test_journeys import saved


def edits(page: Page) -> list[str]:
    """The edits that the page asks for from now on."""
    asked: list[str] = []

    def note(request: Request) -> None:
        if request.method == "POST" and "/edit/" in request.url:
            asked.append(request.url)

    page.on("request", note)
    return asked


def settled(page: Page) -> None:
    """Nothing is on its way, and nothing that waits behind it either."""
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)


def image(page: Page) -> Locator:
    return page.locator("form[id^=runs]").get_by_label("Image")


def problem(page: Page) -> Locator:
    return page.locator("form[id^=runs] [role=alert]")


def test_enter_in_a_form_that_saves_on_change_sends_it_once(page: Page) -> None:
    begin(page)
    asked = edits(page)
    image(page).fill("nginx:2")
    image(page).press("Enter")
    expect(page.locator("#text")).to_have_value(re.compile("nginx:2"))
    saved(page)
    settled(page)
    assert len(asked) == 1


def test_enter_sends_a_form_once_also_when_it_is_refused_and_again_when_it_is_pressed_again(
    page: Page,
) -> None:
    begin(page)
    asked = edits(page)
    image(page).fill("")
    image(page).press("Enter")
    expect(problem(page)).not_to_be_empty()
    settled(page)
    assert len(asked) == 1
    image(page).press("Enter")
    settled(page)
    assert len(asked) == 2


def test_a_refused_field_is_marked_as_wrong_and_described_by_its_sentence_until_it_is_right(
    page: Page,
) -> None:
    begin(page)
    image(page).fill("")
    image(page).press("Tab")
    expect(problem(page)).not_to_be_empty()
    expect(image(page)).to_have_attribute("aria-invalid", "true")
    expect(image(page)).to_have_accessible_description(re.compile("Image: "))
    expect(page.locator("form[id^=runs] [aria-invalid]")).to_have_count(1)
    image(page).fill("nginx:2")
    image(page).press("Tab")
    expect(page.locator("#text")).to_have_value(re.compile("nginx:2"))
    expect(page.locator("#inspector [aria-invalid]")).to_have_count(0)


def test_the_first_wrong_field_gets_the_focus_of_who_sent_the_form_and_is_still_there(page: Page) -> None:
    begin(page, "app", "env")
    form = page.locator("form[id^=add_env]")
    form.get_by_label("Name", exact=True).fill("a=b")
    form.get_by_label("Value", exact=True).fill("1")
    form.get_by_role("button", name="Add variable").press("Enter")
    expect(form.get_by_role("alert")).to_contain_text("Name: ")
    expect(form.get_by_label("Name", exact=True)).to_be_focused()
    expect(form.get_by_label("Name", exact=True)).to_have_attribute("aria-invalid", "true")


def test_who_has_gone_on_to_another_field_keeps_the_focus_there(page: Page) -> None:
    begin(page)
    image(page).fill("")
    image(page).press("Tab")
    here = page.evaluate("document.activeElement.name")
    expect(image(page)).to_have_attribute("aria-invalid", "true")
    assert page.evaluate("document.activeElement.name") == here != "image"
