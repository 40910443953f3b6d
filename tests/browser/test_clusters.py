"""Connections to clusters in a real browser: from a pasted kubeconfig to what one may do there, and away again."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.pods.cluster import recorded, self_reviews
from tests.pods.cluster.recorded import Cluster
from tests.pods.views.clusters.made import SECRET, kubeconfig


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    with recorded.cluster() as running:
        self_reviews.answer(running)
        items = [{"metadata": {"name": name}} for name in ("default", "shop")]
        running.on("GET", "/api/v1/namespaces", recorded.answer(200, {"items": items}))
        yield running


def connect(page: Page, text: str, context: str) -> None:
    page.goto("/")
    page.get_by_role("link", name="Clusters").click()
    page.get_by_label("Paste it").fill(text)
    page.get_by_role("button", name="Show its contexts").click()
    page.get_by_label(context, exact=True).check()
    page.get_by_role("button", name="Connect", exact=True).click()


def delete(page: Page) -> None:
    page.get_by_text("Delete", exact=True).click()
    page.get_by_role("button", name="Delete this connection").click()


def test_a_kubeconfig_becomes_a_connection_that_says_what_one_may_do(page: Page, cluster: Cluster) -> None:
    text = kubeconfig(cluster.url, ann={"token": SECRET}, eks={"exec": {"command": "aws"}})
    connect(page, text, "ann")
    expect(page.get_by_role("heading", level=1)).to_have_text("ann")
    expect(page.locator("#test")).to_contain_text("Kubernetes v1.36.2")
    expect(page.locator("#test")).to_contain_text("you are dev")
    expect(page.get_by_role("row", name="secrets").get_by_role("cell").first).to_have_text(re.compile("no"))
    expect(page.get_by_role("row", name="pods/log").get_by_role("cell").first).to_have_text(re.compile("yes"))
    expect(page.locator("#namespaces option")).to_have_count(2)
    assert SECRET not in page.content()

    page.get_by_role("link", name="Clusters").click()
    line = page.get_by_role("listitem").filter(has_text="ann")
    expect(line).to_contain_text("answers")
    line.get_by_role("link").click()
    delete(page)
    expect(page.get_by_text("No cluster is connected yet")).to_be_visible()


def test_a_cluster_that_went_away_is_said_and_tried_again(page: Page, cluster: Cluster) -> None:
    cluster.on("GET", "/version", recorded.hang_up)
    connect(page, kubeconfig(cluster.url), "ann")
    expect(page.locator("#test").get_by_role("alert")).to_be_visible()
    self_reviews.answer(cluster)
    again = page.locator("#test").get_by_role("link", name="Try again")
    again.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#test")).to_contain_text("you are dev")
    expect(page.get_by_role("link", name="Test again")).to_be_focused()
    assert page.url.endswith("/")  # it stayed on its page
    delete(page)


def test_a_connection_is_made_by_keyboard_alone(page: Page, cluster: Cluster) -> None:
    page.goto("/clusters/")
    page.get_by_label("Paste it").focus()
    page.keyboard.insert_text(kubeconfig(cluster.url, ann={"token": SECRET}, bob={"token": "b"}))
    page.keyboard.press("Tab")  # the file
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_label("ann", exact=True).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("by hand")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("by hand")
    expect(page.locator("#test")).to_contain_text("you are dev")
    delete(page)
