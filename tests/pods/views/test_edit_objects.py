"""Forms of workloads and of objects beside the pod: what is posted, and the lines that change."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from pods.domain.analysis import analyse
from pods.forms.edits import all_forms
from tests.pods.domain.edits.test_rollout import BARE, WITH
from tests.pods.manifests import design
from tests.pods.views.edits_of_objects import CONF_AT, EDITS, LEVEL, REFUSED, SECRET_AT, STREAM
from tests.pods.views.edits_of_workloads import REPLICAS, STATEFUL
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


def inspector(client: Client, at: str, **more: str) -> str:
    shown = client.get(
        reverse("designer", args=[design(STREAM).pk]),
        {"at": at, **more},
        headers={**HTMX, "HX-Target": "inspector"},
    )
    assert shown.status_code == 200
    return shown.content.decode()


def test_what_a_secret_holds_is_shown_when_it_is_asked_for() -> None:
    client = Client()
    hidden, shown = inspector(client, SECRET_AT), inspector(client, SECRET_AT, reveal="1")
    assert ">old</textarea>" not in hidden.replace("\n", "")
    assert ">me</textarea>" not in hidden.replace("\n", "")
    assert ">old</textarea>" in shown.replace("\n", "")
    assert ">info</textarea>" in inspector(client, CONF_AT).replace("\n", "")


def test_a_value_that_was_not_shown_stays_when_its_field_is_empty(client: Client) -> None:
    mine = design(STREAM)
    at = f"{SECRET_AT}.data.token"
    assert send(client, mine, "object_key", at, {"name": "key", "value": ""}, headers=HTMX).status_code == 200
    assert stored(mine).newest.text == STREAM.replace("token:", "key:")


@pytest.mark.parametrize(
    ("slug", "target"),
    [
        ("service", CONF_AT),
        ("service_port", LEVEL),
        ("claim", SECRET_AT),
        ("add_object_key", "documents[9]"),
        ("remove_object", "documents[0]"),
        ("remove_object", "documents[[nonsense"),
        ("object_key", f"{SECRET_AT}.metadata.name"),
    ],
)
def test_a_form_about_nothing_of_its_kind_changes_nothing(client: Client, slug: str, target: str) -> None:
    mine = design(STREAM)
    sent = {"target": target, "base": mine.newest.digest, "type": "NodePort", "name": "x", "value": "y"}
    assert client.post(reverse("edit", args=[mine.pk, slug]), sent).status_code == 422
    assert stored(mine).newest.text == STREAM


def looked_at(client: Client, text: str) -> str:
    shown = client.get(
        reverse("designer", args=[design(text).pk]), headers={**HTMX, "HX-Target": "inspector"}
    )
    assert shown.status_code == 200
    return shown.content.decode()


def test_an_update_strategy_shows_the_fields_of_its_kind_with_their_places(client: Client) -> None:
    deployment, replicas = looked_at(client, WITH), looked_at(client, REPLICAS)
    assert 'data-at="spec.strategy.rollingUpdate.maxSurge"' in deployment
    assert 'data-help="DeploymentSpec.progressDeadlineSeconds"' in deployment
    assert 'name="partition"' not in deployment
    assert 'data-at="spec.minReadySeconds"' in replicas
    assert 'name="maxSurge"' not in replicas
    assert 'name="minReadySeconds"' not in looked_at(client, STREAM)


def test_an_update_strategy_that_no_form_can_hold_is_left_to_the_text(client: Client) -> None:
    said = "This update strategy says something a form cannot hold"
    for wrong in ("rollingUpdate: 1", "type: Foo", "rollingUpdate: {maxSurge: [1]}"):
        assert said in looked_at(
            client, BARE.replace("  selector", f"  strategy: {{{wrong}}}\n  selector", 1)
        )
    gated = STATEFUL.replace(
        "  selector", "  updateStrategy: {rollingUpdate: {maxUnavailable: 2}}\n  selector", 1
    )
    assert "Kubernetes drops maxUnavailable" in looked_at(client, gated)
    assert "Kubernetes drops maxUnavailable" not in looked_at(client, STATEFUL)
