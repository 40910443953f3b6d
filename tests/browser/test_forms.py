"""Editing by forms in a real browser."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Page, Route, expect

from pods.domain.manifest import reader

SOURCE = Path("/work/shared/sources/5-native-sidecar-and-colocated.ko.md")
# What that note ends with.
WANTED = """\
apiVersion: v1
kind: Pod
metadata:
  name: mc-pod
  namespace: mc-namespace
  labels:
    run: mc-pod
spec:
  volumes:
    - name: data
      emptyDir: {}
  containers:
    - name: mc-pod-1
      image: nginx:1-alpine
      env:
        - name: NODE_NAME
          valueFrom:
            fieldRef:
              fieldPath: spec.nodeName
    - name: mc-pod-2
      image: busybox:1
      command: ["sh", "-c", "while true; do date >> /var/log/shared/date.log; sleep 1; done"]
      volumeMounts:
        - name: data
          mountPath: /var/log/shared
    - name: mc-pod-3
      image: busybox:1
      command: ["sh", "-c", "tail -F /var/log/shared/date.log"]
      volumeMounts:
        - name: data
          mountPath: /var/log/shared
  dnsPolicy: ClusterFirst
  restartPolicy: Always
"""


def blank(page: Page) -> None:
    page.goto("/new/")
    page.locator('form[action$="/blank/"] button').click()
    page.wait_for_selector("#editor[data-ready]", state="attached")


def text(page: Page) -> str:
    return page.locator("#text").input_value()


def unfold(page: Page, section: str) -> None:
    fold = page.locator(f'details[data-fold="{section}"]')
    if fold.get_attribute("open") is None:
        fold.locator("summary").first.click()
    expect(fold.locator(".later")).to_have_count(0)  # its forms came


def as_kubernetes_reads(manifest: str) -> Any:
    document = reader.read(manifest).documents[0]
    assert isinstance(document.value, dict)
    return document.value


def name_object(page: Page, name: str, namespace: str) -> None:
    unfold(page, "metadata")
    form = page.locator("form[id^=object_name]")
    form.get_by_label("Namespace").fill(namespace)
    form.get_by_label("Name", exact=True).fill(name)
    form.get_by_role("button", name="Set name").click()
    expect(page.locator("#inspector .subject")).to_have_text(name)


def set_labels(page: Page, entries: str) -> None:
    form = page.locator("form[id^=labels]")
    form.get_by_label("Labels of the pod").fill(entries)
    with page.expect_response(lambda answer: "/edit/labels/" in answer.url):
        form.get_by_role("button", name="Set labels").click()


def choose(page: Page, section: str, form: str, policy: str) -> None:
    unfold(page, section)
    with page.expect_response(lambda answer: f"/edit/{form}/" in answer.url):
        page.locator(f"form[id^={form}] [name=policy]").select_option(policy)


def add_container(page: Page, name: str, image: str) -> None:
    unfold(page, "add_container")
    form = page.locator("form[id^=add_container]")
    form.get_by_label("Name").fill(name)
    form.get_by_label("Image").fill(image)
    form.get_by_role("button", name="Add container").click()
    expect(page.locator("#inspector .subject")).to_have_text(name)


def set_command(page: Page, command: str) -> None:
    unfold(page, "runs")
    field = page.locator("form[id^=runs]").get_by_label("Command")
    field.fill(command)
    with page.expect_response(lambda answer: "/edit/runs/" in answer.url):
        field.blur()


def mount(page: Page, volume: str, path: str) -> None:
    unfold(page, "mounts")
    form = page.locator("form[id^=add_mount]")
    form.get_by_label("Volume").select_option(volume)
    form.get_by_label("Path", exact=True).fill(path)
    form.get_by_role("button", name="Add mount").click()
    expect(page.locator("form[id^=mount]").get_by_label("Path", exact=True)).to_have_value(path)


def test_the_pod_of_three_containers_is_built_from_blank_by_forms_alone(page: Page) -> None:
    blank(page)
    name_object(page, "mc-pod", "mc-namespace")
    set_labels(page, "run=mc-pod")
    choose(page, "pod", "restart_policy", "Always")  # what holds anyway can be said, too
    choose(page, "names", "dns", "ClusterFirst")
    page.locator("#outline a[data-path]").first.click()
    unfold(page, "identity")
    name = page.locator("form[id^=rename_container]").get_by_label("Name")
    name.fill("mc-pod-1")
    name.press("Tab")
    expect(page.locator("#inspector .subject")).to_have_text("mc-pod-1")
    image = page.locator("form[id^=runs]").get_by_label("Image")
    image.fill("nginx:1-alpine")
    image.press("Tab")
    unfold(page, "ports")  # a blank design listens on one
    page.get_by_role("button", name="Remove port").click()
    expect(page.get_by_role("button", name="Remove port")).to_have_count(0)
    unfold(page, "env")
    form = page.locator("form[id^=add_env]")
    form.get_by_label("Name", exact=True).fill("NODE_NAME")
    form.get_by_label("From").select_option("fieldRef")
    expect(form.get_by_label("Value")).to_be_hidden()
    form.get_by_label("Field").fill("spec.nodeName")
    form.get_by_role("button", name="Add variable").click()
    expect(page.locator("form[id^=env]").get_by_label("Field")).to_have_value("spec.nodeName")

    unfold(page, "add_volume")
    volume = page.locator("form[id^=add_volume]")
    volume.get_by_label("Name", exact=True).fill("data")
    volume.get_by_role("button", name="Add volume").click()
    expect(page.locator("#inspector .subject")).to_have_text("data")
    for container, command in (
        ("mc-pod-2", "while true; do date >> /var/log/shared/date.log; sleep 1; done"),
        ("mc-pod-3", "tail -F /var/log/shared/date.log"),
    ):
        add_container(page, container, "busybox:1")
        set_command(page, f"sh\n-c\n{command}")
        mount(page, "data", "/var/log/shared")

    expect(page.locator("#saved")).to_have_text("Saved")
    assert as_kubernetes_reads(text(page)) == as_kubernetes_reads(WANTED)
    assert page.locator(".cm-changed").count() > 0


@pytest.mark.skipif(not SOURCE.exists(), reason="the notes are not here")
def test_what_is_built_is_what_the_note_asks_for() -> None:
    block = next(part for part in SOURCE.read_text().split("```yaml")[1:] if "mc-namespace" in part)
    assert as_kubernetes_reads(block.split("```")[0]) == as_kubernetes_reads(WANTED)


def test_what_is_typed_in_one_form_survives_the_answer_to_another(page: Page) -> None:
    blank(page)
    page.locator("#outline a[data-path]").first.click()
    unfold(page, "identity")
    copy = page.locator("form[id^=duplicate_container]").get_by_label("Copy as")
    copy.fill("half-typ")
    image = page.locator("form[id^=runs]").get_by_label("Image")
    image.fill("nginx:2")
    with page.expect_response(lambda answer: "/edit/runs/" in answer.url):
        image.press("Tab")
    expect(page.locator("form[id^=duplicate_container]").get_by_label("Copy as")).to_have_value("half-typ")
    page.reload()
    assert page.locator('details[data-fold="identity"]').get_attribute("open") is not None


def test_a_refusal_stands_at_the_form_and_is_announced(page: Page) -> None:
    blank(page)
    page.locator("#outline a[data-path]").first.click()
    unfold(page, "identity")
    before = text(page)
    name = page.locator("form[id^=rename_container]").get_by_label("Name")
    name.fill("Not A Name")
    name.press("Enter")
    problem = page.locator("form[id^=rename_container] [role=alert]")
    expect(problem).not_to_be_empty()
    expect(name).to_have_value("Not A Name")
    assert text(page) == before


def test_an_edit_that_is_asked_for_while_another_is_on_its_way_is_not_lost(page: Page) -> None:
    blank(page)
    page.locator("#outline a[data-path]").first.click()
    unfold(page, "ports")
    unfold(page, "resources")

    def late(route: Route) -> None:
        answer = route.fetch()
        page.wait_for_timeout(300)
        route.fulfill(response=answer)

    page.route("**/edit/runs/", late)
    image = page.locator("form[id^=runs]").get_by_label("Image")
    image.fill("nginx:2")
    image.press("Tab")
    memory = page.locator("form[id^=resources]").get_by_label("Memory limit")
    memory.fill("64Mi")
    memory.press("Tab")
    page.get_by_role("button", name="Remove port").click()
    expect(page.get_by_role("button", name="Remove port")).to_have_count(0)
    expect(memory).to_have_value("64Mi")
    container = yaml.safe_load(text(page))["spec"]["containers"][0]
    assert container["image"] == "nginx:2"
    assert container["resources"] == {"limits": {"memory": "64Mi"}}
    assert "ports" not in container


def test_a_choice_that_asks_for_nothing_more_is_saved_at_once(page: Page) -> None:
    blank(page)
    unfold(page, "pod_security")
    form = page.locator("form[id^=pod_security]")
    calls = form.get_by_label("System calls (seccomp)")
    with page.expect_response(lambda answer: "/edit/pod_security/" in answer.url):
        calls.select_option("RuntimeDefault")
    expect(page.locator("#saved")).to_have_text("Saved")
    spec = yaml.safe_load(text(page))["spec"]
    assert spec["securityContext"] == {"seccompProfile": {"type": "RuntimeDefault"}}
    calls.select_option("Localhost")
    form.get_by_label("Profile on the node").fill("profiles/audit.json")
    with page.expect_response(lambda answer: "/edit/pod_security/" in answer.url):
        form.get_by_label("Profile on the node").press("Tab")
    expect(page.locator("#text")).to_have_value(re.compile("localhostProfile: profiles/audit.json"))


def test_files_of_a_volume_are_listed_by_form(page: Page) -> None:
    blank(page)
    unfold(page, "add_volume")
    volume = page.locator("form[id^=add_volume]")
    volume.get_by_label("Name", exact=True).fill("conf")
    volume.get_by_label("Source").select_option("configMap")
    volume.get_by_label("Name of it").fill("app")
    volume.get_by_role("button", name="Add volume").click()
    expect(page.locator("#inspector .subject")).to_have_text("conf")
    unfold(page, "files")
    form = page.locator("form[id^=add_file]")
    form.get_by_label("Key").fill("app.conf")
    form.get_by_label("File").fill("app.conf")
    form.get_by_label("Mode").fill("0400")
    form.get_by_role("button", name="Add file").click()
    expect(page.locator("form[id^=file-]").get_by_label("Mode")).to_have_value("0400")
    assert "mode: 0400" in text(page)
    page.get_by_role("button", name="Remove file").click()
    expect(page.locator("form[id^=file-]")).to_have_count(0)
    page.get_by_role("button", name="Remove volume").click()
    expect(page.locator("#text")).not_to_have_value(re.compile("configMap"))
