"""What the editor asks while somebody types."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from pods.forms.asking import LONGEST
from tests.pods.manifests import design

pytestmark = pytest.mark.django_db
POD = "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: app\n    image: nginx\n    stdin: \n"


def ask(client: Client, of: Any, what: str, **fields: object) -> dict[str, Any]:
    answer = client.post(reverse(what, args=[of.pk]), fields)
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return found


def test_completions_come_for_the_version_of_the_design(client: Client) -> None:
    made = design(text=POD)
    at = len(POD)
    found = ask(client, made, "completion", text=POD, at=at - 1)
    assert {offer["label"] for offer in found["offers"]} == {"true", "false"}
    assert (found["before"], found["after"]) == (0, 0)
    keys = f"{POD}    re"
    found = ask(client, made, "completion", text=keys, at=len(keys))
    newer = next(offer for offer in found["offers"] if offer["label"] == "restartPolicyRules")
    assert newer["detail"].endswith("from Kubernetes 1.34")
    made.kubernetes = "1.30"
    made.save()
    found = ask(client, made, "completion", text=keys, at=len(keys))
    assert "restartPolicyRules" not in {offer["label"] for offer in found["offers"]}
    assert found["before"] == 2


def test_offsets_are_those_of_a_browser(client: Client) -> None:
    made = design(text=POD)
    text = f"# 🚢 ship\n{POD}    ima"
    units = len(text.encode("utf-16-le")) // 2
    found = ask(client, made, "completion", text=text, at=units)
    assert found["before"] == 3
    here = ask(client, made, "whereabouts", text=text, at=units - 10)
    assert here["path"] == "spec.containers[0].stdin"
    assert text.encode("utf-16-le")[2 * here["start"] :].decode("utf-16-le").startswith("stdin")


def test_a_place_has_its_path_and_help_escaped(client: Client) -> None:
    text = POD.replace("stdin: ", "<b>x</b>: 1")
    here = ask(client, design(text=POD), "whereabouts", text=text, at=text.index("nginx"))
    assert (here["document"], here["path"]) == (0, "spec.containers[0].image")
    assert "Container.<b>image</b>" in here["help"]
    there = ask(client, design(text=POD), "whereabouts", text=text, at=text.index("<b>"))
    assert "<b>x" not in there["help"]


def test_a_path_has_its_lines_in_the_text_that_was_sent(client: Client) -> None:
    made = design(text=POD)
    found = ask(client, made, "lines", text=f"# new\n{POD}", document=0, path="spec.containers[0].image")
    assert found == {"first": 7, "last": 7}


@pytest.mark.parametrize(
    ("what", "fields"),
    [
        ("completion", {"text": "a", "at": "-1"}),
        ("completion", {"text": "a" * (LONGEST + 1), "at": "1"}),
        ("completion", {"text": "a", "at": "x"}),
        ("whereabouts", {"text": "a"}),
        ("lines", {"text": "a", "document": "0", "path": "a]["}),
        ("lines", {"text": "a", "document": "-1", "path": "a"}),
    ],
)
def test_what_makes_no_sense_is_refused(client: Client, what: str, fields: dict[str, str]) -> None:
    assert client.post(reverse(what, args=[design().pk]), fields).status_code == 422


@pytest.mark.parametrize("what", ["completion", "whereabouts", "lines"])
def test_nothing_is_changed_by_asking(client: Client, what: str) -> None:
    made = design()
    before = made.newest.digest
    assert client.get(reverse(what, args=[made.pk])).status_code == 405
    client.post(reverse(what, args=[made.pk]), {"text": POD, "at": 3, "document": 0, "path": "kind"})
    assert made.newest.digest == before


@pytest.mark.parametrize(
    ("field", "language", "said"),
    [
        ("Container.image", "en", "The image to run"),
        ("Container.image", "ko", "실행할 이미지입니다"),
        ("PodSpec.dnsPolicy", "en", "ClusterFirstWithHostNet"),
        ("networking.v1.IngressSpec.ingressClassName", "ko", "아직 한국어 설명이 없어"),
        ("Container.nothing", "en", "Nothing is known"),
        ("<script>", "en", "Nothing is known"),
    ],
)
def test_a_field_is_explained_in_the_language_of_the_reader(
    client: Client, field: str, language: str, said: str
) -> None:
    answer = client.get(
        reverse("help", args=[design().pk]), {"field": field}, headers={"Accept-Language": language}
    )
    assert said in answer.content.decode()
    assert "<script" not in answer.content.decode()


@pytest.mark.parametrize(
    ("handler", "field", "port"),
    [
        ("tcpSocket: {port: 80}", "TCPSocketAction.port", "tcpSocket.port"),
        ("grpc: {port: 80}", "GRPCAction.port", "grpc.port"),
        ("httpGet: {port: 80}", "HTTPGetAction.port", "httpGet.port"),
    ],
)
def test_the_port_of_a_probe_is_explained_as_that_of_what_it_does(
    client: Client, handler: str, field: str, port: str
) -> None:
    at = "spec.containers[0]"
    made = design(text=POD.replace("stdin: ", f"livenessProbe: {{{handler}}}"))
    client.cookies["folds"] = "probes"
    page = client.get(reverse("designer", args=[made.pk]), {"at": at}).content.decode()
    assert f'data-help="{field}" data-at="{at}.livenessProbe.{port}"' in page


def test_fields_of_forms_name_their_place_in_the_text(client: Client) -> None:
    made = design()
    page = client.get(reverse("designer", args=[made.pk]), {"at": "spec.containers[0]"}).content.decode()
    assert 'data-help="Container.image" data-at="spec.containers[0].image"' in page
    assert (
        'data-help="ContainerPort.containerPort" data-at="spec.containers[0].ports[0].containerPort"' in page
    )
    assert 'data-at="spec.containers[0].resources.limits.cpu"' in page
    whole = client.get(reverse("designer", args=[made.pk])).content.decode()
    assert 'data-help="PodSpec.hostNetwork" data-at="spec.hostNetwork"' in whole
    volume = client.get(reverse("designer", args=[made.pk]), {"at": "spec.volumes[0]"}).content.decode()
    assert 'data-help="Volume.name" data-at="spec.volumes[0].name"' in volume
    assert 'data-at="spec.volumes[0].emptyDir.sizeLimit"' in volume
