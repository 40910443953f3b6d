from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from pods.views.downloads import file_name
from tests.pods.manifests import POD, design

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("shop", "shop"),
        ("../../etc/passwd", "etc-passwd"),
        ("a\r\nSet-Cookie: x=1", "a-Set-Cookie- x=1"),
        ('say "hi"', "say -hi"),
        ("..", "design"),
        ("한글 이름", "한글 이름"),
        ("\u202egpj.exe", "gpj.exe"),
        ("x" * 300, "x" * 100),
    ],
)
def test_a_file_is_named_safely(name: str, expected: str) -> None:
    assert file_name(name) == expected


@pytest.mark.parametrize("name", ["shop", 'a"b;c', "한글", "a\\b/c", "x\ny"])
def test_the_header_names_one_file_and_nothing_else(client: Client, name: str) -> None:
    answer = client.get(reverse("download", args=[design(name=name).pk]))
    header = answer.headers["Content-Disposition"]
    assert header.startswith("attachment; filename")
    assert "\n" not in header
    assert answer.headers["Content-Type"] == "application/yaml"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_json_is_downloaded_as_json(client: Client) -> None:
    text = '{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "j"}, "spec": {"containers": []}}'
    answer = client.get(reverse("download", args=[design(text).pk]))
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="duo.json"'


@pytest.mark.parametrize(("form", "start"), [("svg", b"<?xml"), ("png", b"\x89PNG"), ("pdf", b"%PDF")])
def test_a_picture_is_a_file_of_its_own(client: Client, form: str, start: bytes) -> None:
    answer = client.get(reverse("picture", args=[design().pk, form]) + "?view=storage")
    assert answer.status_code == 200
    assert answer.content.startswith(start)


@pytest.mark.parametrize(("text", "form"), [(POD, "exe"), (POD, "dot"), ("", "svg"), ("{", "svg")])
def test_there_are_no_other_pictures(client: Client, text: str, form: str) -> None:
    assert client.get(reverse("picture", args=[design(text).pk, form])).status_code == 404
