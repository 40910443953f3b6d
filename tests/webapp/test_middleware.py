from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.pods.manifests import design

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/", "/new/", "/nothing-here/", "/designs/999/"])
def test_every_page_says_what_it_may_load(client: Client, path: str) -> None:
    policy = client.get(path).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_the_designer_has_no_script_or_style_inside(client: Client) -> None:
    page = client.get(reverse("designer", args=[design().pk])).content.decode()
    assert re.findall(r"<script(?![^>]*\ssrc=)", page) == []
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|javascript:", page) == []


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1"])
def test_this_machine_is_answered(client: Client, address: str) -> None:
    assert client.get("/", REMOTE_ADDR=address).status_code == 200


@pytest.mark.parametrize("address", ["192.168.1.7", "10.0.0.1", "fe80::1", "::ffff:10.0.0.1", "", "nonsense"])
def test_other_machines_are_refused_with_a_sentence(client: Client, address: str) -> None:
    answer = client.get("/", REMOTE_ADDR=address)
    assert answer.status_code == 403
    assert b"PODWRIGHT_MODE=server" in answer.content


@pytest.mark.parametrize("host", ["evil.example", "192.168.1.7", "localhost.evil.example"])
def test_a_foreign_name_for_this_machine_is_refused(client: Client, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 400


@pytest.mark.parametrize(
    ("path", "status"),
    [("/nothing-here/", 404), ("/designs/999/", 404), ("/designs/999999999999999999999/", 404)],
)
def test_what_is_not_there_has_a_page(client: Client, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert reverse("home") in answer.content.decode()


def test_a_failure_of_ours_has_a_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.raise_request_exception = False
    monkeypatch.setattr("pods.views.new.summary_of", lambda *args: 1 / 0)
    answer = client.get(reverse("new"))
    assert answer.status_code == 500
    assert "your last saved text is safe" in answer.content.decode()


def test_a_page_speaks_the_language_of_the_browser(client: Client) -> None:
    page = client.get("/", headers={"accept-language": "ko-KR,ko;q=0.9,en;q=0.5"}).content.decode()
    assert '<html lang="ko">' in page
    assert "새 설계" in client.get("/new/", headers={"accept-language": "ko"}).content.decode()


def test_the_language_can_be_switched(client: Client) -> None:
    client.post(reverse("set_language"), {"language": "ko", "next": "/"})
    assert '<html lang="ko">' in client.get("/").content.decode()
    client.post(reverse("set_language"), {"language": "en", "next": "/"})
    assert '<html lang="en">' in client.get("/").content.decode()


def test_the_language_switch_leads_nowhere_else(client: Client) -> None:
    answer = client.post(reverse("set_language"), {"language": "ko", "next": "https://evil.example/"})
    assert answer.headers["Location"] == "/"
