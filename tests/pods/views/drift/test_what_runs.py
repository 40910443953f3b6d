"""The list of what runs in a namespace leads to each thing as it runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from pods.cluster.access import Access, Credentials, Reachable
from pods.models import Connection
from tests.pods.cluster import recorded, scripted
from tests.pods.cluster.recorded import Cluster, answer
from tests.pods.manifests import me

pytestmark = pytest.mark.django_db


@pytest.fixture
def running(settings: Settings) -> Iterator[Cluster]:
    settings.PODWRIGHT_REACHABLE = Reachable(plain_http=True)
    cache.clear()
    with recorded.cluster() as served:
        scripted.serve(served)
        yield served


def listed(client: Client, running: Cluster) -> tuple[Connection, str]:
    connection = Connection(owner=me(), name="small", namespace="designs")
    connection.keep(Access(running.url, Credentials(token="t0ken")))
    connection.save()
    where: dict[str, Any] = {"connection": connection.pk, "namespace": "designs"}
    answered = client.get(reverse("from_cluster_running"), where, headers={"HX-Request": "true"})
    assert answered.status_code == 200
    return connection, answered.content.decode()


def test_everything_that_runs_leads_to_its_live_page(client: Client, running: Cluster) -> None:
    connection, page = listed(client, running)
    address = reverse("cluster_live", args=[connection.pk, "designs", "Deployment", "shop"])
    assert f'href="{address}"' in page
    assert page.count("/live/designs/") == page.count('name="pick"')
    live = set(re.findall(r'href="([^"]*/live/designs/[^"]*)"', page))
    assert {client.get(address).status_code for address in live} == {200}


def test_a_name_that_cannot_be_leads_nowhere(client: Client, running: Cluster) -> None:
    odd: list[dict[str, Any]] = [
        {"metadata": {"name": name, "uid": f"u{n}"}, "spec": {}, "status": {}}
        for n, name in enumerate(["a/b", "", '"><script>'])
    ]
    running.on("GET", f"{scripted.APPS}/deployments", answer(200, {"items": odd}))
    _, page = listed(client, running)
    assert page.count('value="apps/v1:Deployment:') == len(odd)
    assert "<script>" not in page
    assert "/Deployment/a/b" not in page
