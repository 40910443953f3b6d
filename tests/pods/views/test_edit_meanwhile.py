"""Forms that are sent while the text is changed elsewhere, or behind another form."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from pods.models import Design
from tests.pods.manifests import design
from tests.pods.views.test_edit import APP, HELPER, HTMX, MODE, NODE, SETUP, TRIO, held, stored

pytestmark = pytest.mark.django_db


def elsewhere(of: Design, old: str, new: str) -> str:
    """Somebody else changes the text; the digest of the text they changed."""
    head = stored(of).newest
    assert old in head.text
    changed = head.text.replace(old, new, 1)
    stored(of).save_text(changed, None, head.event, author_id=of.owner_id, broken=False)
    return head.digest


def send(client: Client, of: Design, slug: str, target: str, data: dict[str, Any], **more: str) -> Any:
    sent = {**held(of, slug, target), **data, "target": target, **more}
    return client.post(reverse("edit", args=[of.pk, slug]), sent, headers=HTMX)


def test_a_form_is_merged_with_what_was_changed_elsewhere(client: Client) -> None:
    trio = design(TRIO)
    seen = elsewhere(trio, "name: trio", "name: quartet")
    answer = send(client, trio, "runs", HELPER, {"image": "busybox:1.37"}, base=seen)
    assert answer.status_code == 200
    head = stored(trio).newest
    assert head.text == TRIO.replace("name: trio", "name: quartet").replace(
        "image: busybox\n", "image: busybox:1.37\n"
    )
    assert "helper" in str(head.event)  # in the words of the form
    assert "quartet" in answer.content.decode()


def test_a_form_edits_what_its_user_saw_though_other_things_stand_there_now(client: Client) -> None:
    trio = design(TRIO)
    seen = elsewhere(trio, "    - name: setup\n      image: busybox:1.37\n", "")
    send(client, trio, "runs", "spec.initContainers[1]", {"image": "shipper:2"}, base=seen, at=SETUP)
    assert "      image: shipper:2\n      restartPolicy: Always" in stored(trio).newest.text


def test_what_is_looked_at_is_followed_to_where_it_stands_now(client: Client) -> None:
    trio = design(TRIO)
    seen = elsewhere(trio, "    - name: app ", "    - name: first\n    - name: app ")
    answer = send(client, trio, "runs", HELPER, {"image": "busybox:1.37"}, base=seen, at=HELPER)
    assert "at=spec.containers%5B2%5D" in answer["HX-Replace-Url"]


def test_a_form_that_touches_what_was_changed_elsewhere_shows_both_and_asks(client: Client) -> None:
    trio = design(TRIO)
    seen = elsewhere(trio, "image: busybox\n", "image: busybox:1.36\n")
    answer = send(client, trio, "runs", HELPER, {"image": "busybox:1.37"}, base=seen)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert stored(trio).newest.text == TRIO.replace("image: busybox\n", "image: busybox:1.36\n")
    sent_back = re.search(r'<textarea name="text" hidden>\n(.*?)</textarea>', shown, re.DOTALL)
    assert sent_back is not None  # the editor does not hold what the form made
    assert "busybox:1.37" in sent_back[1].split("helper")[1]


def test_what_a_form_made_is_kept_over_the_other_text_and_put_into_the_editor(client: Client) -> None:
    trio = design(TRIO)
    mine = TRIO.replace("image: busybox\n", "image: busybox:1.37\n")
    data = {"text": mine, "base": trio.newest.digest, "over": "1"}
    answer = client.post(reverse("text", args=[trio.pk]), data, headers=HTMX)
    assert stored(trio).newest.text == mine
    assert 'id="text"' in answer.content.decode()


def test_an_edit_behind_another_one_reaches_what_it_was_meant_for(client: Client) -> None:
    trio = design(TRIO)
    first = trio.newest.digest
    send(client, trio, "remove_env", MODE, {}, base=first)
    now = stored(trio).newest.digest
    answer = client.post(
        reverse("edit", args=[trio.pk, "remove_env"]),
        {"target": NODE, "base": now, "aim": first},
        headers=HTMX,
    )
    assert answer.status_code == 200
    assert "NODE" not in stored(trio).newest.text


def test_an_edit_of_what_the_one_before_took_away_is_said_to_come_too_late(client: Client) -> None:
    trio = design(TRIO)
    first = trio.newest.digest
    send(client, trio, "remove_env", MODE, {}, base=first)
    now = stored(trio).newest
    for target in (MODE, "nonsense[["):
        data = {"target": target, "base": now.digest, "aim": first}
        answer = client.post(reverse("edit", args=[trio.pk, "remove_env"]), data, headers=HTMX)
        assert answer.status_code == 422
        assert "nothing of that kind" in answer.content.decode()
    assert stored(trio).newest.text == now.text


def test_two_windows_that_add_the_same_field_are_asked(client: Client) -> None:
    text = "kind: Pod\nspec:\n  hostPID: false\n  containers:\n  - name: a\n  restartPolicy: Always\n"
    duo = design(text)
    seen = elsewhere(duo, "spec:\n", "spec:\n  nodeName: one\n")
    mine = text.replace("Always\n", "Always\n  nodeName: two\n")
    data = {"text": mine, "base": seen, "window": "two"}
    answer = client.post(reverse("text", args=[duo.pk]), data, headers=HTMX)
    assert answer.status_code == 409
    assert "nodeName: two" not in stored(duo).newest.text


def test_a_role_is_merged_with_what_was_changed_elsewhere(client: Client) -> None:
    trio = design(TRIO)
    seen = elsewhere(trio, "image: busybox\n", "image: busybox:1.36\n")
    data = {"container": APP, "role": "main", "base": seen}
    assert client.post(reverse("role", args=[trio.pk]), data, headers=HTMX).status_code == 200
    assert "busybox:1.36" in stored(trio).newest.text
    assert "app=main" in stored(trio).newest.text
