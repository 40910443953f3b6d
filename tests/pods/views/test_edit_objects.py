"""Forms of workloads and of objects beside the pod: what is posted, and the lines that change."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from pods.domain.analysis import analyse
from pods.forms.edits import all_forms
from tests.pods.manifests import design
from tests.pods.views.edits_of_objects import EDITS, REFUSED
from tests.pods.views.test_edit import HTMX, changes, send, stored

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("text", "slug", "target", "fields", "lines", "said"), EDITS)
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
    assert lines is None or sorted(changes(text, newest.text)) == sorted(lines)
    assert newest.text != text
    assert str(newest.event) == said
    assert analyse(newest.text).manifest.error is None


@pytest.mark.parametrize(("text", "slug", "target", "fields"), REFUSED)
def test_what_is_refused_is_said_at_the_form_and_nothing_changes(
    client: Client, text: str, slug: str, target: str, fields: dict[str, Any]
) -> None:
    mine = design(text)
    answer = send(client, mine, slug, target, fields, headers=HTMX)
    assert answer.status_code == 422
    assert "<p>" in answer.content.decode()
    assert stored(mine).newest.text == text


@pytest.mark.parametrize("slug", sorted({slug for _, slug, *_ in EDITS}))
def test_the_design_of_somebody_else_is_not_found(client: Client, slug: str) -> None:
    text, target = next((text, target) for text, each, target, *_ in EDITS if each == slug)
    theirs = design(text, owner=User.objects.create_user("other"))
    sent = {"target": target, "base": theirs.newest.digest}
    assert client.post(reverse("edit", args=[theirs.pk, slug]), sent).status_code == 404
    assert stored(theirs).newest.text == text


def test_api_fields_are_named_for_fields_of_their_form() -> None:
    forms = [all_forms()[slug] for slug in {slug for _, slug, *_ in EDITS}]
    assert all(form.api.keys() <= form.base_fields.keys() for form in forms)
