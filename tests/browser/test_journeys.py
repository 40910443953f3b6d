"""What people do, in a real browser against a real server."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

POD = """\
apiVersion: v1
kind: Pod
metadata:
  name: journey
spec:
  containers:
    - name: app
      image: nginx:1.29
    - name: shipper
      image: fluent/fluent-bit:4.1.1
"""


def paste(page: Page, text: str = POD) -> None:
    page.goto("/new/")
    page.get_by_label("Paste a manifest").fill(text)
    page.get_by_role("button", name="Draw it").click()
    page.wait_for_selector("#editor[data-ready]", state="attached")


def put_cursor_after(page: Page, text: str) -> None:
    """Click into the line that holds the text, and go to its end."""
    page.locator(".cm-line", has_text=text).first.click()
    page.keyboard.press("End")


def saved(page: Page) -> None:
    expect(page.locator("#saved")).to_have_text("Saved")


def write_after(page: Page, text: str, more: str) -> None:
    """Type at the end of the line that holds the text, and wait until it is saved."""
    put_cursor_after(page, text)
    page.keyboard.type(more)
    saved(page)


def downloaded(page: Page) -> bytes:
    page.locator("summary", has_text="Download").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="The text, byte for byte").click()
    path = download.value.path()
    return Path(path).read_bytes()


def test_a_manifest_is_pasted_drawn_edited_broken_mended_and_downloaded(page: Page) -> None:
    paste(page)
    picture = page.locator("#picture svg.picture")
    expect(picture.locator('[data-name="shipper"]')).to_be_visible()

    put_cursor_after(page, "name: shipper")
    page.keyboard.type("-two")
    expect(picture.locator('[data-name="shipper-two"]')).to_be_visible()
    page.keyboard.type("x")  # the cursor stayed where it was
    expect(picture.locator('[data-name="shipper-twox"]')).to_be_visible()
    saved(page)

    put_cursor_after(page, "image: nginx")
    page.keyboard.type('\n"broken')
    expect(page.locator("#picture.stale")).to_be_visible()
    expect(picture.locator('[data-name="shipper-twox"]')).to_be_visible()
    expect(page.locator(".cm-lint-marker-error")).to_be_visible()
    saved(page)

    page.reload()
    expect(page.locator("#picture.stale")).to_be_visible()
    expect(picture.locator('[data-name="shipper-twox"]')).to_be_visible()
    expect(page.locator(".cm-line", has_text="broken")).to_be_visible()

    put_cursor_after(page, "broken")
    for key in ("Shift+Home", "Shift+Home", "Backspace", "Backspace"):
        page.keyboard.press(key)
    expect(page.locator("#picture:not(.stale)")).to_be_visible()
    saved(page)
    assert downloaded(page).decode() == POD.replace("shipper\n", "shipper-twox\n")


def test_a_click_in_the_picture_selects_in_outline_details_and_text(page: Page) -> None:
    paste(page)
    page.locator('#picture [data-kind="container"][data-name="shipper"]').click()
    expect(page.locator("#inspector .subject")).to_have_text("shipper")
    expect(page.locator("#outline [aria-current]")).to_contain_text("shipper")
    expect(page.locator(".cm-shown").first).to_contain_text("shipper")
    assert "at=spec.containers" in page.url
    page.reload()
    expect(page.locator("#inspector .subject")).to_have_text("shipper")
    expect(page.locator('#picture .selected[data-name="shipper"]')).to_be_visible()


def test_another_view_keeps_what_is_selected(page: Page) -> None:
    paste(page)
    page.locator("#outline a", has_text="shipper").click()
    expect(page.locator("#inspector .subject")).to_have_text("shipper")
    page.get_by_role("link", name="Storage").click()
    expect(page.locator('#picture svg.view-storage .selected[data-name="shipper"]')).to_be_visible()
    page.reload()
    expect(page.locator("#picture svg.view-storage")).to_be_visible()
    expect(page.locator("#inspector .subject")).to_have_text("shipper")


def test_the_cursor_in_the_text_selects_too(page: Page) -> None:
    paste(page)
    page.locator(".cm-line", has_text="image: nginx").click()
    expect(page.locator("#inspector .subject")).to_have_text("app")


def test_the_cursor_in_another_pod_shows_that_pod_and_leaves_the_focus(page: Page) -> None:
    second = POD.replace("journey", "other").replace("name: app", "name: far").replace("nginx", "redis")
    paste(page, f"{POD}---\n{second}")
    page.locator(".cm-line", has_text="name: far").click()
    expect(page.locator("#inspector .subject")).to_have_text("far")
    expect(page.locator('#picture [data-name="far"].selected')).to_be_visible()
    assert page.evaluate("document.activeElement.id") == "editor"
    page.locator(".cm-line", has_text="image: nginx").click()
    expect(page.locator("#inspector .subject")).to_have_text("app")


def test_everything_can_be_reached_and_left_with_the_keyboard(page: Page) -> None:
    paste(page)
    page.locator("#outline a[data-path]").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#inspector .subject")).to_have_text("app")
    page.locator('#picture [data-kind="container"][data-name="shipper"]').focus()
    page.keyboard.press("Enter")
    expect(page.locator("#inspector .subject")).to_have_text("shipper")
    put_cursor_after(page, "name: app")
    page.keyboard.press("Tab")  # indents, and does not leave
    assert page.evaluate("document.activeElement.id") == "editor"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.closest('#outline') !== null")


def test_a_role_chosen_by_hand_is_written_into_the_text(page: Page) -> None:
    paste(page)
    page.locator("#outline a", has_text="shipper").click()
    page.get_by_label("Role").select_option("adapter")
    expect(page.locator(".cm-line", has_text="podwright.dev/roles: shipper=adapter")).to_be_visible()
    expect(page.locator("#outline a", has_text="shipper")).to_contain_text("adapter")
    write_after(page, "podwright.dev/roles", "  # by hand")
    assert b"shipper=adapter  # by hand\n" in downloaded(page)


def second_window(page: Page) -> Page:
    other = page.context.new_page()
    other.goto(page.url)
    other.wait_for_selector("#editor[data-ready]", state="attached")
    return other


def test_two_windows_that_change_the_same_line_are_shown_both_and_asked(page: Page) -> None:
    paste(page)
    other = second_window(page)
    write_after(page, "name: journey", "  # first")
    put_cursor_after(other, "name: journey")
    other.keyboard.type("  # second")
    expect(other.locator("#touching del")).to_contain_text("first")
    expect(other.locator("#touching ins")).to_contain_text("second")
    other.get_by_role("button", name="Edit on").click()
    expect(other.locator("#saved")).to_contain_text("changed elsewhere")
    expect(other.locator("#touching")).not_to_be_visible()
    other.get_by_role("button", name="Compare").click()
    other.get_by_role("button", name="Keep mine as a new version").click()
    expect(other.locator("#touching")).not_to_be_visible()
    saved(other)
    page.reload()
    expect(page.locator("#text")).to_have_value(re.compile("# second"))
    page.get_by_role("link", name="History").click()
    expect(page.locator(".revision")).to_have_count(3)
    other.close()


def test_ones_own_text_can_become_a_copy_when_two_windows_touch(page: Page) -> None:
    paste(page)
    other = second_window(page)
    write_after(page, "name: journey", "  # first")
    put_cursor_after(other, "name: journey")
    other.keyboard.type("  # second")
    other.get_by_role("button", name="Keep mine as a copy").click()
    expect(other.locator("#text")).to_have_value(re.compile("# second"))
    page.reload()
    expect(page.locator("#text")).to_have_value(re.compile("# first"))
    other.close()


def test_two_windows_that_change_different_lines_come_together_around_the_cursor(page: Page) -> None:
    paste(page)
    other = second_window(page)
    write_after(page, "name: journey", "  # top")
    write_after(page, "image: fluent", "  # end")
    put_cursor_after(other, "image: nginx")
    other.keyboard.type("  # mid")
    expect(other.locator(".cm-line", has_text="# top")).to_be_visible()
    other.keyboard.type("dle")  # the cursor stayed where it was
    saved(other)
    written = downloaded(other).decode()
    assert "journey  # top\n" in written
    assert "nginx:1.29  # middle\n" in written
    assert "4.1.1  # end\n" in written
    other.close()


def test_undo_and_redo_go_across_form_and_text_and_survive_a_reload(page: Page) -> None:
    paste(page)
    page.locator("#outline a", has_text="shipper").click()
    page.get_by_label("Role").select_option("adapter")
    expect(page.get_by_role("button", name="Undo: Set the role of shipper to adapter")).to_be_enabled()
    write_after(page, "name: journey", "  # typed")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+z")
    expect(page.locator(".cm-line", has_text="# typed")).to_have_count(0)
    page.reload()
    page.locator("#outline a[data-path]").first.focus()
    page.keyboard.press("Control+z")
    expect(page.locator("#text")).to_have_value(POD)
    page.keyboard.press("Control+Shift+z")
    expect(page.locator("#text")).to_have_value(re.compile("shipper=adapter"))
    page.keyboard.press("Control+y")
    expect(page.locator("#text")).to_have_value(re.compile("# typed"))
    expect(page.locator("#redo")).to_be_disabled()
    put_cursor_after(page, "# typed")
    page.keyboard.type(" at once")
    page.get_by_role("button", name="Undo: ").click()  # before the pause: what was typed is saved first
    expect(page.locator(".cm-line", has_text="at once")).to_have_count(0)
    expect(page.get_by_role("button", name="Redo: Edited the text")).to_be_enabled()


def test_a_server_that_is_away_is_said_and_tried_again(page: Page) -> None:
    paste(page)
    page.route("**/text/", lambda route: route.abort())
    put_cursor_after(page, "name: journey")
    page.keyboard.type("s")
    expect(page.locator("#saved")).to_contain_text("no answer from the server")
    page.unroute("**/text/")
    expect(page.locator("#saved")).to_have_text("Saved", timeout=10_000)
    expect(page.locator("#picture .pod-name")).to_have_text("journeys")


def test_an_answer_that_got_lost_is_no_conflict(page: Page) -> None:
    paste(page)

    def lose(route: Route) -> None:
        route.fetch()  # it arrives, its answer does not
        route.abort()

    page.route("**/text/", lose)
    put_cursor_after(page, "name: journey")
    page.keyboard.type("s")
    expect(page.locator("#saved")).to_contain_text("no answer from the server")
    page.keyboard.type("-more")
    page.wait_for_timeout(400)
    page.unroute_all(behavior="wait")  # not while one is half handled
    expect(page.locator("#picture .pod-name")).to_have_text("journeys-more", timeout=10_000)
    saved(page)


def test_without_scripts_one_can_paste_edit_and_see(page: Page, browser: Browser) -> None:
    paste(page)
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1440, "height": 900})
    plain = context.new_page()
    plain.goto(page.url)
    box = plain.locator("#text").bounding_box()
    assert box is not None
    assert box["height"] > 200
    plain.locator("#text").fill(POD.replace("name: shipper", "name: plain"))
    plain.get_by_role("button", name="Save", exact=True).click()
    expect(plain.locator('#picture [data-name="plain"]')).to_be_visible()
    plain.locator("#outline a", has_text="plain").click()
    expect(plain.locator("#inspector .subject")).to_have_text("plain")
    plain.get_by_role("link", name="Storage").click()
    expect(plain.locator("#picture svg.view-storage")).to_be_visible()
    context.close()


def test_fast_typing_is_saved_whole(page: Page) -> None:
    paste(page)
    put_cursor_after(page, "name: journey")
    for _ in range(6):
        page.keyboard.type("-abcdefgh", delay=15)
        page.wait_for_timeout(150)
    expect(page.locator("#picture .pod-name")).to_contain_text("journey-abcdefgh")
    saved(page)
    assert b"name: journey" + b"-abcdefgh" * 6 + b"\n" in downloaded(page)


def test_zoom_and_view_stay_while_one_types(page: Page) -> None:
    paste(page)
    page.get_by_role("link", name="Storage").click()
    expect(page.locator("#picture svg.view-storage")).to_be_visible()
    page.get_by_role("button", name="Full size").click()
    page.get_by_role("button", name="Larger").click()
    put_cursor_after(page, "name: shipper")
    page.keyboard.type("s")
    expect(page.locator('#picture [data-name="shippers"]')).to_be_visible()
    expect(page.locator("[data-zoom-shown]")).to_have_text("120 %")
    assert "view=storage" in page.url


def test_a_deleted_design_comes_back(page: Page) -> None:
    paste(page)
    address = page.url
    page.get_by_label("More", exact=True).click()
    page.get_by_role("button", name="Delete").click()
    page.get_by_role("button", name="Undo").click()
    page.goto(address)
    expect(page.locator("#picture svg.picture")).to_be_visible()


def test_a_design_is_renamed_in_place(page: Page) -> None:
    paste(page)
    page.get_by_label("Name of the design").fill("Renamed <b>")
    page.keyboard.press("Enter")
    expect(page).to_have_title("Renamed <b> · Podwright")
    page.goto("/?q=Renamed")
    expect(page.get_by_text("Renamed <b>").first).to_be_visible()


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_is_wider_than_the_screen(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    paste(page)
    for path in (page.url, "/", "/new/"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_narrow_screen_panes_are_tabs(page: Page) -> None:
    paste(page)
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.locator("#picture")).to_be_visible()
    expect(page.locator("#editor")).not_to_be_visible()
    page.get_by_role("button", name="YAML").click()
    expect(page.locator(".cm-line", has_text="name: journey")).to_be_visible()
    expect(page.locator("#picture")).not_to_be_visible()


def test_colours_are_remembered(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Light or dark").click()
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_version_and_state_of_saving_are_seen_on_a_narrow_screen(page: Page) -> None:
    paste(page)
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.get_by_label("Kubernetes version")).to_be_visible()
    saved_box = page.locator("#saved .sentence").bounding_box()
    assert saved_box is not None
    assert saved_box["width"] > 30
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
