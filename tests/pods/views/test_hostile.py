"""Files made to break tools, through the page, the upload and the download."""

from __future__ import annotations

import time
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from pods.models import Design
from tests.pods.manifests import POD

HOSTILE = Path("/work/shared/corpus/hostile")
OPEN = Path("/work/shared/corpus/open")
NAMES = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</textarea><script>alert(1)</script>",
    "{{ 7|add:7 }}{% url 'home' %}",
    "' onmouseover='alert(1)",
    "</title></svg><svg onload=alert(1)>",
    "&lt;b&gt;",
    "\u202egnp",
]
pytestmark = pytest.mark.django_db


def upload(client: Client, name: str, content: bytes) -> int:
    files = [SimpleUploadedFile(name, content)]
    return int(client.post(reverse("upload"), {"files": files}).status_code)


class Tags(HTMLParser):
    """The tags of a page as a browser would see them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def assert_no_markup_of_theirs(page: str) -> None:
    tags = Tags(page).found
    assert all("src" in attributes for tag, attributes in tags if tag == "script")
    assert all((attributes["src"] or "").startswith("/static/") for tag, attributes in tags if tag == "img")
    assert not any(name.startswith("on") for _, attributes in tags for name in attributes)
    assert "b" not in [tag for tag, _ in tags]


def assert_every_page_works(client: Client, content: bytes) -> None:
    for made in Design.objects.all():
        for query in ("", "?view=storage", "?view=network", "?at=spec.containers[0]"):
            answer = client.get(reverse("designer", args=[made.pk]) + query)
            assert answer.status_code == 200
        assert client.get(reverse("download", args=[made.pk])).content == content
    assert client.get(reverse("home")).status_code == 200


@pytest.mark.parametrize("name", NAMES)
def test_names_with_markup_come_out_as_text_everywhere(client: Client, name: str) -> None:
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    content = POD
    for place in ("name: duo", "name: app", "name: shipper", "nginx:1.29", "/logs"):
        key, _, value = place.rpartition(": ")
        content = content.replace(place, f'{key}: "{quoted}"' if key else f'"{quoted}"' if value else value)
    content = content.replace("name: logs", f'name: "{quoted}"')
    assert upload(client, f"{name}.yaml", content.encode()) in (302, 422)
    made = Design.objects.first()
    if made is None:
        return
    pages = [
        client.get(reverse(page, args=[made.pk]) + query).content.decode()
        for page in ("designer",)
        for query in ("", "?view=storage", "?at=spec.containers[0]", "?at=spec.volumes[0]")
    ]
    pages += [client.get(path).content.decode() for path in ("/", "/?q=%3Cscript%3E", "/?q=duo")]
    for page in pages:
        assert_no_markup_of_theirs(page)


def test_a_name_with_markup_is_found_on_the_page_as_it_was_written(client: Client) -> None:
    upload(client, "x.yaml", POD.replace("name: app", 'name: "<b>app</b>"').encode())
    page = client.get(reverse("designer", args=[Design.objects.get().pk])).content.decode()
    assert '<span class="entry-name">&lt;b&gt;app&lt;/b&gt;</span>' in page


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="the shared corpus is not here")
@pytest.mark.parametrize(
    "path", sorted(HOSTILE.glob("*.*")) if HOSTILE.is_dir() else [], ids=lambda path: path.name
)
def test_a_hostile_file_is_answered_and_nothing_is_stored_half(client: Client, path: Path) -> None:
    content = path.read_bytes()
    started = time.monotonic()
    status = upload(client, path.name, content)
    assert time.monotonic() - started < 8  # the test machine is slow and shared; the command line holds 2 s
    assert status in (302, 413, 422)
    assert Design.objects.count() == (1 if status == 302 else 0)
    if status == 302:
        assert_every_page_works(client, content)


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="the shared corpus is not here")
@pytest.mark.parametrize(
    "path", sorted(HOSTILE.glob("*.*")) if HOSTILE.is_dir() else [], ids=lambda path: path.name
)
def test_a_hostile_paste_is_answered(client: Client, path: Path) -> None:
    text = path.read_bytes().decode("utf-8", "replace")
    status = client.post(reverse("paste"), {"text": text, "anyway": "1"}).status_code
    assert status in (302, 413, 422)
    for made in Design.objects.all():
        assert client.get(reverse("designer", args=[made.pk])).status_code == 200


@pytest.mark.skipif(not OPEN.is_dir(), reason="the shared corpus is not here")
def test_real_manifests_are_downloaded_byte_for_byte(client: Client) -> None:
    refused = []
    for path in sorted(OPEN.glob("*.y*ml")):
        content = path.read_bytes()
        if upload(client, path.name, content) != 302:
            refused.append(path.name)
            continue
        made = Design.objects.latest("pk")
        assert client.get(reverse("download", args=[made.pk])).content == content, path.name
        posted = made.newest.text.replace("\r\n", "\n").replace("\n", "\r\n")
        client.post(reverse("text", args=[made.pk]), {"text": posted, "base": made.newest.digest})
        assert client.get(reverse("download", args=[made.pk])).content == content, path.name
    assert refused == []
