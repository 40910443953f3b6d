"""A server that is killed at any instant loses at most what was not sent yet, and the page goes on when it is back."""

from __future__ import annotations

import random
import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from bench.server import free_port, start
from tests.browser.test_journeys import paste, put_cursor_after


@pytest.mark.parametrize("seed", [1])
def test_a_server_that_is_killed_while_one_types_loses_nothing(
    browser: Browser, tmp_path: Path, seed: int
) -> None:
    port, chance = free_port(), random.Random(seed)
    server = start(tmp_path, port)
    context = browser.new_context(base_url=f"http://127.0.0.1:{port}", locale="en-US")
    page = context.new_page()
    try:
        paste(page)
        put_cursor_after(page, "name: journey")
        for _ in range(2):
            page.keyboard.type("-abcdefgh", delay=30)
            time.sleep(chance.uniform(0, 0.35))  # the save is asked for, under way or stored
            server.kill()
            server.wait(10)
            page.keyboard.type("x")  # nobody hears it yet
            server = start(tmp_path, port)
        wanted = "name: journey-abcdefghx-abcdefghx\n"
        expect(page.locator("#saved")).to_have_text("Saved", timeout=20_000)
        page.reload()  # what the server has
        expect(page.locator("#text")).to_have_value(re.compile(wanted))
    finally:
        context.close()
        server.kill()
        server.wait(10)


def test_an_edit_by_form_that_was_answered_is_there_after_a_kill(browser: Browser, tmp_path: Path) -> None:
    port = free_port()
    server = start(tmp_path, port)
    context = browser.new_context(base_url=f"http://127.0.0.1:{port}", locale="en-US")
    page = context.new_page()
    try:
        paste(page)
        page.locator("#outline a", has_text="shipper").click()
        page.get_by_label("Role").select_option("adapter")
        expect(page.locator(".cm-line", has_text="shipper=adapter")).to_be_visible()
        server.kill()
        server.wait(10)
        server = start(tmp_path, port)
        page.reload()
        expect(page.locator("#text")).to_have_value(re.compile("shipper=adapter"))
        expect(page.get_by_role("button", name="Undo: Set the role of shipper to adapter")).to_be_enabled()
    finally:
        context.close()
        server.kill()
        server.wait(10)
