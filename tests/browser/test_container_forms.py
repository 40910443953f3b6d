"""Probes, hooks and rights of a container by form, in a real browser."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.test_forms import blank, text, unfold
from tests.browser.test_journeys import paste

TICKED = """\
apiVersion: v1
kind: Pod
metadata: {name: ticks}
spec:
  containers:
    - name: app
      image: nginx:1.29
      env:
        - name: A
          valueFrom: {secretKeyRef: {name: s, key: k}}
"""


def opened(page: Page, *folds: str) -> Locator:
    """The innermost of folds within each other, all of them open."""
    found = page.locator("#inspector")
    for name in folds:
        found = found.locator(f'details[data-fold="{name}"]')
        if found.get_attribute("open") is None:
            found.locator("> summary").click()
    return found


def test_a_probe_is_made_told_changed_and_removed_by_form(page: Page) -> None:
    blank(page)
    page.locator("#outline a[data-path]").first.click()
    probe = opened(page, "probes", "readinessProbe")
    expect(probe).to_contain_text("It is ready as soon as it has started.")
    expect(probe.get_by_label("Port")).to_be_hidden()
    probe.get_by_label("Does").select_option("httpGet")
    expect(probe.get_by_label("Command")).to_be_hidden()
    expect(probe.get_by_role("button", name="Set")).to_be_visible()
    probe.get_by_label("Path").focus()
    probe.get_by_label("Port").fill("8080")
    probe.get_by_label("Port").press("Tab")
    expect(probe.locator(".brief").first).to_have_text("GET :8080/")
    expect(probe).to_have_attribute("open", "")  # what was open stays open
    probe.get_by_label("Every s").fill("5")
    probe.get_by_label("Every s").press("Tab")
    expect(probe).to_contain_text("Not ready after about 15 s of failures")
    assert re.search(r"readinessProbe:\n +httpGet:\n +port: 8080\n +periodSeconds: 5\n", text(page))
    probe.get_by_label("Does").select_option("")
    expect(probe.locator(".brief").first).to_have_text("none")
    assert "readinessProbe" not in text(page)


def test_a_choice_that_needs_nothing_else_is_set_with_its_button(page: Page) -> None:
    blank(page)
    page.locator("#outline a[data-path]").first.click()
    probe = opened(page, "probes", "livenessProbe")
    probe.get_by_label("Does").select_option("tcpSocket")
    probe.get_by_label("Port").fill("80")
    probe.get_by_label("Port").press("Tab")
    expect(probe.locator(".brief").first).to_have_text("tcp :80")
    expect(probe.get_by_role("button", name="Set", exact=True)).to_be_hidden()
    probe.get_by_label("Does").select_option("grpc")
    probe.get_by_role("button", name="Set", exact=True).click()
    expect(probe.locator(".brief").first).to_have_text("grpc :80")
    assert "grpc:" in text(page)
    probe.get_by_role("button", name="Remove probe").click()
    expect(probe.locator(".brief").first).to_have_text("none")


def test_a_refused_hook_says_why_and_keeps_what_was_typed(page: Page) -> None:
    blank(page)
    page.locator("#outline a[data-path]").first.click()
    hook = opened(page, "hooks", "preStop")
    hook.get_by_label("Does").select_option("sleep")
    hook.get_by_label("Seconds").fill("99")
    hook.get_by_label("Seconds").press("Tab")
    expect(hook.locator(".problem")).to_contain_text("must last from 0 to 30")
    expect(hook.get_by_label("Seconds")).to_have_value("99")
    hook.get_by_label("Seconds").fill("9")
    hook.get_by_label("Seconds").press("Tab")
    expect(hook.locator(".brief").first).to_have_text("sleep 9")


def test_a_container_is_hardened_with_one_click(page: Page) -> None:
    blank(page)
    page.locator("#outline a[data-path]").first.click()
    security = opened(page, "security")
    security.get_by_role("button", name="Harden").click()
    expect(security.get_by_label("Capabilities dropped")).to_have_value("ALL")
    expect(security.get_by_role("button", name="Harden")).to_have_count(0)
    assert "allowPrivilegeEscalation: false" in text(page)


def test_a_tick_says_what_it_is_in_one_line_in_a_narrow_inspector(page: Page) -> None:
    paste(page, TICKED)
    page.evaluate("window.remembered('--inspector', '270px')")
    page.locator("#outline a[data-path]").first.click()
    unfold(page, "env")
    form = page.locator("form[id^=env-]").first
    label, remove = form.locator(".tick label"), form.get_by_role("button", name="Remove variable")
    [said, cross] = [each.bounding_box() for each in (label, remove)]
    assert said is not None
    assert cross is not None
    assert said["height"] < 25
    assert said["x"] + said["width"] < cross["x"]
    assert abs(said["y"] + said["height"] / 2 - cross["y"] - cross["height"] / 2) < 5  # in its line
