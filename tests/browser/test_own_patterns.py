"""A helper of one's own in a real browser: saved as a pattern, given a title, used in a new design."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

POD = """\
apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  containers:
    - name: shop
      image: nginx:1.29
      volumeMounts: [{name: logs, mountPath: /var/log/nginx}]
    - name: night-watch
      image: busybox:1.37
      command: [tail, -F, /logs/access.log]
      volumeMounts: [{name: logs, mountPath: /logs, readOnly: true}]
  volumes:
    - name: logs
      emptyDir: {}
"""


def test_a_helper_is_saved_as_a_pattern_and_used_in_a_new_design(page: Page) -> None:
    page.goto("/new/")
    page.locator("#pasted").fill(POD)
    page.get_by_role("button", name="Draw it").click()
    page.wait_for_selector("#editor[data-ready]", state="attached")
    page.locator("#outline").get_by_role("link", name="night-watch").click()
    page.get_by_role("button", name="Save as a pattern").click()
    page.wait_for_selector("#entry-editor[data-ready]", state="attached")
    expect(page.get_by_role("heading", level=1)).to_have_text("night-watch")

    # What is wrong is shown at its line while it is typed, and what is right again, too.
    editor = page.locator("#entry-editor .cm-content")
    editor.click()
    page.keyboard.press("Control+Home")
    page.keyboard.type("no-such-field: 1\n")
    expect(page.locator("#problems [data-finding]")).to_have_attribute("data-line", "1")
    page.keyboard.press("Control+z")  # the new line
    page.keyboard.press("Control+z")  # what was typed before it
    expect(page.locator("#problems [data-finding]")).to_have_count(0)

    text = page.locator("#entry").input_value()
    assert re.search(r"^title:\n {2}en: night-watch$", text, re.MULTILINE), text
    page.keyboard.press("Control+Home")
    page.keyboard.press("Control+f")
    page.keyboard.type("en: night-watch")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.keyboard.type("en: Watch of the night")
    expect(page.locator("#entry-state h2")).to_have_text("Watch of the night")
    page.keyboard.press("Control+s")
    expect(page.locator(".notice")).to_have_text("Saved.")

    page.get_by_role("link", name="Patterns", exact=True).first.click()
    page.get_by_role("link", name="Watch of the night").click()
    page.get_by_role("button", name=re.compile("new design", re.IGNORECASE)).click()
    page.wait_for_selector("#editor[data-ready]", state="attached")
    expect(page.locator('#picture [data-name="night-watch"]')).to_be_visible()
    made = page.locator("#text").input_value()
    assert "image: busybox:1.37" in made
    assert "mountPath: /var/log/nginx" in made
    assert "mountPath: /logs" in made
