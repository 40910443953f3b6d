"""Connections hold credentials: whose they are, and where the credentials must never come out."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import RequestDataTooBig
from django.db import connection as database
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from pods import urls
from pods.cluster import offer
from pods.cluster.access import Access, AccessRefused, Reachable
from pods.cluster.sealing import Seal
from pods.models import Connection
from pods.models.reach import api_of
from tests.pods.cluster import recorded, self_reviews
from tests.pods.cluster.recorded import Cluster
from tests.pods.views.clusters.made import SECRET, connection, kubeconfig
from tests.pods.views.test_ownership import alice, bob, server

__all__ = ["alice", "bob", "server"]
pytestmark = pytest.mark.django_db
OF_ONE = [pattern.name for pattern in urls.cluster_urls if pattern.name]
OF_ALL = [pattern.name for pattern in urls.clusters_urls if pattern.name]


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    with recorded.cluster() as running:
        self_reviews.answer(running)
        yield running


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", OF_ONE)
def test_another_users_connection_does_not_exist(
    server: None, client: Client, alice: User, bob: User, cluster: Cluster, name: str, method: str
) -> None:
    hers = connection(cluster.url, owner=alice)
    sealed = hers.sealed
    client.force_login(bob)
    said = {"name": "stolen", "namespace": "x", "text": kubeconfig(), "sealed": sealed, "context": "ann"}
    answer = getattr(client, method)(reverse(name, args=[hers.pk]), said)
    assert answer.status_code in (404, 405)
    hers.refresh_from_db()
    assert (hers.name, hers.sealed) == ("dev", sealed)
    assert cluster.asked == []


def test_the_list_shows_ones_own_connections_only(
    server: None, client: Client, alice: User, bob: User
) -> None:
    connection(owner=alice, name="hers")
    connection(owner=bob, name="his")
    client.force_login(bob)
    page = client.get(reverse("clusters")).content.decode()
    assert ">his<" in page
    assert ">hers<" not in page


def test_two_users_may_give_their_connections_the_same_name(alice: User, bob: User) -> None:
    assert connection(owner=alice).name == connection(owner=bob).name


@pytest.mark.parametrize("name", [*OF_ALL, *OF_ONE])
def test_a_server_shows_nothing_of_clusters_without_a_login(server: None, client: Client, name: str) -> None:
    url = reverse(name, args=[1] if name in OF_ONE else [])
    for answer in (client.get(url), client.post(url)):
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith(reverse("login"))


@pytest.mark.parametrize("name", [*OF_ALL, *OF_ONE])
def test_what_changes_something_needs_the_secret_of_its_form(name: str) -> None:
    client = Client(enforce_csrf_checks=True)
    made = connection()
    answer = client.post(reverse(name, args=[made.pk] if name in OF_ONE else []), {"name": "x"})
    assert answer.status_code in (403, 405)
    assert Connection.objects.get().name == "dev"


@pytest.mark.parametrize("name", [name for name in OF_ONE if name not in ("delete_cluster",)])
@pytest.mark.parametrize("works", [True, False])
def test_no_answer_and_no_record_holds_the_credentials_or_their_seal(
    client: Client, cluster: Cluster, caplog: pytest.LogCaptureFixture, name: str, works: bool
) -> None:
    caplog.set_level(logging.DEBUG)
    made = connection(cluster.url)
    if not works:
        cluster.on("GET", "/version", recorded.answer(401, recorded.status(401, "Unauthorized", "who?")))
    url = reverse(name, args=[made.pk])
    said = {"name": "", "text": f"token: {SECRET}\n- [", "sealed": SECRET, "context": SECRET}
    for answer in (client.get(url), client.get(url, headers={"HX-Request": "true"}), client.post(url, said)):
        page = answer.content.decode()
        assert SECRET not in page
        assert made.sealed not in page
    assert SECRET not in caplog.text
    assert made.sealed not in caplog.text


def test_a_failure_of_our_own_tells_neither_the_page_nor_the_log_what_was_sent(
    client: Client, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    def fails(*_: Any, **__: Any) -> None:
        raise RequestDataTooBig

    def breaks(*_: Any, **__: Any) -> None:
        raise RuntimeError("broken")

    client.raise_request_exception = False
    for debug in (False, True):
        settings.DEBUG = debug  # even the page for developers
        for failure in (breaks, fails):
            monkeypatch.setattr(offer, "read", failure)
            answer = client.post(reverse("kubeconfig"), {"text": kubeconfig()})
            assert answer.status_code in (400, 500)
            assert SECRET not in answer.content.decode()
    assert SECRET not in caplog.text


def test_no_representation_shows_credentials(cluster: Cluster) -> None:
    made = connection(cluster.url)
    api = api_of(made)
    for thing in (
        made,
        made.access(),
        made.access().credentials,
        made.transport(),
        api,
        vars(made)["_state"],
    ):
        assert SECRET not in f"{thing!r} {thing}"


def test_a_copy_of_the_database_opens_nothing_without_the_key() -> None:
    made = connection()
    with database.cursor() as cursor:
        cursor.execute("SELECT * FROM pods_connection")
        rows = str(cursor.fetchall())
    assert SECRET not in rows
    with pytest.raises(AccessRefused):
        Seal(["another key, just as long as the right one"]).open(made.sealed)


@pytest.mark.parametrize(
    ("server_url", "hosts", "allowed"),
    [
        ("https://k8s.example.com:6443", ("k8s.example.com",), True),
        ("https://K8S.Example.COM", ("k8s.example.com",), True),
        ("https://k8s.example.com", (".example.com",), True),
        ("https://a.b.example.com", (".example.com",), True),
        ("https://example.com", (".example.com",), False),
        ("https://evilexample.com", (".example.com",), False),
        ("https://k8s.example.com.evil.net", ("k8s.example.com", ".example.com"), False),
        ("https://k8s.example.com@evil.net", ("k8s.example.com",), False),
        ("https://evil.net#k8s.example.com", ("k8s.example.com",), False),
        ("https://evil.net/k8s.example.com", ("k8s.example.com",), False),
        ("https://evil.net\\@k8s.example.com", ("k8s.example.com",), False),
        ("https://k8s.example.com.", ("k8s.example.com",), False),
        ("https://10.0.0.1:6443", ("k8s.example.com",), False),
        ("https://10.0.0.1:6443", ("10.0.0.1",), True),
        ("https://10.0.0.1:6443", (".0.0.1",), False),
        ("https://167772161", ("10.0.0.1",), False),
        ("https://[fd00::1]:6443", ("fd00::1",), True),
        ("https://[fd00::1]:6443", ("[fd00::1]",), True),
        ("https://[fd00:0:0::1]:6443", ("fd00::1",), True),
        ("https://[fd00::2]:6443", ("fd00::1",), False),
        ("https://[::ffff:10.0.0.1]", ("10.0.0.1",), False),
        ("https://xn--k8s.example.com", ("k8s.example.com",), False),
    ],
)
def test_only_allowed_hosts_are_reached(server_url: str, hosts: tuple[str, ...], allowed: bool) -> None:
    reachable = Reachable(hosts=hosts)
    if allowed:
        reachable.check(Access(server_url))
    else:
        with pytest.raises(AccessRefused):
            reachable.check(Access(server_url))
