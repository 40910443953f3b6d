"""Patterns in a real browser: from blank to a download by few clicks, by keyboard, by dragging, and back out again."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

from pods.domain.analysis import analyse

FEWER_THAN = 12  # clicks, from the first page to the file


class Clicks:
    """Clicks that are counted; the first is the one on the first page that leads to a new design."""

    def __init__(self) -> None:
        self.made = 1

    def __call__(self, on: Locator) -> None:
        on.click()
        self.made += 1


def opened(page: Page) -> None:
    page.wait_for_selector("#editor[data-ready]", state="attached")


def begin_blank(page: Page, click: Clicks) -> None:
    page.goto("/new/")
    click(page.get_by_role("button", name="One container", exact=True))
    opened(page)


def add(page: Page, click: Clicks, pattern: str) -> None:
    """Choose a pattern from the list that is open, look at what it would do, and let it."""
    click(page.locator(f'#palette [data-pattern$="/{pattern}/"]').first)
    expect(page.locator("#foreseen svg.picture")).to_be_visible()
    click(page.get_by_role("button", name="Add to the design"))
    expect(page.locator("dialog#composing")).to_be_hidden()


def in_picture(page: Page, name: str) -> Locator:
    return page.locator(f'#picture [data-name="{name}"]')


def test_an_app_with_logging_ambassador_and_metrics_adapter_in_few_clicks(page: Page) -> None:
    click = Clicks()
    begin_blank(page, click)
    click(page.get_by_role("link", name="Pattern…"))
    for pattern, helper in (
        ("tail-logs", "log"),
        ("pgbouncer", "pgbouncer"),
        ("nginx-exporter", "nginx-exporter"),
    ):
        add(page, click, pattern)
        expect(page.locator(f'#picture [data-name^="{helper}"]').first).to_be_visible()
    click(page.locator("summary", has_text="Download"))
    with page.expect_download() as download:
        click(page.get_by_role("link", name="The text, byte for byte"))

    analysis = analyse(Path(download.value.path()).read_text(encoding="utf-8"))
    roles = {each.container.name: each.role.value for each in analysis.pods[0].roles}
    assert sorted(roles.values()) == ["adapter", "ambassador", "main", "sidecar"]
    assert [finding for finding in analysis.findings if finding.rejected_by_api] == []
    assert click.made < FEWER_THAN


def test_a_pattern_is_found_and_added_by_keyboard_alone(page: Page) -> None:
    begin_blank(page, Clicks())
    page.locator("#add-pattern").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#palette-words")).to_be_focused()
    page.keyboard.type("pgbouncer")
    expect(page.locator("#palette .palette-entry")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#foreseen svg.picture")).to_be_visible()
    page.get_by_label("Port in the pod").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("6543")
    expect(page.locator("#foreseen code", has_text="6543").first).to_be_visible()
    page.get_by_role("button", name="Add to the design").focus()
    page.keyboard.press("Enter")
    expect(in_picture(page, "pgbouncer")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#palette")).to_be_hidden()


def test_a_pattern_dragged_onto_a_container_asks_for_that_container(page: Page) -> None:
    page.goto("/new/")
    page.get_by_label("Paste a manifest").fill(TWO)
    page.get_by_role("button", name="Draw it").click()
    opened(page)
    page.get_by_role("link", name="Pattern…").click()
    entry = page.locator('#palette [data-pattern$="/tail-logs/"]').first
    entry.drag_to(in_picture(page, "other"))
    expect(page.locator("#adding-main")).to_have_value("spec.containers[1]")
    page.keyboard.press("Escape")
    expect(page.locator("dialog#composing")).to_be_hidden()


def test_a_wrong_answer_is_said_at_its_field_while_typing_and_the_focus_stays(page: Page) -> None:
    begin_blank(page, Clicks())
    page.get_by_role("link", name="Pattern…").click()
    page.locator('#palette [data-pattern$="/pgbouncer/"]').first.click()
    port = page.get_by_label("Port in the pod")
    port.fill("99999")
    expect(page.locator("#value-port-problem")).to_contain_text("does not lie between")
    expect(port).to_be_focused()
    page.get_by_role("button", name="Add to the design").click()
    expect(page.locator("dialog#composing")).to_be_visible()
    port.fill("6432")
    expect(page.locator("#value-port-problem")).to_be_empty()
    expect(page.locator("#foreseen svg.picture")).to_be_visible()


def test_a_pattern_is_switched_and_taken_out_again_and_each_step_is_undone(page: Page) -> None:
    begin_blank(page, Clicks())
    page.get_by_role("link", name="Pattern…").click()
    add(page, Clicks(), "tail-logs")
    page.get_by_role("button", name="Close").first.click()
    page.locator("#outline").get_by_role("link", name=re.compile("^Build .* as: ")).click()
    page.get_by_role("button", name="Build it so").click()
    expect(page.locator("#outline h2", has_text="Native sidecars")).to_have_count(0)
    page.locator("#outline").get_by_role("link", name=re.compile("^Take out: ")).click()
    page.get_by_role("button", name="Take it out").click()
    expect(page.locator("#outline .added-pattern")).to_have_count(0)
    page.locator("#undo").click()
    expect(page.locator("#outline .added-pattern")).to_have_count(1)
    page.locator("#undo").click()
    expect(page.locator("#outline h2", has_text="Native sidecars")).to_have_count(1)


def test_the_gallery_is_searched_and_a_pattern_begins_a_design(page: Page) -> None:
    page.goto("/patterns/")
    page.get_by_label("Search by task, name or image").fill("pgbouncer")
    expect(page.locator(".card-of-pattern")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"q=pgbouncer"))
    page.locator(".card-of-pattern a").click()
    page.get_by_label("Name of the workload").fill("store")
    expect(page.locator("#outcome .yaml")).to_contain_text("name: store")
    expect(page).to_have_url(re.compile("workload=store"))
    page.get_by_role("button", name="Use in a new design").click()
    opened(page)
    expect(in_picture(page, "pgbouncer")).to_be_visible()


def test_another_container_is_asked_for_anew_and_keeps_what_was_answered(page: Page) -> None:
    page.goto("/new/")
    page.get_by_label("Paste a manifest").fill(TWO)
    page.get_by_role("button", name="Draw it").click()
    opened(page)
    page.get_by_role("link", name="Pattern…").click()
    page.locator('#palette [data-pattern$="/tail-logs/"]').first.click()
    expect(page.get_by_label("Log directory")).to_have_value("/srv/logs")
    page.locator("#value-image").fill("busybox:1.36")
    page.get_by_label("For the container").select_option("other")
    expect(page.get_by_label("Log directory")).to_have_value("/var/log/app")
    expect(page.locator("#value-image")).to_have_value("busybox:1.36")


def test_a_pattern_of_the_gallery_is_added_to_a_design_on_a_page_of_its_own(page: Page) -> None:
    begin_blank(page, Clicks())
    page.goto("/patterns/pgbouncer/")
    page.get_by_role("button", name="Add to this design").click()
    page.get_by_label("Port in the pod").fill("6543")
    expect(page.locator("#foreseen code", has_text="6543").first).to_be_visible()
    page.get_by_role("button", name="Add to the design").click()
    opened(page)
    expect(in_picture(page, "pgbouncer")).to_be_visible()


def test_without_scripts_a_pattern_is_chosen_looked_at_added_and_taken_out(
    browser: Browser, server: str
) -> None:
    context = browser.new_context(base_url=server, java_script_enabled=False, locale="en-US")
    page = context.new_page()
    page.goto("/new/")
    page.get_by_role("button", name="One container", exact=True).click()
    page.get_by_role("link", name="Pattern…").click()
    page.get_by_label("Search patterns").fill("pgbouncer")
    page.get_by_role("button", name="Search").click()
    page.locator('[data-pattern$="/pgbouncer/"]').first.click()
    page.get_by_label("Port in the pod").fill("6543")
    page.get_by_role("button", name="Show what would happen").click()
    page.get_by_role("button", name="Add to the design").click()
    expect(page.locator("#text")).to_contain_text("6543")
    page.locator("#outline").get_by_role("link", name=re.compile("^Take out: ")).click()
    page.get_by_role("button", name="Take it out").click()
    expect(page.locator("#text")).not_to_contain_text("pgbouncer")
    context.close()


def test_a_pattern_that_cannot_be_sent_is_said_so_and_can_be_sent_again(page: Page) -> None:
    begin_blank(page, Clicks())
    page.get_by_role("link", name="Pattern…").click()
    page.locator('#palette [data-pattern$="/tail-logs/"]').first.click()
    expect(page.locator("#foreseen svg.picture")).to_be_visible()
    page.context.set_offline(True)
    page.get_by_role("button", name="Add to the design").click()
    expect(page.locator("#saved")).to_contain_text("No answer from the server")
    page.context.set_offline(False)
    page.get_by_role("button", name="Add to the design").click()
    expect(page.locator("dialog#composing")).to_be_hidden()
    expect(in_picture(page, "log-tail")).to_be_visible()
    expect(page.locator("#saved")).to_contain_text("Saved")


TWO = """\
apiVersion: v1
kind: Pod
metadata: {name: two}
spec:
  containers:
    - name: one
      image: example/one:1
      volumeMounts: [{name: logs, mountPath: /srv/logs}]
    - name: other
      image: redis:8
  volumes: [{name: logs, emptyDir: {}}]
"""
