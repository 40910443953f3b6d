from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from pods import examples
from pods.models import Design
from tests.pods.manifests import BROKEN, POD

pytestmark = pytest.mark.django_db


def upload(client: Client, *files: tuple[str, bytes]) -> object:
    data = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(reverse("upload"), {"files": data})


def test_the_page_offers_every_example_with_its_picture(client: Client) -> None:
    page = client.get(reverse("new")).content.decode()
    assert page.count('class="picture thumbnail"') == len(examples.all_examples())


def test_a_pasted_manifest_becomes_a_design_named_after_it(client: Client) -> None:
    answer = client.post(reverse("paste"), {"text": POD.replace("\n", "\r\n")})
    made = Design.objects.with_head().get()
    assert answer.headers["Location"] == reverse("designer", args=[made.pk])
    assert (made.name, made.newest.text) == ("duo", POD)


def test_a_broken_paste_is_given_back_with_its_line_and_nothing_is_stored(client: Client) -> None:
    answer = client.post(reverse("paste"), {"text": BROKEN})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Line 8" in page
    assert "image: &quot;nginx:1.29" in page
    assert not Design.objects.exists()


def test_a_broken_paste_can_be_opened_as_it_is(client: Client) -> None:
    client.post(reverse("paste"), {"text": BROKEN, "anyway": "1"})
    made = Design.objects.with_head().get()
    assert made.newest.broken
    assert made.newest.text == BROKEN
    assert client.get(reverse("designer", args=[made.pk])).status_code == 200


@pytest.mark.parametrize("text", ["", "\0", "a: b\0"])
def test_what_is_no_text_is_refused(client: Client, text: str) -> None:
    assert client.post(reverse("paste"), {"text": text}).status_code == 422
    assert not Design.objects.exists()


def test_a_bomb_is_not_kept_even_if_asked(client: Client) -> None:
    deep = "a: " + "[" * 5000 + "]" * 5000
    assert client.post(reverse("paste"), {"text": deep, "anyway": "1"}).status_code == 422
    assert not Design.objects.exists()


@pytest.mark.parametrize(
    "content",
    [
        POD.encode(),
        POD.replace("\n", "\r\n").encode(),
        POD.rstrip("\n").encode(),
        b"\xef\xbb\xbf" + POD.encode(),
        ("\ufeff" + POD).encode("utf-16-le"),
        POD.replace("emptyDir: {}", 'emptyDir: {medium: "\u2028 \u0085 \U0001f600"}').encode(),
        b'{"apiVersion": "v1",\r"kind": "Pod", "metadata": {"name": "j"}, "spec": {}}',
    ],
)
def test_an_uploaded_file_is_downloaded_with_the_same_bytes(client: Client, content: bytes) -> None:
    upload(client, ("my pod.yaml", content))
    made = Design.objects.get()
    assert client.get(reverse("download", args=[made.pk])).content == content


def test_several_files_become_several_designs(client: Client) -> None:
    upload(client, ("a.yaml", POD.encode()), ("b.yaml", POD.replace("duo", "trio").encode()))
    assert set(Design.objects.values_list("name", flat=True)) == {"duo", "trio"}


def test_a_bad_file_stores_nothing_and_stops_no_other(client: Client) -> None:
    answer = upload(client, ("bad.gz", b"\x1f\x8b\x08\x00"), ("good.yaml", POD.encode()))
    page = answer.content.decode()  # type: ignore[attr-defined]
    assert "bad.gz" in page
    assert "gzip" in page
    assert [d.name for d in Design.objects.all()] == ["duo"]


def test_a_broken_file_can_be_mended_on_the_page(client: Client) -> None:
    answer = upload(client, ("bad.yaml", BROKEN.encode()))
    page = answer.content.decode()  # type: ignore[attr-defined]
    assert "line 8" in page
    assert "image: &quot;nginx:1.29" in page
    assert not Design.objects.exists()


def test_no_file_at_all_is_answered_with_a_sentence(client: Client) -> None:
    answer = client.post(reverse("upload"))
    assert answer.status_code == 422
    assert "No file was chosen." in answer.content.decode()


def test_a_file_that_is_too_large_is_refused_with_the_limit(client: Client) -> None:
    answer = upload(client, ("big.yaml", b"#" * (2 * 1024 * 1024 + 1)))
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "2 MB" in answer.content.decode()  # type: ignore[attr-defined]
    assert not Design.objects.exists()


def test_a_request_that_is_too_large_is_answered_413(client: Client) -> None:
    answer = upload(client, ("huge.yaml", b"#" * (9 * 1024 * 1024)))
    assert answer.status_code == 413  # type: ignore[attr-defined]
    assert not Design.objects.exists()


def test_a_manifest_without_a_name_is_named_after_its_file(client: Client) -> None:
    upload(client, ("../../etc/my-file.yaml", b"apiVersion: v1\nkind: Pod\nspec: {}\n"))
    assert Design.objects.get().name == "my-file"


def test_a_design_can_begin_blank(client: Client) -> None:
    client.post(reverse("blank"))
    made = Design.objects.with_head().get()
    assert made.newest.text == examples.BLANK
    assert not made.newest.broken


@pytest.mark.parametrize("slug", [example.slug for example in examples.all_examples()])
def test_a_design_can_begin_with_an_example(client: Client, slug: str) -> None:
    answer = client.post(reverse("from_example", args=[slug]), follow=True)
    assert answer.status_code == 200
    assert "No problems found" in answer.content.decode()


def test_there_is_no_other_example(client: Client) -> None:
    assert client.post(reverse("from_example", args=["nonsense"])).status_code == 404
