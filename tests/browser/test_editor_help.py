"""Completion, help and problems in the editor, and the cursor that forms and text share, in a real browser."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

POD = """\
apiVersion: v1
kind: Pod
metadata:
  name: one
spec:
  volumes:
    - name: logs
      emptyDir: {}
  containers:
    - name: app
      image: nginx:1.29
      volumeMounts:
        - mountPath: /logs
          name: logs
      ports:
        - containerPort: 80
"""


def opened(page: Page, text: str = POD) -> None:
    page.goto("/new/")
    page.locator("#paste-text, textarea[name=text]").first.fill(text)
    page.locator('form[action$="/paste/"] button[type=submit], form[action$="/paste/"] button').first.click()
    page.wait_for_selector("#editor[data-ready]", state="attached")


def stand(page: Page, line: str) -> None:
    """The cursor at the end of the first line with those words."""
    page.locator("#editor .cm-line", has_text=line).first.click()
    page.keyboard.press("End")


def text(page: Page) -> str:
    return "\n".join(page.locator("#editor .cm-line").all_inner_texts())


def option(page: Page, name: str) -> Locator:
    return page.locator("#editor .cm-tooltip-autocomplete li").filter(has_text=name).first


def test_a_key_is_completed_in_the_style_of_the_text_with_help_beside_it(page: Page) -> None:
    opened(page)
    stand(page, "image: nginx")
    page.keyboard.press("Enter")
    page.keyboard.type("imageP")
    expect(option(page, "imagePullPolicy")).to_be_visible()
    expect(page.locator("#editor .cm-completionInfo")).to_contain_text("Container.imagePullPolicy")
    page.keyboard.press("Enter")
    expect(option(page, "IfNotPresent")).to_be_visible()
    page.keyboard.type("Nev")
    expect(option(page, "Never")).to_be_visible()
    page.wait_for_timeout(100)
    page.keyboard.press("Enter")
    assert "\n      imagePullPolicy: Never\n" in text(page)


def test_a_name_from_the_text_is_offered_where_a_field_refers_to_it(page: Page) -> None:
    opened(page, POD.replace("          name: logs\n", "          name:\n"))
    page.locator("#editor .cm-line").filter(has_text=re.compile(r"^ +name:$")).click()
    page.keyboard.press("End")
    page.keyboard.type(" ")
    page.keyboard.press("Control+Space")
    expect(option(page, "logs")).to_be_visible()
    page.wait_for_timeout(
        100
    )  # for so long a list that just opened takes no key, lest it takes one meant for the text
    page.keyboard.press("Enter")
    assert "name: logs\n      ports:" in text(page)


def test_help_opens_at_a_word_by_pointer_and_by_key_and_escape_closes_it(page: Page) -> None:
    opened(page)
    page.locator("#editor .cm-line span", has_text=re.compile("^containerPort$")).first.hover()
    expect(page.locator("#editor .cm-tooltip-hover")).to_contain_text("ContainerPort.containerPort")
    stand(page, "image: nginx")
    page.keyboard.press("F1")
    expect(page.locator("#editor .cm-help").first).to_contain_text("Container.image")
    page.keyboard.press("Escape")
    expect(page.locator("#editor .cm-help")).to_have_count(0)
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") != "editor"


def test_the_next_problem_is_reached_and_read_by_key(page: Page) -> None:
    opened(page, POD.replace("      ports:", "      imagee: x\n      ports:"))
    stand(page, "kind: Pod")
    page.keyboard.press("F8")
    shown = page.locator("#editor .cm-help .cm-diagnostic")
    expect(shown).to_contain_text("imagee is not a field of Container")
    expect(shown).to_contain_text("Did you mean image?")
    page.keyboard.press("Control+Shift+M")
    expect(page.locator("#editor .cm-panel-lint li")).to_contain_text("imagee")


def test_the_cursor_in_the_text_marks_the_field_of_its_form_and_leaves_the_focus(page: Page) -> None:
    opened(page)
    stand(page, "containerPort: 80")
    field = page.locator("#inspector .field.at-cursor")
    expect(field).to_have_attribute("data-at", "spec.containers[0].ports[0].containerPort")
    expect(field).to_be_visible()
    expect(page.locator("#field-help")).to_contain_text("ContainerPort.containerPort")
    assert page.evaluate("document.activeElement.id") == "editor"
    stand(page, "image: nginx")
    expect(page.locator("#inspector .field.at-cursor")).to_have_attribute(
        "data-at", "spec.containers[0].image"
    )


def test_a_field_with_the_focus_is_explained_and_marks_its_lines_in_the_text(page: Page) -> None:
    opened(page)
    page.locator("#outline [data-path]", has_text="app").first.click()
    page.locator('#inspector .field[data-help="Container.image"] input').focus()
    expect(page.locator("#field-help")).to_contain_text("Container.image")
    expect(page.locator("#editor .cm-shown")).to_have_count(1)
    expect(page.locator("#editor .cm-shown")).to_contain_text("image: nginx")
    page.keyboard.press("F1")
    expect(page.locator("#field-help .help-text")).to_be_hidden()
    page.get_by_label("Show the help (F1)").click()
    expect(page.locator("#field-help .help-text")).to_be_visible()
