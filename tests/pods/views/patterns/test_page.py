from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from patterns.catalogue import shipped
from pods.models import Design
from tests.pods.manifests import design

pytestmark = pytest.mark.django_db
HTMX = {"hx_request": "true", "hx_target": "outcome"}


@pytest.mark.parametrize("id", shipped.ids())
def test_each_pattern_has_a_page_with_picture_and_text(client: Client, id: str) -> None:
    shown = client.get(reverse("pattern", args=[id])).content.decode()
    assert 'class="picture view-namespaces"' in shown
    assert "podwright.dev/patterns" in shown
    assert 'role="alert"' not in shown


def test_there_is_no_page_for_what_is_no_pattern(client: Client) -> None:
    assert client.get(reverse("pattern", args=["no-such-pattern"])).status_code == 404


def test_picture_and_text_follow_the_answers(client: Client) -> None:
    asked = {"asked": "1", "workload": "shop", "value-directory": "/srv/log", "value-files": "*.txt"}
    shown = client.get(reverse("pattern", args=["fluent-bit-stdout"]), asked, headers=HTMX).content.decode()
    assert "<html" not in shown
    assert "/srv/log/*.txt" in shown
    assert '<span class="code-key">name:</span> shop' in shown


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"value-directory": "not/absolute"}, "is not an absolute path"),
        ({"value-directory": "/x\n  evil: true"}, "is not an absolute path"),
        ({"value-healthPort": "99999"}, "does not lie between 1 and 65535"),
        ({"value-healthPort": ""}, "It needs a value"),
        ({"value-image": "a" * 3000}, "500 is the most"),
        ({"workload": "No Name"}, "No Name"),
    ],
)
def test_an_answer_that_does_not_do_is_said_at_its_field(
    client: Client, asked: dict[str, str], said: str
) -> None:
    answer = client.get(reverse("pattern", args=["fluent-bit-stdout"]), asked | {"asked": "1"}, headers=HTMX)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    refused = client.post(
        reverse("pattern", args=["fluent-bit-stdout"]), asked | {"asked": "1", "begin": "1"}
    )
    assert refused.status_code == 422
    assert not Design.objects.exists()


def test_an_older_kubernetes_gets_the_variant_it_can_run(client: Client) -> None:
    asked = {"asked": "1", "kubernetes": "1.27", "variant": "native"}
    shown = client.get(reverse("pattern", args=["fluent-bit-stdout"]), asked, headers=HTMX).content.decode()
    assert "restartPolicy" not in re.sub(r"podwright.dev/patterns:.*", "", shown)
    assert "restartPolicy" in client.get(reverse("pattern", args=["fluent-bit-stdout"])).content.decode()


def test_a_pattern_begins_a_new_design_with_the_answers(client: Client) -> None:
    asked = {"asked": "1", "workload": "shop", "value-directory": "/srv/log", "kubernetes": "1.30"}
    answer = client.post(reverse("pattern", args=["fluent-bit-stdout"]), asked | {"begin": "1"})
    made = Design.objects.get()
    assert answer.headers["Location"] == reverse("designer", args=[made.pk])
    assert (made.name, made.kubernetes) == ("shop", "1.30")
    assert "/srv/log" in made.newest.text
    assert "Fluent Bit" in str(made.newest.event)


def test_a_pattern_is_taken_on_to_a_design_of_ones_own(client: Client) -> None:
    mine = design()
    to = reverse("pattern_to_design", args=["redis-exporter"])
    answer = client.get(to, {"design": mine.pk})
    assert answer.headers["Location"] == reverse("add_pattern", args=[mine.pk, "redis-exporter"])
    for wrong in ("", "x", "-1", "9" * 30, str(mine.pk + 1000)):
        assert client.get(to, {"design": wrong}).status_code == 404
