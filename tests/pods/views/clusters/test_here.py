"""Connections that act as the machine, or the pod, that Podwright runs on."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from pods.cluster import transport
from pods.models import Connection
from tests.pods.cluster import recorded, self_reviews
from tests.pods.views.clusters.made import SECRET, kubeconfig
from tests.pods.views.test_ownership import server

__all__ = ["server"]
pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def contexts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A kubeconfig of this machine."""
    file = tmp_path / "config"
    file.write_text(
        kubeconfig(**{"ann": {"token": SECRET}, "bob": {"token": "b"}, "x" * 300: {"token": "c"}})
    )
    monkeypatch.setattr("kubernetes.config.kube_config.KUBE_CONFIG_DEFAULT_LOCATION", str(file))


@pytest.fixture
def in_a_pod(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The files of a service account."""
    (tmp_path / "token").write_text(SECRET)
    (tmp_path / "namespace").write_text("tools\n")
    monkeypatch.setenv("KUBERNETES_SERVICE_HOST", "10.0.0.1")
    monkeypatch.setattr(transport, "_ACCOUNT", tmp_path)


def test_contexts_of_this_machine_are_offered_the_current_one_first(client: Client, contexts: None) -> None:
    shown = client.get(reverse("clusters_here"), headers=HTMX).content.decode()
    assert shown.index(">ann<") < shown.index(">bob<")
    assert "x" * 300 not in shown
    assert SECRET not in shown
    assert "service account" not in shown


def test_a_machine_without_a_kubeconfig_says_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kubernetes.config.kube_config.KUBE_CONFIG_DEFAULT_LOCATION", "/nowhere/config")
    page = client.get(reverse("clusters_here"))
    assert "has no kubeconfig" in page.content.decode()
    assert "<html" in page.content.decode()


def test_a_context_is_connected_by_its_name_and_no_credentials_are_copied(
    client: Client, contexts: None
) -> None:
    said = {"context": "bob", "name": "", "namespace": ""}
    assert client.post(reverse("add_machine"), said).status_code == 302
    made = Connection.objects.get()
    assert (made.way, made.context, made.sealed) == ("context", "bob", "")
    assert (made.name, made.namespace) == ("bob", "shop")


@pytest.mark.parametrize("said", [{"context": "eve"}, {"context": ""}, {"namespace": "A B"}])
def test_a_context_that_is_not_there_is_refused(client: Client, contexts: None, said: dict[str, str]) -> None:
    answer = client.post(reverse("add_machine"), {"context": "ann", "name": "x", "namespace": "y"} | said)
    assert answer.status_code == 422
    assert not Connection.objects.exists()


def test_a_context_reaches_its_cluster_as_kubectl_would(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with recorded.cluster() as cluster:
        self_reviews.answer(cluster)
        file = tmp_path / "config"
        file.write_text(kubeconfig(cluster.url, ann={"token": SECRET}))
        monkeypatch.setattr("kubernetes.config.kube_config.KUBE_CONFIG_DEFAULT_LOCATION", str(file))
        client.post(reverse("add_machine"), {"context": "ann", "name": "mine", "namespace": ""})
        made = Connection.objects.get()
        state = client.get(reverse("cluster_state", args=[made.pk]), headers=HTMX).content.decode()
        assert "you are dev" in state
        assert "server not verified" in state  # plain http
        assert cluster.asked[0].headers["Authorization"] == f"Bearer {SECRET}"


def test_only_stored_credentials_can_be_replaced_or_left_unverified_here(
    client: Client, contexts: None
) -> None:
    client.post(reverse("add_machine"), {"context": "ann", "name": "mine", "namespace": ""})
    made = Connection.objects.get()
    page = client.get(reverse("cluster", args=[made.pk])).content.decode()
    assert "New credentials" not in page
    assert 'name="skip"' not in page
    for name in ("cluster_kubeconfig", "cluster_credentials"):
        answer = client.post(reverse(name, args=[made.pk]), {"text": kubeconfig()})
        assert answer.status_code == 404
    renamed = client.post(reverse("edit_cluster", args=[made.pk]), {"name": "b", "skip": "on"})
    made.refresh_from_db()
    assert (renamed.status_code, made.name, made.verify) == (302, "b", True)


def test_a_pod_connects_as_its_service_account(client: Client, in_a_pod: None) -> None:
    shown = client.get(reverse("clusters_here"), headers=HTMX).content.decode()
    assert 'value="tools"' in shown
    assert client.post(reverse("add_pod"), {"name": "here", "namespace": "tools"}).status_code == 302
    made = Connection.objects.get()
    assert (made.way, made.namespace, made.sealed) == ("pod", "tools", "")


def test_outside_of_a_pod_there_is_no_account_to_connect_as(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KUBERNETES_SERVICE_HOST", raising=False)
    assert client.post(reverse("add_pod"), {"name": "here"}).status_code == 404


def test_on_a_server_nobody_connects_as_its_machine_and_only_staff_as_its_pod(
    server: None, client: Client, contexts: None, in_a_pod: None, settings: Settings
) -> None:
    ann = User.objects.create_user("ann")
    client.force_login(ann)
    said = {"context": "ann", "name": "x", "namespace": "y"}
    assert reverse("clusters_here") not in client.get(reverse("clusters")).content.decode()
    assert client.get(reverse("clusters_here")).status_code == 404
    assert client.post(reverse("add_pod"), said).status_code == 404
    assert client.post(reverse("add_machine"), said).status_code == 404
    ann.is_staff = True
    ann.save()
    shown = client.get(reverse("clusters_here")).content.decode()
    assert reverse("add_machine") not in shown
    assert client.post(reverse("add_machine"), said).status_code == 404
    assert client.post(reverse("add_pod"), said).status_code == 302


def test_staff_that_is_staff_no_longer_loses_the_pods_account(
    server: None, client: Client, in_a_pod: None
) -> None:
    ann = User.objects.create_user("ann")
    client.force_login(ann)
    made = Connection.objects.create(owner=ann, name="pod", way=Connection.Way.POD)
    state = client.get(reverse("cluster_state", args=[made.pk]), headers=HTMX).content.decode()
    assert "which you may not do here" in state
