"""The live page in a real browser: from nothing there to running, logs, a trouble at its line, and gone.

Against a scripted API server, and against a real cluster where there is one (`make test-cluster`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Page, expect

from pods.cluster.api import path_of
from tests.browser.test_journeys import paste
from tests.pods.cluster.real import Place, needs_cluster, real_cluster
from tests.pods.cluster.stage import Stage, stage
from tests.pods.views.clusters.made import kubeconfig

SHOP = """\
apiVersion: v1
kind: Pod
metadata: {name: shop}
spec:
  terminationGracePeriodSeconds: 1
  initContainers:
    - name: proxy
      image: busybox:1
      restartPolicy: Always
      command: [sh, -c, "while true; do echo proxying; sleep 1; done"]
  containers:
    - name: app
      image: busybox:1
      command: [sh, -c, "while true; do echo '<b>serving</b>'; sleep 1; done"]
    - name: broken
      image: none.invalid/broken:1
"""
LINE = SHOP.splitlines().index("      image: none.invalid/broken:1") + 1


class Scripted:
    """The kubelet's part, played."""

    namespace = "shop"

    def __init__(self, played: Stage) -> None:
        self._stage = played

    def run(self) -> None:
        self._stage.put(_pod("ContainerCreating"))
        self._stage.put(_pod("ErrImagePull"))

    def remove(self) -> None:
        self._stage.remove("shop")


class Real:
    """A real node."""

    def __init__(self, place: Place) -> None:
        self._api = place.api
        self.namespace = place.namespace
        body = {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": self.namespace}}
        self._api.post("/api/v1/namespaces", body)

    @property
    def _pod(self) -> str:
        return path_of("api", "v1", "namespaces", self.namespace, "pods", "shop")

    def run(self) -> None:
        self._api.apply(self._pod, yaml.safe_load(SHOP), {"fieldManager": "test"})

    def remove(self) -> None:
        self._api.delete(self._pod)


def _pod(why: str) -> dict[str, Any]:
    made: dict[str, Any] = yaml.safe_load(SHOP)
    made["metadata"] |= {"namespace": "shop", "uid": "u-1"}
    up = {"state": {"running": {"startedAt": "2026-11-21T03:00:00Z"}}, "ready": True, "started": True}
    broken = {"name": "broken", "state": {"waiting": {"reason": why, "message": "not found"}}}
    statuses = [{"name": "app", **up}, broken]
    made["status"] = {
        "phase": "Pending",
        "initContainerStatuses": [{"name": "proxy", **up}],
        "containerStatuses": statuses,
    }
    return made


@pytest.fixture(params=["scripted", pytest.param("real", marks=needs_cluster)])
def ground(
    request: pytest.FixtureRequest, connected: Callable[[str, str], None]
) -> Iterator[Scripted | Real]:
    if request.param == "scripted":
        with stage("shop", ("proxying", "<b>serving</b>")) as played:
            connected(kubeconfig(played.url), "ann")
            yield Scripted(played)
        return
    with real_cluster() as place:
        connected(place.text, place.context)
        yield Real(place)


def test_a_pod_comes_up_is_in_trouble_logs_and_goes(page: Page, ground: Scripted | Real) -> None:
    paste(page, SHOP)
    designer = page.url
    page.goto(re.sub(r"/designs/(\d+)/.*", rf"/designs/\1/live/?namespace={ground.namespace}", designer))
    summary = page.locator('[data-part="summary"]')
    expect(summary).to_contain_text("There is no Pod shop")

    ground.run()
    rows = page.locator("[data-container]")
    expect(rows).to_have_count(3, timeout=20_000)
    expect(rows.first).to_contain_text("native sidecar")  # it starts first
    expect(page.locator('[data-container="app"]')).to_contain_text("running", timeout=20_000)
    card = page.locator('#live svg [data-kind="container"][data-name="app"]')
    expect(card).to_have_attribute("data-live", "running")
    expect(card).to_have_attribute("aria-label", re.compile("running$"))
    expect(card.locator(".live-badge")).to_contain_text("● running")

    trouble = page.locator('[data-trouble="image-pull"]')
    expect(trouble).to_contain_text("broken", timeout=30_000)
    expect(trouble.get_by_role("link")).to_have_text(f"Line {LINE}")

    lines = page.locator("#log-lines")
    expect(lines).to_contain_text("<b>serving</b>")
    page.get_by_label("proxy", exact=True).check()
    expect(lines.locator(".log-name", has_text="proxy").first).to_be_visible()
    page.get_by_label("Search the logs").fill("serving")
    page.get_by_label("only lines that have it").check()
    expect(lines.locator("mark").first).to_have_text("serving")
    expect(lines.locator(".log-line", has_text="proxying").first).to_be_hidden()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download app").click()
    assert "<b>serving</b>" in Path(download.value.path()).read_text(encoding="utf-8")

    ground.remove()
    expect(summary).to_contain_text("The pod shop is gone", timeout=30_000)


def test_a_cluster_that_cannot_be_reached_is_said(page: Page, connected: Callable[[str, str], None]) -> None:
    connected(kubeconfig("http://127.0.0.1:1"), "ann")  # where nobody listens
    paste(page, SHOP)
    page.goto(re.sub(r"/designs/(\d+)/.*", r"/designs/\1/live/", page.url))
    summary = page.locator('[data-part="summary"]')
    expect(summary).to_contain_text("cannot be reached")
    expect(summary).to_contain_text("tried again by itself")
