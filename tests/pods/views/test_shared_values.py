"""Where the text shares what a form changes, the form asks: for all of them, or for this place alone."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from pods.models import Design
from tests.pods.manifests import design
from tests.pods.views.test_edit import APP, HELPER, HTMX, send, stored

pytestmark = pytest.mark.django_db
SHARED = """\
apiVersion: v1
kind: Pod
metadata: {name: twins}
spec:
  containers:
  - name: app
    image: &i busybox:1.36  # both
    env: &env
    - name: MODE
      value: fast
  - name: helper
    image: *i
    env: *env
"""
# slug, target, fields, the text for all, the text with a copy
ASKED: list[tuple[str, str, dict[str, Any], str, str]] = [
    (
        "runs",
        HELPER,
        {"image": "busybox:1.37"},
        SHARED.replace("1.36", "1.37"),
        SHARED.replace("image: *i", "image: busybox:1.37"),
    ),
    (
        "runs",
        APP,
        {"image": "busybox:1.37"},
        SHARED.replace("1.36", "1.37"),
        SHARED.replace("&i busybox:1.36", "busybox:1.37").replace("*i", "&i busybox:1.36"),
    ),
    (
        "add_env",
        HELPER,
        {"name": "LEVEL", "source": "value", "value": "info"},
        SHARED.replace("value: fast\n", "value: fast\n    - name: LEVEL\n      value: info\n"),
        SHARED.replace(
            "env: *env\n",
            "env:\n    - name: MODE\n      value: fast\n    - name: LEVEL\n      value: info\n",
        ),
    ),
]


@pytest.mark.parametrize(("slug", "target", "fields", "for_all", "copied"), ASKED)
def test_a_form_asks_and_then_does_what_was_chosen(
    client: Client, slug: str, target: str, fields: dict[str, Any], for_all: str, copied: str
) -> None:
    for way, wanted in (("all", for_all), ("copy", copied)):
        mine = design(SHARED)
        asked = send(client, mine, slug, target, fields, headers=HTMX)
        assert asked.status_code == 422
        assert f'name="way" value="{way}"' in asked.content.decode()
        assert stored(mine).newest.text == SHARED
        assert send(client, mine, slug, target, {**fields, "way": way}, headers=HTMX).status_code == 200
        assert stored(mine).newest.text == wanted


def test_without_scripts_the_page_asks_with_the_values_that_were_sent(client: Client) -> None:
    mine = design(SHARED)
    asked = send(client, mine, "runs", HELPER, {"image": "busybox:1.37"})
    page = asked.content.decode()
    assert asked.status_code == 422
    assert 'value="busybox:1.37"' in page
    assert 'name="way" value="all"' in page
    assert 'name="way" value="copy"' in page


def test_a_way_that_nobody_offers_is_no_way(client: Client) -> None:
    mine = design(SHARED)
    answer = send(client, mine, "runs", HELPER, {"image": "x", "way": "both"}, headers=HTMX)
    assert answer.status_code == 422
    assert stored(mine).newest.text == SHARED


def test_a_refusal_that_has_nothing_to_do_with_sharing_offers_no_way(client: Client) -> None:
    mine: Design = design(SHARED)
    answer = send(client, mine, "runs", HELPER, {"image": ""}, headers=HTMX)
    assert answer.status_code == 422
    assert 'name="way"' not in answer.content.decode()


def test_a_button_has_a_place_for_what_is_refused(client: Client) -> None:
    mine = design(SHARED)
    shown = client.get(reverse("designer", args=[mine.pk]), {"at": APP}).content.decode()
    target = f"{APP}.env[0]"
    answer = send(client, mine, "remove_env", target, {}, headers=HTMX)
    assert answer.status_code == 422
    found = re.search(r'id="(remove_env[^"]*-problem)"', answer.content.decode())
    assert found is not None
    assert f'id="{found[1]}"' in shown
