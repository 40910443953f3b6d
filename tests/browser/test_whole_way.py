"""The whole way of a pod in a real browser: applied, watched, its logs read, deleted.

Against a small API server, and against a real cluster where there is one (`make test-cluster`).
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_journeys import paste
from tests.pods.cluster import recorded, self_reviews
from tests.pods.cluster.real import Place, free_namespace, needs_cluster, real_cluster
from tests.pods.cluster.recorded import Respond
from tests.pods.cluster.shelf import Shelf
from tests.pods.cluster.stage import Stage
from tests.pods.views.clusters.made import kubeconfig

SHOP = """\
# A native sidecar and two containers that see each other's processes.
apiVersion: v1
kind: Pod
metadata: {name: shop}
spec:
  shareProcessNamespace: true
  terminationGracePeriodSeconds: 1
  initContainers:
    - name: proxy
      image: busybox:1
      restartPolicy: Always
      command: [sh, -c, "while true; do echo proxying; sleep 1; done"]
  containers:
    - name: app
      image: busybox:1
      command: [sh, -c, "while true; do echo serving; sleep 1; done"]
    - name: second
      image: busybox:1
      command: [sleep, "1000"]
"""
UP = {"state": {"running": {"startedAt": "2026-11-21T03:00:00Z"}}, "ready": True, "started": True}


class Node(Shelf):
    """A small API server whose pods run as soon as they are made."""

    stage: Stage | None = None

    def respond(self, method: str, path: str, body: Any) -> Respond:
        for wanted, under, respond in self.answers:
            if wanted == method and path.partition("?")[0] == under:
                return respond
        answered = super().respond(method, path, body)
        self._run()
        return answered

    def _run(self) -> None:
        assert self.stage is not None
        made = [live for live in self.objects.values() if live["kind"] == "Pod" and "status" not in live]
        for pod in made:
            spec = pod["spec"]
            pod["metadata"].setdefault("uid", "u-1")
            pod["status"] = {
                "phase": "Running",
                "conditions": [{"type": "Ready", "status": "True"}],
                "initContainerStatuses": [{"name": one["name"], **UP} for one in spec["initContainers"]],
                "containerStatuses": [{"name": one["name"], **UP} for one in spec["containers"]],
            }
            self.stage.put(copy.deepcopy(pod))
        if self.stage.names() - {
            live["metadata"]["name"] for live in self.objects.values() if live["kind"] == "Pod"
        }:
            self.stage.remove("shop")


@pytest.fixture(params=["small", pytest.param("real", marks=needs_cluster)])
def ground(request: pytest.FixtureRequest) -> Iterator[Place]:
    if request.param == "small":
        memory, namespace = Node(), free_namespace()
        with recorded.cluster(memory=memory):
            self_reviews.answer(memory)
            memory.stage = Stage(memory, namespace, ("proxying", "serving"))
            yield Place(memory.api, namespace, kubeconfig(memory.url), "ann")
            memory.stage.end()
        return
    with real_cluster() as real:
        yield real


def test_a_pod_is_applied_watched_read_and_deleted(
    page: Page, ground: Place, connected: Callable[[str, str], None]
) -> None:
    connected(ground.text, ground.context)
    paste(page, SHOP)
    page.get_by_role("link", name="Apply…").click()
    page.get_by_label("Namespace", exact=True).fill(ground.namespace)
    page.get_by_role("button", name="Look", exact=True).click()
    page.get_by_label(re.compile("is not there: create it")).check()
    page.get_by_role("button", name=re.compile("^Apply to ")).click()
    expect(page.locator("#run [role=status]")).to_contain_text("done", timeout=30_000)

    page.get_by_role("link", name="Watch it live").click()
    rows = page.locator("[data-container]")
    expect(rows).to_have_count(3, timeout=20_000)
    expect(rows.first).to_contain_text("native sidecar")
    for name in ("proxy", "app", "second"):
        expect(page.locator(f'[data-container="{name}"]')).to_contain_text("running", timeout=30_000)
    expect(page.locator("#log-lines")).to_contain_text("serving", timeout=20_000)

    page.get_by_role("link", name=re.compile("^Delete")).first.click()
    expect(page.get_by_label(re.compile("shop"))).to_be_checked()
    page.get_by_role("button", name=re.compile("^Delete from ")).click()
    expect(page.locator("main")).to_contain_text("gone", timeout=60_000)
