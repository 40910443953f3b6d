"""A connection from a kubeconfig, in two steps, nothing stored before the second."""

from __future__ import annotations

import html
import re
import time
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from pods.cluster import offer
from pods.cluster.access import Reachable
from pods.forms.connections import LARGEST
from pods.models import Connection
from pods.models.connection import reachable, seal
from tests.pods.manifests import me
from tests.pods.views.clusters.made import SECRET, connection, kubeconfig

pytestmark = pytest.mark.django_db
BOMB = "\n".join(
    ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    + ["kind: Config", "clusters: []"]
)


def first_step(client: Client, text: str) -> Any:
    return client.post(reverse("kubeconfig"), {"text": text})


def sealed(page: Any) -> str:
    found = re.search(r'name="sealed" value="([^"]*)"', page.content.decode())
    assert found is not None
    return html.unescape(found[1])


def second_step(client: Client, page: Any, **said: str) -> Any:
    return client.post(
        reverse("add_cluster"),
        {"sealed": sealed(page), "context": "ann", "name": "dev", "namespace": "shop"} | said,
    )


def test_a_pasted_kubeconfig_shows_its_contexts_and_stores_nothing_and_no_secret_is_in_the_page(
    client: Client,
) -> None:
    page = first_step(client, kubeconfig())
    assert page.status_code == 200
    assert "https://dev.example:6443" in page.content.decode()
    assert SECRET not in page.content.decode()
    assert not Connection.objects.exists()


def test_the_chosen_context_becomes_a_connection(client: Client) -> None:
    text = kubeconfig(ann={"token": SECRET}, bob={"token": "other"})
    answer = second_step(client, first_step(client, text), context="bob", name=" two ", namespace="")
    made = Connection.objects.get()
    assert answer.headers["Location"] == reverse("cluster", args=[made.pk])
    assert (made.owner, made.name, made.namespace, made.verify) == (me(), "two", "shop", True)
    assert made.access().credentials.token == "other"


def test_an_uploaded_file_is_read_as_a_pasted_text_is(client: Client) -> None:
    file = SimpleUploadedFile("config", kubeconfig().encode("utf-16"))
    page = client.post(reverse("kubeconfig"), {"file": file})
    assert second_step(client, page).status_code == 302
    assert Connection.objects.get().access().credentials.token == SECRET


@pytest.mark.parametrize(("namespace", "kept"), [("web", "web"), ("", "shop")])
def test_a_connection_is_called_as_its_context_where_no_name_is_given(
    client: Client, namespace: str, kept: str
) -> None:
    connection(name="ann")
    second_step(client, first_step(client, kubeconfig()), name="", namespace=namespace)
    made = Connection.objects.latest("pk")
    assert (made.name, made.namespace) == ("ann 2", kept)


def test_a_namespace_of_the_kubeconfig_that_none_can_have_is_not_taken_over(client: Client) -> None:
    text = kubeconfig().replace("namespace: shop", "namespace: ../../etc")
    second_step(client, first_step(client, text), namespace="")
    assert Connection.objects.get().namespace == "default"


def test_contexts_that_would_run_or_read_something_are_listed_with_the_reason_and_cannot_be_chosen(
    client: Client,
) -> None:
    text = kubeconfig(
        runs={"exec": {"command": "id"}},
        asks={"auth-provider": {"name": "gcp"}},
        reads={"tokenFile": "/etc/passwd"},
        ann={"token": SECRET},
    )
    page = first_step(client, text)
    shown = page.content.decode()
    assert shown.count('type="radio"') == 1
    assert "would run on the server of Podwright" in shown
    assert "would be read on the server of Podwright" in shown
    for name in ("runs", "asks", "reads", "none"):
        assert second_step(client, page, context=name).status_code == 422
    assert not Connection.objects.exists()


def test_where_no_context_can_be_used_the_reasons_are_said(client: Client) -> None:
    page = first_step(client, kubeconfig(runs={"exec": {"command": "id"}}))
    assert page.status_code == 422
    assert "No context of this kubeconfig can be used" in page.content.decode()
    assert "would run on the server of Podwright" in page.content.decode()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Paste a kubeconfig"),
        ("  \n", "Paste a kubeconfig"),
        ("a: [", "cannot be read as YAML"),
        ("kind: Pod", "no kubeconfig"),
        ("kind: Config\nclusters: []", "no contexts"),
        ("clusters: []", "needs `kind: Config`"),
        (BOMB, "alias"),
        ("[" * 5000, "deep"),
        (f"# {SECRET}\n{'x' * LARGEST}", "may have 1.0"),
        (f"token: {SECRET}\n\0", "Null characters"),
        (f"token: {SECRET}\n\t- x", "cannot be read as YAML"),
    ],
)
def test_what_is_no_kubeconfig_is_refused_with_a_sentence_and_not_shown_again(
    client: Client, text: str, words: str
) -> None:
    started = time.monotonic()
    page = first_step(client, text)
    shown = html.unescape(page.content.decode()).replace("\xa0", " ")
    assert page.status_code == 422
    assert words in shown
    assert SECRET not in shown
    assert time.monotonic() - started < 2


@pytest.mark.parametrize("content", [b"\0\1\2", b"\xff\xfe\0\xd8", b"x" * (LARGEST + 1), b""])
def test_a_file_that_is_no_text_is_refused(client: Client, content: bytes) -> None:
    page = client.post(reverse("kubeconfig"), {"file": SimpleUploadedFile("config", content)})
    assert page.status_code == 422
    assert not Connection.objects.exists()


def test_a_request_larger_than_any_manifest_is_refused_before_it_is_read(client: Client) -> None:
    assert first_step(client, "x" * 9_000_000).status_code == 413


def test_hosts_that_may_not_be_reached_are_refused_at_both_steps(client: Client, settings: Settings) -> None:
    page = first_step(client, kubeconfig())
    settings.PODWRIGHT_REACHABLE = Reachable(hosts=("other.example",))
    refused = second_step(client, page)
    assert refused.status_code == 422
    assert "dev.example may not be reached" in refused.content.decode()
    again = first_step(client, kubeconfig())
    assert again.status_code == 422
    assert "dev.example may not be reached" in again.content.decode()
    assert not Connection.objects.exists()


@pytest.mark.parametrize("skips", [True, False])
def test_the_server_is_verified_unless_that_is_ticked_whatever_the_kubeconfig_says(
    client: Client, skips: bool
) -> None:
    text = kubeconfig().replace("server:", f"insecure-skip-tls-verify: {str(not skips).lower()}\n    server:")
    page = first_step(client, text)
    assert ("asks not to verify" in page.content.decode()) is not skips
    second_step(client, page, **({"skip": "on"} if skips else {}))
    made = Connection.objects.get()
    assert made.verify is made.access().verify is not skips
    shown = client.get(reverse("clusters")).content.decode()
    assert ("server not verified" in shown) is skips


def test_what_was_sealed_opens_for_its_user_only_and_not_for_ever(client: Client) -> None:
    mine = offer.read(kubeconfig(), reachable()).close(seal(), me().pk)
    bobs = offer.read(kubeconfig(), reachable()).close(seal(), User.objects.create_user("bob").pk)
    said = {"context": "ann", "name": "dev", "namespace": "shop"}
    for text in (bobs, mine[:-4], "", "x", seal().close({"what": "x"}), connection(name="x").sealed):
        answer = client.post(reverse("add_cluster"), said | {"sealed": text})
        assert answer.status_code == 422
        assert "quarter of an hour" in answer.content.decode()
    assert Connection.objects.count() == 1


def test_what_was_sealed_a_quarter_of_an_hour_ago_is_asked_for_again(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = first_step(client, kubeconfig())
    now = time.time
    monkeypatch.setattr(time, "time", lambda: now() + offer.LONGEST + 2)
    assert second_step(client, page).status_code == 422
    assert not Connection.objects.exists()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"name": "taken"}, "of that name already"),
        ({"name": "x" * 121}, "at most 120"),
        ({"namespace": "Not A Label"}, "Not A Label"),
        ({"namespace": "../kube-system"}, "kube-system"),
        ({"context": ""}, "required"),
    ],
)
def test_a_bad_name_or_namespace_is_said_beside_its_field_and_the_choice_goes_on(
    client: Client, said: dict[str, str], words: str
) -> None:
    connection(name="taken")
    page = second_step(client, first_step(client, kubeconfig()), **said)
    assert page.status_code == 422
    assert words in html.unescape(page.content.decode())
    assert SECRET not in page.content.decode()
    assert second_step(client, page).status_code == 302


def test_there_is_an_end_to_how_many_connections_one_user_has(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pods.forms.connections.MOST", 1)
    connection()
    page = second_step(client, first_step(client, kubeconfig()), name="two")
    assert page.status_code == 422
    assert "delete one first" in page.content.decode()


def test_without_a_key_a_server_says_so_and_stores_nothing(client: Client, settings: Settings) -> None:
    settings.PODWRIGHT_CREDENTIALS_KEYS = []
    page = first_step(client, kubeconfig())
    assert page.status_code == 422
    assert "PODWRIGHT_CREDENTIALS_KEY" in page.content.decode()


@pytest.mark.parametrize(
    "server", [f"https://{'x' * 500}", "ftp://x", "https://", "https://a:b@x", "http://x", "https://x?y", "x"]
)
def test_an_address_of_no_api_server_is_refused_without_what_may_be_a_password(
    client: Client, server: str
) -> None:
    page = first_step(client, kubeconfig(server))
    assert page.status_code == 422
    assert "a:b@" not in page.content.decode()


@pytest.mark.parametrize("name", ["kubeconfig", "add_cluster"])
def test_forms_need_their_secret(name: str) -> None:
    assert Client(enforce_csrf_checks=True).post(reverse(name), {}).status_code == 403


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "\u202egnp"])
def test_names_of_a_hostile_kubeconfig_come_out_as_text(client: Client, name: str) -> None:
    page = first_step(client, kubeconfig(**{name: {"token": SECRET}})).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert 'id="context-1"' in page
