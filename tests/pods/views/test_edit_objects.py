"""Forms of workloads and of objects beside the pod: what is posted, and the lines that change."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.pods.domain.edits.test_rollout import BARE, WITH
from tests.pods.domain.edits.test_workload_kinds import CRON
from tests.pods.manifests import POD, design
from tests.pods.views.edits_of_objects import CONF_AT, SECRET_AT, STREAM
from tests.pods.views.edits_of_workloads import REPLICAS, STATEFUL
from tests.pods.views.test_edit import HTMX, send, stored

pytestmark = pytest.mark.django_db


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


def test_the_fields_of_a_workload_are_found_at_their_places(client: Client) -> None:
    assert 'data-help="StatefulSetSpec.replicas" data-at="spec.replicas"' in looked_at(client, STATEFUL)
    cron = looked_at(client, CRON)
    assert 'data-at="spec.schedule"' in cron
    assert 'data-at="spec.jobTemplate.spec.backoffLimit"' in cron


def test_a_new_object_is_for_the_first_container_not_for_the_init_step_before_it(client: Client) -> None:
    text = POD.replace(
        "  containers:\n", "  initContainers:\n    - name: setup\n      image: busybox\n  containers:\n"
    )
    shown = client.get(
        reverse("section", args=[design(text).pk, "add_config_map"]), {"at": "spec"}, headers=HTMX
    ).content.decode()
    offered = re.findall(r'<input type="checkbox" name="containers" value="(\w+)"[^>]*?( checked)?>', shown)
    assert offered == [("setup", ""), ("app", " checked"), ("shipper", "")]
