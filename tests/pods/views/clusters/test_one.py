"""One connection: its settings, new credentials, its end; and what the cluster itself says, fetched by the page."""

from __future__ import annotations

import html
import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from pods.cluster.access import Reachable
from pods.models import Connection
from tests.pods.cluster import recorded, self_reviews
from tests.pods.cluster.recorded import Cluster
from tests.pods.manifests import design
from tests.pods.views.clusters.made import SECRET, connection, kubeconfig

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
NOBODY = "http://127.0.0.1:9"  # the discard port: refused at once


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    with recorded.cluster() as running:
        self_reviews.answer(running)
        yield running


def get(client: Client, name: str, made: Connection, *, htmx: bool = True, query: str = "") -> str:
    answer = client.get(reverse(name, args=[made.pk]) + query, headers=HTMX if htmx else {})
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def post(client: Client, url: str, made: Connection, /, **said: str) -> Any:
    return client.post(reverse(url, args=[made.pk]), said)


def test_the_list_and_the_page_ask_no_cluster_and_say_from_where_to_fetch(
    client: Client, cluster: Cluster
) -> None:
    made = connection(cluster.url)
    for page in (get(client, "cluster", made), client.get(reverse("clusters")).content.decode()):
        assert cluster.url in page
        assert 'hx-trigger="load"' in page
    assert cluster.asked == []


def test_the_state_says_version_and_identity(client: Client, cluster: Cluster) -> None:
    said = get(client, "cluster_state", connection(cluster.url))
    assert "v1.36.2" in said
    assert "you are dev" in said


def test_the_test_says_what_one_may_do_and_what_not(client: Client, cluster: Cluster) -> None:
    cluster.on("GET", "/api/v1/namespaces/shop", recorded.answer(404, recorded.status(404, "NotFound", "no")))
    said = get(client, "cluster_test", connection(cluster.url))
    assert "system:authenticated" in said
    assert "no such namespace" in said
    assert "secrets (get, create, patch, delete)" in said
    assert re.search(r"<code>secrets</code></th>\s*<td class=\"no\">", said)
    assert re.search(r"<code>pods</code></th>\s*<td class=\"yes\">", said)
    assert "deployments.apps · web" in said


def test_without_scripts_the_test_is_a_page(client: Client, cluster: Cluster) -> None:
    made = connection(cluster.url)
    assert "<html" in get(client, "cluster_test", made, htmx=False)
    answer = client.get(reverse("cluster_state", args=[made.pk]))
    assert answer.headers["Location"] == reverse("cluster_test", args=[made.pk])


@pytest.mark.parametrize("name", ["cluster_state", "cluster_test"])
def test_a_dead_cluster_is_said_with_a_way_to_try_again(client: Client, name: str) -> None:
    said = get(client, name, connection(NOBODY))
    assert "127.0.0.1:9 cannot be reached" in said
    assert "Try again" in said
    assert "?again=1" in said


def test_a_page_about_a_silent_cluster_comes_at_once(client: Client, cluster: Cluster) -> None:
    cluster.on("GET", "/version", recorded.silence(2))
    made = connection(cluster.url)
    started = time.monotonic()
    get(client, "cluster", made)
    client.get(reverse("clusters"))
    assert time.monotonic() - started < 1


def test_trying_again_makes_a_new_client(client: Client, cluster: Cluster) -> None:
    made = connection(cluster.url)
    cluster.fail(recorded.cut)
    assert "was cut" in get(client, "cluster_state", made)
    assert "you are dev" in get(client, "cluster_state", made, query="?again=1")


@pytest.mark.parametrize("design_version", ["1.36", "1.37"])
def test_designs_that_are_meant_for_a_newer_version_are_counted(
    client: Client, cluster: Cluster, design_version: str
) -> None:
    made = design()
    made.kubernetes = design_version
    made.save()
    said = get(client, "cluster_test", connection(cluster.url))
    assert ("Designs this concerns: 1." in said) is (design_version == "1.37")


def test_namespaces_are_offered_where_they_may_be_listed(client: Client, cluster: Cluster) -> None:
    items = [{"metadata": {"name": name}} for name in ("default", '"><b>x')]
    cluster.on("GET", "/api/v1/namespaces", recorded.answer(200, {"items": items}))
    said = client.get(reverse("cluster_namespaces", args=[connection(cluster.url).pk])).content.decode()
    assert '<option value="default">' in said
    assert "<b>" not in said
    assert "<option" not in get(client, "cluster_namespaces", connection(NOBODY, name="dead"))


def test_what_a_hostile_cluster_says_comes_out_as_text(client: Client, cluster: Cluster) -> None:
    evil = "<script>alert(1)</script>"
    cluster.on("GET", "/version", recorded.answer(200, {"gitVersion": f"v1.36{evil}"}))
    user = {"status": {"userInfo": {"username": evil, "groups": [evil]}}}
    cluster.on("POST", self_reviews.WHO, recorded.answer(201, user))
    rules = {"status": {"resourceRules": [{"verbs": [evil], "resources": [evil], "apiGroups": [evil]}]}}
    cluster.on("POST", self_reviews.RULES, recorded.answer(201, rules))
    made = connection(cluster.url)
    for name in ("cluster_state", "cluster_test"):
        assert evil not in client.get(reverse(name, args=[made.pk]), headers=HTMX).content.decode()
    cluster.on("GET", "/version", recorded.answer(401, recorded.status(401, "Unauthorized", evil)))
    assert evil not in client.get(reverse("cluster_state", args=[made.pk]), headers=HTMX).content.decode()


def test_name_and_namespace_are_changed_and_the_credentials_stay(client: Client) -> None:
    made = connection()
    before = made.sealed
    assert post(client, "edit_cluster", made, name="prod", namespace="web").status_code == 302
    made.refresh_from_db()
    assert (made.name, made.namespace, made.verify, made.sealed) == ("prod", "web", True, before)


def test_verification_is_skipped_and_taken_up_again_by_a_tick_of_its_own(client: Client) -> None:
    made = connection()
    post(client, "edit_cluster", made, name="dev", namespace="shop", skip="on")
    assert verifies() == (False, False)
    assert "server not verified" in get(client, "cluster", made)
    post(client, "edit_cluster", made, name="dev", namespace="shop")
    assert verifies() == (True, True)
    assert Connection.objects.get().access().credentials.token == SECRET


def verifies() -> tuple[bool, bool]:
    """What the one connection shows, and what it does."""
    made = Connection.objects.get()
    return made.verify, made.access().verify


def test_a_taken_name_changes_nothing(client: Client) -> None:
    connection(name="taken")
    made = connection()
    answer = post(client, "edit_cluster", made, name="taken", namespace="web", skip="on")
    assert answer.status_code == 422
    made.refresh_from_db()
    assert (made.name, made.namespace, made.verify) == ("dev", "shop", True)


def test_new_credentials_replace_the_old_and_leave_name_and_namespace(client: Client) -> None:
    made = connection()
    text = kubeconfig("https://new.example", ann={"token": "fresh"})
    page = post(client, "cluster_kubeconfig", made, text=text)
    found = re.search(r'name="sealed" value="([^"]*)"', page.content.decode())
    assert found is not None
    made.refresh_from_db()
    assert made.access().credentials.token == SECRET
    answer = post(client, "cluster_credentials", made, sealed=html.unescape(found[1]), context="ann")
    assert answer.status_code == 302
    made.refresh_from_db()
    assert (made.name, made.namespace, made.server) == ("dev", "shop", "https://new.example")
    assert made.access().credentials.token == "fresh"


@pytest.mark.parametrize("text", ["", "a: [", kubeconfig(ann={"exec": {"command": "id"}})])
def test_a_bad_kubeconfig_leaves_the_old_credentials(client: Client, text: str) -> None:
    made = connection()
    assert post(client, "cluster_kubeconfig", made, text=text).status_code == 422
    assert post(client, "cluster_credentials", made, sealed="x", context="ann").status_code == 422
    made.refresh_from_db()
    assert made.access().credentials.token == SECRET


def test_a_connection_is_deleted_with_its_credentials(client: Client) -> None:
    made = connection()
    assert client.get(reverse("delete_cluster", args=[made.pk])).status_code == 405
    assert post(client, "delete_cluster", made).status_code == 302
    assert not Connection.objects.exists()


def test_another_key_is_said_with_what_to_do(client: Client, settings: Settings) -> None:
    made = connection()
    settings.PODWRIGHT_CREDENTIALS_KEYS = ["k" * 40]
    assert "encrypted with another key" in get(client, "cluster_test", made)
    assert "encrypted with another key" in get(client, "cluster_state", made)
    answer = post(client, "edit_cluster", made, name="dev", namespace="shop", skip="on")
    assert (answer.status_code, "another key" in answer.content.decode()) == (422, True)
    assert post(client, "delete_cluster", made).status_code == 302


def test_a_key_is_replaced_while_connections_live_on(
    client: Client, cluster: Cluster, settings: Settings
) -> None:
    made = connection(cluster.url)
    settings.PODWRIGHT_CREDENTIALS_KEYS = ["k" * 40, *settings.PODWRIGHT_CREDENTIALS_KEYS]
    assert "you are dev" in get(client, "cluster_state", made)
    post(client, "edit_cluster", made, name="dev", namespace="shop", skip="on")
    settings.PODWRIGHT_CREDENTIALS_KEYS = ["k" * 40]
    assert "you are dev" in get(client, "cluster_state", made)


@pytest.mark.parametrize("name", ["cluster_state", "cluster_test"])
def test_a_host_that_may_no_longer_be_reached_is_not(
    client: Client, cluster: Cluster, settings: Settings, name: str
) -> None:
    made = connection(cluster.url)
    get(client, name, made)
    asked = len(cluster.asked)
    settings.PODWRIGHT_REACHABLE = Reachable(hosts=("other.example",), plain_http=True)
    assert "may not be reached from here" in get(client, name, made)
    assert len(cluster.asked) == asked


def test_a_redirect_is_not_followed_with_the_credentials(client: Client, cluster: Cluster) -> None:
    with recorded.cluster() as elsewhere:
        cluster.on("GET", "/version", lambda h: h.whole(302, b"", {"Location": f"{elsewhere.url}/version"}))
        assert "sends one elsewhere" in get(client, "cluster_state", connection(cluster.url))
        assert elsewhere.asked == []
