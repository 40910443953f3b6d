"""Applying in a real browser: from the designer to results, a refusal at its line, a conflict, and back again.

Against a small API server, and against a real cluster where there is one (`make test-cluster`).
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from pods.cluster.api import Api, path_of
from pods.cluster.kubeconfig import kubeconfig as opened
from pods.cluster.problems import ClusterProblem
from pods.cluster.transport import of_access
from tests.browser.test_clusters import connect, delete
from tests.browser.test_journeys import paste
from tests.pods.cluster.real import KUBECONFIG, needs_cluster
from tests.pods.cluster.shelf import invalid, shelf
from tests.pods.views.clusters.made import kubeconfig

SHOP = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  replicas: 2
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec:
      terminationGracePeriodSeconds: 1
      containers:
        - {name: app, image: "busybox:1", command: [sleep, "1000"]}
---
apiVersion: v1
kind: Secret
metadata: {name: shop}
stringData: {password: hunter2-secret}
"""


@dataclass
class Ground:
    """A cluster to apply to: how to connect, a namespace that is not there yet, and a client of one's own."""

    text: str
    context: str
    namespace: str
    api: Api

    def scale(self, replicas: int) -> None:
        """Somebody else sets the number of replicas."""
        path = f"/apis/apps/v1/namespaces/{self.namespace}/deployments/shop"
        metadata = {"name": "shop", "namespace": self.namespace}
        body = {
            "apiVersion": "apps/v1",
            "kind": "Deployment",
            "metadata": metadata,
            "spec": {"replicas": replicas},
        }
        self.api.apply(path, body, {"fieldManager": "ops", "force": True})

    def replicas(self) -> int:
        """How many are wanted now."""
        path = f"/apis/apps/v1/namespaces/{self.namespace}/deployments/shop"
        return int(self.api.get(path).body["spec"]["replicas"])


@pytest.fixture(params=["small", pytest.param("real", marks=needs_cluster)])
def ground(request: pytest.FixtureRequest) -> Iterator[Ground]:
    namespace = f"podwright-test-{secrets.token_hex(4)}"
    if request.param == "small":
        with shelf() as place:
            yield Ground(kubeconfig(place.url), "ann", namespace, place.api)
        return
    text = Path(KUBECONFIG).read_text(encoding="utf-8")
    context = opened(text).context()
    assert context.access is not None
    api = Api(of_access(context.access))
    yield Ground(text, context.name, namespace, api)
    with suppress(ClusterProblem):
        api.delete(path_of("api", "v1", "namespaces", namespace))


@pytest.fixture
def connected(page: Page) -> Iterator[Callable[[str, str], None]]:
    """Connects, and takes the connection away again: other tests expect none."""

    def begin(text: str, context: str) -> None:
        connect(page, text, context)
        expect(page.get_by_role("heading", level=1)).to_have_text(context)
        begun.append(page.url)

    begun: list[str] = []
    yield begin
    for url in begun:
        page.goto(url)
        delete(page)


def apply_again(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^Apply to ")).click()
    expect(page.locator("#run [role=status]")).to_contain_text("done", timeout=30_000)


def test_a_design_is_applied_fought_over_and_rolled_back(
    page: Page, ground: Ground, connected: Callable[[str, str], None]
) -> None:
    connected(ground.text, ground.context)
    paste(page, SHOP)
    designer = page.url
    page.get_by_role("link", name="Apply…").click()
    page.get_by_label("Namespace", exact=True).fill(ground.namespace)
    page.get_by_role("button", name="Look", exact=True).click()
    page.get_by_label(re.compile("is not there: create it")).check()
    expect(page.locator("#plan .tally")).to_contain_text("1 × is created")
    assert "hunter2" not in page.content()
    apply_again(page)
    expect(page.locator("#run .object")).to_have_count(3)
    assert "hunter2" not in page.content()

    ground.scale(3)
    page.get_by_role("link", name="Look again").click()
    expect(page.locator(".conflicts")).to_contain_text("ops")
    page.get_by_label("Take over", exact=True).check()
    page.get_by_label(re.compile("Yes, overwrite")).check()
    apply_again(page)
    assert ground.replicas() == 2
    page.get_by_text("Roll back…").click()
    page.get_by_role("button", name="Roll back what this apply did").click()
    expect(page.locator("#run [role=status]")).to_contain_text("rolled back", timeout=30_000)
    assert ground.replicas() == 3

    page.get_by_role("link", name="Look again").click()
    page.get_by_role("button", name="Take their value into the design").click()
    expect(page.locator("#plan")).to_contain_text("there is nothing to apply")
    page.goto(designer)
    expect(page.locator(".cm-content")).to_contain_text("replicas: 3")


def test_a_refusal_leads_to_its_line(page: Page, connected: Callable[[str, str], None]) -> None:
    with shelf("here") as place:
        connected(kubeconfig(place.url), "ann")
        path = "/apis/apps/v1/namespaces/here/deployments/shop"
        how = invalid("Deployment", "shop", "spec.template.spec.containers[0].image", "must be another")
        place.refuse("PATCH", path, how, how, dry=True)
        paste(page, SHOP)
        page.get_by_role("link", name="Apply…").click()
        page.get_by_label("Namespace", exact=True).fill("here")
        page.get_by_role("button", name="Look", exact=True).click()
        page.locator(".complaint").get_by_role("link", name="Line 12").click()
        page.wait_for_selector("#editor[data-ready]", state="attached")
        expect(page.locator(".cm-activeLine")).to_contain_text("busybox:1")
