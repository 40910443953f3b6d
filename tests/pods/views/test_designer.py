from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.pods.manifests import BROKEN, POD, design

pytestmark = pytest.mark.django_db
SEVERAL = (
    POD
    + "---\n"
    + POD.replace("duo", "second").replace("name: app", "name: other")
    + "---\n"
    + """\
apiVersion: v1
kind: Service
metadata: {name: front}
spec: {selector: {app: duo}, ports: [{port: 80}]}
"""
)


def page(client: Client, text: str, query: str = "", **headers: str) -> str:
    answer = client.get(reverse("designer", args=[design(text).pk]) + query, headers=headers)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_design_shows_outline_picture_text_and_totals(client: Client) -> None:
    shown = page(client, POD)
    assert "<svg" in shown
    assert 'class="picture view-namespaces"' in shown
    assert "name: duo  # a comment" in shown
    for name in ("app", "shipper", "logs"):
        assert f'<span class="entry-name">{name}</span>' in shown
    assert "BestEffort" in shown


@pytest.mark.parametrize("view", ["namespaces", "storage", "network"])
def test_each_view_has_an_address(client: Client, view: str) -> None:
    assert f'class="picture view-{view}"' in page(client, POD, f"?view={view}")


@pytest.mark.parametrize(
    "query", ["?view=nonsense", "?pod=99", "?pod=-1", "?at=spec.no", "?pod=x&at=" + "a" * 500]
)
def test_an_address_that_makes_no_sense_shows_the_first_pod(client: Client, query: str) -> None:
    shown = page(client, POD, query)
    assert 'class="picture view-namespaces"' in shown


def test_a_container_in_the_address_is_explained(client: Client) -> None:
    shown = page(client, POD, "?at=spec.containers[1]")
    assert '<h2 class="subject">shipper</h2>' in shown
    assert "<code>/logs</code> is its <code>/var/log/nginx</code>" in shown


def test_a_volume_in_the_address_is_explained(client: Client) -> None:
    shown = page(client, POD, "?at=spec.volumes[0]")
    assert '<h2 class="subject">logs</h2>' in shown
    assert "Mounted by" in shown


def test_the_pods_of_a_stream_can_be_switched(client: Client) -> None:
    first, second = page(client, SEVERAL), page(client, SEVERAL, "?pod=1")
    assert 'data-name="app"' in first
    assert 'data-name="other"' in second
    assert re.search(
        r'<option value="1" data-first="\d+" data-last="\d+" selected>2/2 Pod second</option>', second
    )


def test_other_objects_are_listed_with_their_lines(client: Client) -> None:
    shown = page(client, SEVERAL)
    assert "front" in shown
    assert 'data-first="35"' in shown


def test_htmx_gets_the_panel_it_asks_for_alone(client: Client) -> None:
    inspector = page(
        client, POD, "?at=spec.containers[0]", **{"HX-Request": "true", "HX-Target": "inspector"}
    )
    assert inspector.strip().startswith('<aside id="inspector"')
    assert "<svg xmlns" not in inspector
    everything = page(client, POD, "?pod=0", **{"HX-Request": "true"})
    assert everything.count("hx-swap-oob") == 6


def test_a_text_that_never_could_be_read_says_where(client: Client) -> None:
    shown = page(client, BROKEN)
    assert "line 8" in shown or "Line 8" in shown


def test_a_text_without_a_pod_says_so(client: Client) -> None:
    assert "There is no pod in this text yet" in page(
        client, "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n"
    )


def test_an_empty_text_has_a_page(client: Client) -> None:
    assert "No problems" not in page(client, "")


def test_a_text_that_begins_with_an_empty_line_is_shown_whole(client: Client) -> None:
    assert 'aria-label="Manifest">\n\n\nkind: X' in page(client, "\n\nkind: X\n")
