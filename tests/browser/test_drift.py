"""From a cluster into a design, what differs later, and taking it over, in a real browser."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.pods.cluster import recorded, scripted, self_reviews
from tests.pods.cluster.live import entry
from tests.pods.cluster.recorded import Cluster, Handler, answer
from tests.pods.views.clusters.made import kubeconfig

DEPLOYMENT = f"{scripted.APPS}/deployments/shop"


def tried(live: dict[str, Any]) -> recorded.Respond:
    """What a dry run of the object comes to: the live one with the number of replicas that was sent."""

    def respond(handler: Handler) -> None:
        after = copy.deepcopy(live)
        if "replicas" in handler.body.get("spec", {}):
            after["spec"]["replicas"] = handler.body["spec"]["replicas"]
        answer(200, after)(handler)

    return respond


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    with recorded.cluster() as running:
        self_reviews.answer(running)
        scripted.serve(running)
        for path, live in scripted.OBJECTS.items():
            running.on("PATCH", path, tried(live))
        yield running


def scaled(cluster: Cluster, replicas: int) -> None:
    """Somebody scales the Deployment with kubectl."""
    live = copy.deepcopy(scripted.SHOP)
    live["spec"]["replicas"] = replicas
    live["metadata"]["managedFields"] = [entry("kubectl", "Update", {"f:spec": {"f:replicas": {}}})]
    cluster.on("GET", DEPLOYMENT, answer(200, live))
    cluster.on("PATCH", DEPLOYMENT, tried(live))


def look(page: Page) -> None:
    page.get_by_label("Namespace").fill("designs")
    page.get_by_role("button", name="Look", exact=True).click()


def test_what_runs_becomes_a_design_and_what_drifts_is_taken_into_it(
    page: Page, cluster: Cluster, connected: Callable[[str, str], None]
) -> None:
    connected(kubeconfig(cluster.url, drifting={"token": "t"}), "drifting")
    page.goto("/new/")
    page.get_by_role("link", name="Take a running workload").click()
    page.get_by_label("Connection").select_option(label="drifting")
    look(page)
    page.get_by_label("Search by kind or name").fill("pod lone")
    expect(page.locator("#picks > li:visible")).to_have_count(1)
    page.get_by_label("Search by kind or name").fill("deploy shop")
    page.locator("#picks > li:visible label").first.click()
    page.get_by_role("button", name="Take it into a new design").click()
    expect(page.locator('#picture svg.picture [data-name="app"]')).to_be_visible()
    expect(page.locator(".cm-content")).to_contain_text("replicas: 2")
    designer = page.url

    page.locator("summary[aria-label=More]").click()
    page.get_by_role("link", name="Compare with the cluster").click()
    page.get_by_label("Connection").select_option(label="drifting")
    look(page)
    expect(page.locator("#drift")).to_contain_text("just as the design says")

    scaled(cluster, 5)
    page.get_by_role("link", name="Look again").click()
    row = page.get_by_role("row", name="spec.replicas")
    expect(row).to_contain_text("kubectl")
    expect(row.get_by_role("checkbox")).to_be_checked()
    page.get_by_role("button", name="Take what is ticked into the design").click()
    expect(page.locator("#drift")).to_contain_text("just as the design says")

    page.goto(designer)
    expect(page.locator(".cm-content")).to_contain_text("replicas: 5")
