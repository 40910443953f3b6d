from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pods.domain.manifest.reader import read
from pods.models import Design
from pods.views.patterns.added import added
from tests.pods.manifests import POD, design

pytestmark = pytest.mark.django_db
PATTERN = "fluent-bit-stdout"


def seen(page: str) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', page)
    assert found
    return found[1]


def carry_out(client: Client, url: str) -> None:
    """Look, and then do what was shown."""
    shown = client.get(url).content.decode()
    assert client.post(url, {"apply": "1", "seen": seen(shown)}).status_code == 302


def with_pattern(client: Client) -> Design:
    made = design()
    carry_out(client, reverse("add_pattern", args=[made.pk, PATTERN]))
    return Design.objects.get(pk=made.pk)


def test_a_pattern_that_was_added_is_listed_with_what_can_be_done(client: Client) -> None:
    made = with_pattern(client)
    shown = client.get(reverse("designer", args=[made.pk]), {"at": "spec.containers[0]"}).content.decode()
    for url in (
        reverse("take_out", args=[made.pk, 0]),
        reverse("switch_variant", args=[made.pk, 0, "classic"]),
        reverse("pattern", args=[PATTERN]),
    ):
        assert shown.count(f'href="{url}') == 2  # in the outline and in the details


def test_a_pattern_is_taken_out_to_the_very_same_bytes(client: Client) -> None:
    made = with_pattern(client)
    carry_out(client, reverse("take_out", args=[made.pk, 0]))
    made = Design.objects.get(pk=made.pk)
    assert made.newest.text == POD
    assert str(made.newest.event) == "Took out “Fluent Bit to standard output”"


def test_what_stays_is_said_before(client: Client) -> None:
    made = with_pattern(client)
    text = made.newest.text.replace(
        "    - name: shipper\n",
        "    - name: reader\n      image: busybox:1.37\n      volumeMounts: [{name: fluent-bit-state, mountPath: /x}]\n"
        "    - name: shipper\n",
    )
    client.post(reverse("text", args=[made.pk]), {"text": text, "base": made.newest.digest})
    shown = client.get(reverse("take_out", args=[made.pk, 0])).content.decode()
    assert "fluent-bit-state" in re.findall(r'<ul class="notes">.*?</ul>', shown, re.DOTALL)[0]


def test_native_and_classic_are_switched_there_and_back(client: Client) -> None:
    made = with_pattern(client)
    before = made.newest.text
    carry_out(client, reverse("switch_variant", args=[made.pk, 0, "classic"]))
    classic = Design.objects.get(pk=made.pk).newest
    assert "initContainers" not in classic.text
    assert str(classic.event).endswith("as: Container beside the app")
    carry_out(client, reverse("switch_variant", args=[made.pk, 0, "native"]))
    assert "restartPolicy: Always" in Design.objects.get(pk=made.pk).newest.text
    assert sorted(before) == sorted(Design.objects.get(pk=made.pk).newest.text)


def test_a_variant_that_the_version_cannot_run_is_not_offered_and_refused(client: Client) -> None:
    made = with_pattern(client)
    carry_out(client, reverse("switch_variant", args=[made.pk, 0, "classic"]))
    client.post(reverse("version", args=[made.pk]), {"kubernetes": "1.27"})
    url = reverse("switch_variant", args=[made.pk, 0, "native"])
    assert url not in client.get(reverse("designer", args=[made.pk])).content.decode()
    assert client.post(url, {"apply": "1"}).status_code == 422


@pytest.mark.parametrize("number", [1, 99, 10**18])
def test_a_pattern_that_is_not_there_is_not_found(client: Client, number: int) -> None:
    made = with_pattern(client)
    assert client.get(reverse("take_out", args=[made.pk, number])).status_code == 404
    assert client.post(reverse("take_out", args=[made.pk, number])).status_code == 404
    assert client.get(reverse("switch_variant", args=[made.pk, 0, "nonsense"])).status_code == 404


def test_a_record_of_an_unknown_pattern_can_still_be_taken_out(client: Client) -> None:
    made = with_pattern(client)
    text = made.newest.text.replace(f'"id":"{PATTERN}"', '"id":"<b>gone</b>"')
    client.post(reverse("text", args=[made.pk]), {"text": text, "base": made.newest.digest})
    shown = client.get(reverse("designer", args=[made.pk])).content.decode()
    assert "&lt;b&gt;gone" in shown
    assert "<b>gone" not in shown
    carry_out(client, reverse("take_out", args=[made.pk, 0]))
    assert Design.objects.get(pk=made.pk).newest.text == POD


def test_patterns_of_the_catalogue_cost_no_query(client: Client) -> None:
    made = with_pattern(client)
    pod = read(made.newest.text).pods[0]
    with CaptureQueriesContext(connection) as queries:
        assert [each.title for each in added(made.owner_id, pod, "1.36")] == ["Fluent Bit to standard output"]
    assert len(queries) == 0
