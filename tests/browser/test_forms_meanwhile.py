"""Forms, text and undo while other requests are on their way, and while the server is away."""

from __future__ import annotations

import re

from playwright.sync_api import Page, Route, expect

from tests.browser.test_forms import text, unfold
from tests.browser.test_journeys import paste, put_cursor_after, saved, second_window, write_after

POD = """\
apiVersion: v1
kind: Pod
metadata:
  name: journey
spec:
  containers:
    - name: app
      image: nginx:1.29
      env:
        - {name: A, value: "1"}
        - {name: B, value: "2"}
        - {name: C, value: "3"}
    - name: shipper
      image: fluent/fluent-bit:4.1.1
"""


def begin(page: Page, container: str = "app", *sections: str) -> None:
    paste(page, POD)
    choose(page, container)
    for section in sections:
        unfold(page, section)


def choose(page: Page, container: str) -> None:
    page.locator("#outline a[data-path]", has_text=container).first.click()
    expect(page.locator("#inspector .subject")).to_have_text(container)


def set_image(page: Page) -> None:
    """Another image, by form."""
    image = page.locator("form[id^=runs]").get_by_label("Image")
    image.fill("nginx:2")
    image.press("Tab")


def delay(page: Page, address: str) -> None:
    """Answers of an address come late."""

    def late(route: Route) -> None:
        answer = route.fetch()
        page.wait_for_timeout(400)
        route.fulfill(response=answer)

    page.route(address, late)


def row(page: Page, variable: str) -> str:
    """The id of the form of a variable."""
    names = page.locator("form.edit[id^=env-] input[name=name]")
    at = next(i for i in range(names.count()) if names.nth(i).input_value() == variable)
    return str(names.nth(at).evaluate("input => input.form.id"))


def test_rows_that_are_removed_one_right_after_the_other_are_those_that_were_clicked(page: Page) -> None:
    begin(page, "app", "env")
    delay(page, "**/edit/remove_env/")
    first, second = row(page, "A"), row(page, "C")
    page.locator(f"#{first}").get_by_role("button", name="Remove variable").click()
    page.locator(f"#{second}").get_by_role("button", name="Remove variable").click()
    expect(page.locator("form.edit[id^=env-]")).to_have_count(1)
    saved(page)
    assert text(page) == POD.replace('        - {name: A, value: "1"}\n', "").replace(
        '        - {name: C, value: "3"}\n', ""
    )


def test_who_looks_at_another_container_before_an_edit_is_answered_stays_there(page: Page) -> None:
    begin(page)
    held: list[Route] = []
    page.route("**/edit/runs/", lambda route: held.append(route))
    image = page.locator("form[id^=runs]").get_by_label("Image")
    image.fill("nginx:2")
    page.locator("#outline a[data-path]", has_text="shipper").first.click()
    expect(page.locator("#inspector .subject")).to_have_text("shipper")
    page.unroute("**/edit/runs/")  # what was held goes on
    assert held
    expect(page.locator("#text")).to_have_value(re.compile("nginx:2"))
    saved(page)
    expect(page.locator("#inspector .subject")).to_have_text("shipper")
    expect(page).to_have_url(re.compile(r"at=spec.containers%5B1%5D"))
    image.fill("fluent/fluent-bit:5")
    image.press("Tab")
    expect(page.locator("#text")).to_have_value(re.compile("nginx:2.*fluent/fluent-bit:5", re.DOTALL))
    saved(page)


def test_what_is_half_typed_goes_along_with_its_row(page: Page) -> None:
    begin(page, "app", "env")
    page.route("**/edit/env/", lambda route: route.abort())  # the half-typed text is not sent
    half = page.locator(f"#{row(page, 'B')}").get_by_label("Value")
    half.evaluate("field => { field.value = 'half-typ'; }")
    page.locator(f"#{row(page, 'A')}").get_by_role("button", name="Remove variable").click()
    expect(page.locator("form.edit[id^=env-]")).to_have_count(2)
    expect(page.locator(f"#{row(page, 'B')}").get_by_label("Value")).to_have_value("half-typ")
    expect(page.locator(f"#{row(page, 'C')}").get_by_label("Value")).to_have_value("3")


def test_undo_right_behind_typing_is_not_dropped_when_typing_goes_on(page: Page) -> None:
    begin(page)
    put_cursor_after(page, "name: journey")
    delay(page, "**/text/")
    page.keyboard.type("  # one")
    page.evaluate("document.getElementById('undo-form').requestSubmit()")
    page.keyboard.type(" two")
    page.wait_for_timeout(300)
    page.keyboard.type(" three")
    expect(page.get_by_role("button", name="Undo: Edited the text")).to_be_enabled()
    saved(page)
    expect(page.locator("#text")).to_have_value(re.compile("two three"))
    page.get_by_role("link", name="History").click()
    expect(page.locator(".revision", has_text="Undo: Edited the text")).to_have_count(1)


def test_a_form_that_gets_no_answer_is_said_so_and_sent_again(page: Page) -> None:
    begin(page)
    page.route("**/edit/runs/", lambda route: route.abort())
    set_image(page)
    expect(page.locator("#saved")).to_contain_text("no answer from the server")
    put_cursor_after(page, "name: journey")
    page.keyboard.type("-more")  # waits behind it
    page.unroute("**/edit/runs/")
    expect(page.locator("#text")).to_have_value(re.compile("nginx:2"), timeout=10_000)
    expect(page.locator("#text")).to_have_value(re.compile("name: journey-more"), timeout=10_000)
    saved(page)


def test_a_text_that_cannot_be_stored_is_said_to_be_not_saved_until_it_is_mended(page: Page) -> None:
    begin(page)
    put_cursor_after(page, "name: journey")
    page.keyboard.insert_text("\0")
    expect(page.locator("#saved")).to_contain_text("holds a NUL character and was not saved")
    page.wait_for_timeout(600)  # nothing says it away again
    expect(page.locator("#saved")).to_contain_text("holds a NUL character and was not saved")
    page.keyboard.press("Backspace")
    saved(page)


def test_a_container_that_cannot_be_looked_at_without_a_server_says_so_until_it_can(page: Page) -> None:
    begin(page)
    page.context.set_offline(True)
    page.locator("#outline a[data-path]", has_text="shipper").click()
    expect(page.locator("#saved")).to_have_text("No answer from the server.")
    page.context.set_offline(False)
    choose(page, "shipper")
    saved(page)


def test_a_form_that_is_refused_after_a_cut_does_not_leave_the_cut_on_the_page(page: Page) -> None:
    begin(page)
    page.route("**/edit/runs/", lambda route: route.abort())
    image = page.locator("form[id^=runs]").get_by_label("Image")
    image.fill("")
    image.press("Tab")
    expect(page.locator("#saved")).to_contain_text("no answer from the server")
    page.unroute("**/edit/runs/")
    expect(page.locator("form[id^=runs] .problem")).not_to_be_empty(timeout=10_000)
    saved(page)


def test_a_form_whose_answer_got_lost_is_done_once(page: Page) -> None:
    begin(page, "app", "env")

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/edit/add_env/", lose)
    form = page.locator("form[id^=add_env]")
    form.get_by_label("Name", exact=True).fill("NEW")
    form.get_by_label("Value", exact=True).fill("x")
    form.get_by_role("button", name="Add variable").click()
    expect(page.locator("#saved")).to_contain_text("no answer from the server")
    page.unroute("**/edit/add_env/")
    expect(page.locator("#text")).to_have_value(re.compile("NEW"), timeout=10_000)
    saved(page)
    assert text(page).count("NEW") == 1
    expect(page.locator("form[id^=add_env]").get_by_label("Name", exact=True)).to_have_value("")


def test_a_form_in_one_window_and_text_in_another_come_together(page: Page) -> None:
    begin(page)
    other = second_window(page)
    write_after(page, "name: journey", "  # typed elsewhere")
    set_image(other)
    expect(other.locator(".cm-line", has_text="# typed elsewhere")).to_be_visible()
    expect(other.locator(".cm-line", has_text="nginx:2")).to_be_visible()
    saved(other)
    other.close()


def test_a_form_that_touches_what_another_window_typed_can_be_kept(page: Page) -> None:
    begin(page)
    other = second_window(page)
    write_after(page, "image: nginx", "-alpine")
    set_image(other)
    expect(other.locator("#touching")).to_contain_text("nginx:2")
    expect(other.locator("#touching td.new.line").first).to_have_css("display", "table-cell")
    other.get_by_role("button", name="Keep mine as a new version").click()
    expect(other.locator("#touching")).not_to_be_visible()
    expect(other.locator(".cm-line", has_text="nginx:2")).to_be_visible()
    saved(other)
    other.keyboard.press("Control+z")
    expect(other.locator("#text")).to_have_value(re.compile("nginx:1.29-alpine"))
    other.close()


def test_a_text_that_breaks_while_a_form_is_open_keeps_form_and_picture_until_it_is_mended(
    page: Page,
) -> None:
    begin(page, "shipper")
    put_cursor_after(page, "image: fluent")
    page.keyboard.type('\n"broken')
    expect(page.locator("#picture.stale")).to_be_visible()
    expect(page.locator('#picture [data-name="shipper"]')).to_be_visible()
    expect(page.locator("#inspector .subject")).to_have_text("shipper")
    image = page.locator("form[id^=runs]").get_by_label("Image")
    expect(image).to_have_value("fluent/fluent-bit:4.1.1")
    expect(image).to_be_disabled()
    expect(page.locator(".cm-lint-marker-error")).to_be_visible()
    page.keyboard.press("Control+Shift+k")  # deletes the line
    expect(page.locator("#picture:not(.stale)")).to_be_visible()
    expect(image).to_have_value("fluent/fluent-bit:4.1.1")
    expect(image).to_be_enabled()
    saved(page)


def test_undo_goes_across_forms_and_text_also_after_a_reload(page: Page) -> None:
    begin(page)
    set_image(page)
    expect(page.locator("#text")).to_have_value(re.compile("nginx:2"))
    write_after(page, "name: journey", "  # typed")
    page.reload()
    page.wait_for_selector("#editor[data-ready]", state="attached")
    page.locator("#outline a[data-path]").first.focus()
    page.keyboard.press("Control+z")
    expect(page.locator("#text")).not_to_have_value(re.compile("# typed"))
    page.keyboard.press("Control+z")
    expect(page.locator("#text")).to_have_value(POD)
    expect(page.locator("form[id^=runs]").get_by_label("Image")).to_have_value("nginx:1.29")
    page.keyboard.press("Control+y")
    page.keyboard.press("Control+y")
    expect(page.locator("#text")).to_have_value(re.compile("# typed"))
    expect(page.locator("form[id^=runs]").get_by_label("Image")).to_have_value("nginx:2")


def reach(page: Page, selector: str, most: int = 80) -> None:
    """Press Tab until the focus is there."""
    for _ in range(most):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} cannot be reached")


def test_a_container_is_built_and_edited_without_a_pointer(page: Page) -> None:
    begin(page)
    page.locator("#outline a[data-path]").first.focus()
    reach(page, 'details[data-fold="add_container"] > summary')
    page.keyboard.press("Enter")
    reach(page, "form[id^=add_container] input[name=name]")
    page.keyboard.type("third")
    reach(page, "form[id^=add_container] input[name=image]")
    page.keyboard.type("busybox:1.37")
    page.keyboard.press("Enter")
    expect(page.locator("#inspector .subject")).to_have_text("third")
    page.locator("#outline [aria-current]").focus()
    reach(page, "form[id^=runs] textarea[name=command]", most=200)
    page.keyboard.type("sleep\n1d")
    page.keyboard.press("Tab")
    expect(page.locator("#text")).to_have_value(re.compile("command:"))
    saved(page)
    page.keyboard.press("Control+z")  # in a field it is the field's own
    page.locator("#outline [aria-current]").focus()
    page.keyboard.press("Control+z")
    expect(page.locator("#text")).not_to_have_value(re.compile("command:"))


def test_the_focus_stays_near_what_was_removed(page: Page) -> None:
    begin(page, "app", "env", "identity")
    remove = page.locator(f"#{row(page, 'C')}").get_by_role("button", name="Remove variable")
    remove.focus()
    page.keyboard.press("Enter")
    expect(page.locator("form.edit[id^=env-]")).to_have_count(2)
    expect(page.locator('details[data-fold="env"] > summary')).to_be_focused()
    choose(page, "shipper")
    page.get_by_role("button", name="Remove container").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#outline a[data-path]", has_text="app")).to_be_focused()
    page.keyboard.press("Control+z")
    expect(page.locator("#outline a[data-path]")).to_have_count(2)
