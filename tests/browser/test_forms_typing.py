"""What is typed in a form while answers draw the page anew is not lost, and sent when the field is left."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.test_forms_meanwhile import begin, choose, delay, set_image
from tests.browser.test_journeys import saved


def image(page: Page) -> Locator:
    return page.locator("form[id^=runs]").get_by_label("Image")


def written(page: Page, wanted: str) -> None:
    expect(page.locator("#text")).to_have_value(re.compile(wanted))
    saved(page)


def test_a_field_that_is_typed_in_while_an_answer_comes_is_sent_when_it_is_left(page: Page) -> None:
    begin(page, "app", "resources")
    delay(page, "**/edit/runs/")
    set_image(page)
    memory = page.locator("form[id^=resources]").get_by_label("Memory limit")
    memory.click()
    page.keyboard.type("64Mi")
    written(page, "nginx:2")  # the answer has drawn the forms anew
    expect(memory).to_be_focused()
    page.keyboard.press("Tab")
    written(page, "memory: 64Mi")


def test_a_field_that_is_typed_in_while_its_container_is_looked_at_again_is_sent_when_it_is_left(
    page: Page,
) -> None:
    begin(page)
    delay(page, "**/edit/runs/")
    set_image(page)
    choose(page, "shipper")
    looked: list[str] = []

    def late(route: Route) -> None:
        answer = route.fetch()
        page.wait_for_timeout(600)
        route.fulfill(response=answer)
        looked.append(route.request.url)

    page.route(re.compile(r"/designs/\d+/\?.*at="), late)
    written(page, "nginx:2")  # of another container: this one is fetched again
    image(page).click()
    page.keyboard.press("End")
    page.keyboard.type("-debug")
    page.wait_for_timeout(1000)
    assert looked
    expect(image(page)).to_have_value("fluent/fluent-bit:4.1.1-debug")
    expect(image(page)).to_be_focused()
    page.keyboard.press("Tab")
    written(page, "fluent-bit:4.1.1-debug")


def test_what_is_half_typed_stays_with_its_container(page: Page) -> None:
    begin(page, "app", "env")
    name = page.locator("form[id^=add_env]").get_by_label("Name", exact=True)
    name.fill("HALF")
    choose(page, "shipper")
    expect(name).to_have_value("")
