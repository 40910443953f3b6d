"""Applying in a real browser: from the designer to results, a refusal at its line, a conflict, and back again.

Against a small API server, and against a real cluster where there is one (`make test-cluster`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_journeys import paste
from tests.pods.cluster.real import Place, free_namespace, needs_cluster, real_cluster
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


def _deployment(ground: Place) -> str:
    return f"/apis/apps/v1/namespaces/{ground.namespace}/deployments/shop"


def scale(ground: Place, replicas: int) -> None:
    """Somebody else sets the number of replicas."""
    metadata = {"name": "shop", "namespace": ground.namespace}
    body = {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": metadata,
        "spec": {"replicas": replicas},
    }
    ground.api.apply(_deployment(ground), body, {"fieldManager": "ops", "force": True})


def replicas(ground: Place) -> int:
    """How many are wanted now."""
    return int(ground.api.get(_deployment(ground)).body["spec"]["replicas"])


@pytest.fixture(params=["small", pytest.param("real", marks=needs_cluster)])
def ground(request: pytest.FixtureRequest) -> Iterator[Place]:
    if request.param == "small":
        with shelf() as place:
            yield Place(place.api, free_namespace(), kubeconfig(place.url), "ann")
        return
    with real_cluster() as real:
        yield real


def apply_again(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^Apply to ")).click()
    expect(page.locator("#run [role=status]")).to_contain_text("done", timeout=30_000)


def test_a_design_is_applied_fought_over_and_rolled_back(
    page: Page, ground: Place, connected: Callable[[str, str], None]
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

    scale(ground, 3)
    page.get_by_role("link", name="Look again").click()
    expect(page.locator(".conflicts")).to_contain_text("ops")
    page.get_by_label("Take over", exact=True).check()
    page.get_by_label(re.compile("Yes, overwrite")).check()
    apply_again(page)
    assert replicas(ground) == 2
    page.get_by_text("Roll back…").click()
    page.get_by_role("button", name="Roll back what this apply did").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Rollback")
    expect(page.locator("#run [role=status]")).to_contain_text("done", timeout=30_000)
    expect(page.locator("#run")).to_contain_text("rolled back: as it was")
    assert replicas(ground) == 3

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
