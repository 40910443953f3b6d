from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.pods.manifests import BROKEN, POD, design

pytestmark = pytest.mark.django_db


def page(client: Client, query: str = "", **headers: str) -> str:
    answer = client.get(reverse("home") + query, headers=headers)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_without_designs_there_are_ways_to_begin_and_an_example(client: Client) -> None:
    shown = page(client)
    assert reverse("new") in shown
    assert reverse("blank") in shown
    assert reverse("from_example", args=["shop"]) in shown


def test_a_design_is_a_card_with_its_small_picture(client: Client) -> None:
    duo = design()
    shown = page(client)
    assert reverse("designer", args=[duo.pk]) in shown
    assert 'class="picture thumbnail"' in shown
    assert "Pod" in shown
    assert "2 containers" in shown
    assert "1 volume" in shown


def test_a_broken_design_shows_its_last_picture(client: Client) -> None:
    duo = design()
    client.post(reverse("text", args=[duo.pk]), {"text": BROKEN, "base": duo.newest.digest})
    assert 'class="picture thumbnail"' in page(client)


@pytest.mark.parametrize("text", ["", "{", "apiVersion: v1\nkind: Service\nmetadata: {name: x}\n"])
def test_a_design_without_a_pod_has_a_card_too(client: Client, text: str) -> None:
    design(text, name="podless")
    assert "podless" in page(client)


def test_designs_are_searched_by_name(client: Client) -> None:
    design(name="Shop")
    design(name="dates")
    found = page(client, "?q=sho", **{"HX-Request": "true"})
    assert "Shop" in found
    assert "dates" not in found
    assert "<html" not in found
    assert "No design is called “&lt;b&gt;”." in page(client, "?q=<b>")


SORTED = [("changed", "bca"), ("name", "abc"), ("created", "cba"), ("nonsense", "bca")]


@pytest.mark.parametrize(("sort", "order"), SORTED)
def test_designs_are_sorted(client: Client, sort: str, order: str) -> None:
    for name in "abc":
        design(name=f"name-{name}")
    second = design(name="x")
    second.name = "y"
    second.delete()
    b = client.get(reverse("home")).context["cards"][1].design
    client.post(reverse("text", args=[b.pk]), {"text": POD + "#\n", "base": b.newest.digest})
    shown = [card.design.name for card in client.get(reverse("home") + f"?sort={sort}").context["cards"]]
    assert shown == [f"name-{name}" for name in order]


def test_many_designs_come_in_pages(client: Client) -> None:
    for number in range(25):
        design("", name=f"d{number:02}")
    assert page(client, "?sort=name").count('class="card-of-design"') == 24
    assert page(client, "?sort=name&page=2").count('class="card-of-design"') == 1
    assert page(client, "?page=nonsense").count('class="card-of-design"') == 24


@pytest.mark.parametrize("query", ["?deleted=x", "?deleted=999", "?deleted=" + "9" * 40])
def test_a_deletion_that_never_was_is_not_mentioned(client: Client, query: str) -> None:
    assert "was deleted" not in page(client, query)
