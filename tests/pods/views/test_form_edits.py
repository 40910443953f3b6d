"""Every form: what is posted, and the lines that change; what is refused, and that nothing does."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from pods.domain.analysis import analyse
from pods.forms.edits import all_forms
from tests.pods.manifests import design
from tests.pods.views import edits_of_containers, edits_of_objects, edits_of_pods
from tests.pods.views.edits_of_containers import BOX
from tests.pods.views.edits_of_pods import WHOLE
from tests.pods.views.test_edit import EDITS, HTMX, REFUSED, TRIO, changes, send, stored

pytestmark = pytest.mark.django_db

# text, slug, target, fields, the lines that change, what history says
DONE: list[tuple[str, str, str, dict[str, Any], list[str] | None, str]] = [
    *((TRIO, *case) for case in EDITS),
    *((BOX, *case) for case in edits_of_containers.EDITS),
    *((WHOLE, *case) for case in edits_of_pods.EDITS),
    *edits_of_objects.EDITS,
]
NOT_DONE: list[tuple[str, str, str, dict[str, Any]]] = [
    *((TRIO, *case) for case in REFUSED),
    (TRIO.replace("spec:", "spec:\n  hostUsers: false"), "host_network", "spec.hostNetwork", {"on": "on"}),
    *((BOX, *case) for case in edits_of_containers.REFUSED),
    *((WHOLE, *case) for case in edits_of_pods.REFUSED),
    *edits_of_objects.REFUSED,
]
ABOUT_NOTHING: list[tuple[str, str, str]] = [
    *((BOX, *case) for case in edits_of_containers.ABOUT_NOTHING),
    *((WHOLE, *case) for case in edits_of_pods.ABOUT_NOTHING),
    *((edits_of_objects.STREAM, *case) for case in edits_of_objects.ABOUT_NOTHING),
]


@pytest.mark.parametrize(("text", "slug", "target", "fields", "lines", "said"), DONE)
def test_a_form_changes_the_lines_it_must_and_says_what_it_did(
    client: Client,
    text: str,
    slug: str,
    target: str,
    fields: dict[str, Any],
    lines: list[str] | None,
    said: str,
) -> None:
    mine = design(text)
    answer = send(client, mine, slug, target, fields, headers=HTMX)
    assert answer.status_code == 200, answer.content.decode()
    newest = stored(mine).newest
    assert newest.text != text
    assert lines is None or sorted(changes(text, newest.text)) == sorted(lines)
    assert str(newest.event) == said
    assert analyse(newest.text).manifest.error is None


def test_every_form_has_a_test_of_its_edit() -> None:
    assert {slug for _, slug, *_ in DONE} == set(all_forms())


@pytest.mark.parametrize(("text", "slug", "target", "fields"), NOT_DONE)
def test_what_is_refused_is_said_at_the_form_and_nothing_changes(
    client: Client, text: str, slug: str, target: str, fields: dict[str, Any]
) -> None:
    mine = design(text)
    for headers in (HTMX, None):  # with scripts and without
        answer = send(client, mine, slug, target, fields, headers=headers)
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "</p>" in page.partition('role="alert"')[2]
        assert headers or "<form" in page
    assert stored(mine).newest.text == text


@pytest.mark.parametrize(("text", "slug", "target"), ABOUT_NOTHING)
def test_a_form_about_nothing_of_its_kind_changes_nothing(
    client: Client, text: str, slug: str, target: str
) -> None:
    mine = design(text)
    sent = {"target": target, "base": mine.newest.digest, "type": "NodePort", "name": "x", "value": "y"}
    assert client.post(reverse("edit", args=[mine.pk, slug]), sent).status_code == 422
    assert stored(mine).newest.text == text
