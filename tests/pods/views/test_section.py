"""Sections of forms that come when they are opened."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from pods.models import Design
from tests.pods.manifests import design
from tests.pods.views.test_edit import APP, HTMX, TRIO

pytestmark = pytest.mark.django_db
MANY = "kind: Pod\nspec:\n  containers:\n  - name: app\n    env:\n" + "".join(
    f"    - {{name: V{number}}}\n" for number in range(75)
)
STREAM = TRIO + "---\napiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{port: 80}]}\n"


def page(client: Client, of: Design, at: str = APP) -> str:
    return client.get(reverse("designer", args=[of.pk]), {"at": at}).content.decode()


def section(client: Client, of: Design, name: str, at: str = APP, **more: str) -> str:
    address = reverse("section", args=[of.pk, name])
    return client.get(address, {"at": at, **more}, headers=HTMX).content.decode()


def test_a_closed_section_holds_no_forms_until_it_is_opened() -> None:
    closed, trio = Client(), design(TRIO)
    shown = page(closed, trio)
    assert 'id="runs-' in shown  # that one is open in a browser that was never here
    assert 'id="env-' not in shown
    assert reverse("section", args=[trio.pk, "env"]) in shown
    came = section(closed, trio, "env")
    assert came.count('id="env-') >= 2
    assert "<html" not in came


PROBED = """\
kind: Pod
spec:
  containers:
  - name: app
    env: [{name: A}, {name: B}, {name: C}]
    livenessProbe: {tcpSocket: {port: 80}}
    readinessProbe: {httpGet: {port: 80}}
    lifecycle: {preStop: {sleep: {seconds: 3}}}
    securityContext: {runAsUser: 1}
"""


@pytest.mark.parametrize(
    ("title", "count"),
    [
        ("Environment", "3"),
        ("Probes", "2"),
        ("Start and stop", "1"),
        ("User and rights", None),
        ("Ports", None),
    ],
)
def test_a_closed_section_tells_how_many_things_stand_in_the_text(title: str, count: str | None) -> None:
    shown = page(Client(), design(PROBED), "spec.containers[0]")
    found = re.search(
        rf'<h3>{title}</h3></?(?:span class="count">(\d+)<)?', shown.replace("</h3> <", "</h3><")
    )
    assert found is not None
    assert found[1] == count


def test_a_section_that_was_left_open_comes_with_the_page(client: Client) -> None:
    shown = page(client, design(TRIO))
    assert 'id="env-' in shown
    assert 'class="later"' not in shown


def test_a_section_comes_for_the_text_that_the_page_shows(client: Client) -> None:
    trio = design(TRIO)
    seen = trio.newest.digest
    data = {"text": TRIO.replace("name: MODE", "name: OTHER"), "base": seen}
    client.post(reverse("text", args=[trio.pk]), data)
    assert 'value="MODE"' in section(client, trio, "env", base=seen)
    assert 'value="OTHER"' in section(client, trio, "env")


def test_without_scripts_a_section_is_a_page_whose_forms_work() -> None:
    plain, trio = Client(), design(TRIO)
    shown = plain.get(reverse("section", args=[trio.pk, "env"]), {"at": APP}).content.decode()
    assert "<html" in shown
    assert f'name="base" value="{trio.newest.digest}"' in shown
    assert f'name="at" value="{APP}"' in shown


@pytest.mark.parametrize("name", ["nothing", "volume", "service"])
def test_a_section_that_what_is_selected_does_not_have_is_not_found(client: Client, name: str) -> None:
    address = reverse("section", args=[design(TRIO).pk, name])
    assert client.get(address, {"at": APP}).status_code == 404


def test_of_more_things_than_get_a_form_the_number_is_said(client: Client) -> None:
    came = section(client, design(MANY), "env", "spec.containers[0]")
    assert came.count('<form id="env-') == 60
    assert "15 more are listed in the text; edit them there." in came


def test_the_section_of_the_field_at_the_cursor_is_told(client: Client) -> None:
    trio = design(STREAM)
    where = reverse("whereabouts", args=[trio.pk])
    for at, word, wanted in (
        (APP, "value: fast", "env"),
        (APP, "'nginx:1.29'", "runs"),
        (APP, "name: trio", ""),
        ("documents[1]", "port: 80", "service_ports"),
    ):
        data = {"text": STREAM, "at": STREAM.rindex(word) + 2}
        assert client.post(f"{where}?at={at}", data).json()["section"] == wanted


def test_fields_of_other_objects_know_their_place_in_the_text(client: Client) -> None:
    shown = page(client, design(STREAM), "documents[1]")
    assert 'data-document="1"' in shown
    assert 'data-at="spec.ports[0].port"' in shown


def test_a_list_that_is_not_there_counts_nothing(client: Client) -> None:
    shown = page(client, design(TRIO), "")
    nodes = shown[shown.index('data-fold="nodes"') :]
    assert "count" not in nodes[: nodes.index("</summary>")]


def test_names_and_keys_of_the_streams_objects_are_offered(client: Client) -> None:
    beside = "kind: ConfigMap\napiVersion: v1\nmetadata: {name: conf}\ndata: {color: red, size: L}\n"
    away = "kind: Secret\napiVersion: v1\nmetadata: {name: far, namespace: other}\nstringData: {token: x}\n"
    text = TRIO.replace(
        "{fieldRef: {fieldPath: spec.nodeName}}", "{configMapKeyRef: {name: conf, key: size}}"
    )
    came = section(client, design(f"{text}---\n{beside}---\n{away}"), "env")
    assert came.count('<option value="conf">ConfigMap</option>') == 3  # of two variables and one to add
    assert '<option value="color">ConfigMap conf</option>' in came
    assert "token" not in came  # a pod can name no object of another namespace
