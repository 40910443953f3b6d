from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from pods.domain.composing.entry import LIMITS
from pods.models import OwnPattern
from tests.pods.manifests import POD, design, me

pytestmark = pytest.mark.django_db
ENTRY = """\
id: my-tail   # a comment stays
kind: sidecar
title: {en: My tail}
summary: {en: "Follows <b>a file</b>."}
variants:
  - {id: classic, title: {en: Beside}}
example:
  container: {name: app, image: "nginx:1.29"}
fragment:
  containers:
    - {name: tail, image: "busybox:1.37"}
"""
SCRIPTED = ENTRY + 'links: [{title: x, url: "javascript:alert(1)"}]\n'
SHIPPER = "spec.containers[1]"


def own(text: str = ENTRY, owner: User | None = None) -> OwnPattern:
    return OwnPattern.store(owner or me(), text)


def edit(client: Client, held: OwnPattern, text: str) -> object:
    base = client.get(held.address).context["base"]
    return client.post(held.address, {"text": text, "base": base})


def test_a_helper_becomes_a_pattern_that_another_design_can_use(client: Client) -> None:
    made = design(POD)
    answer = client.post(reverse("save_as_pattern", args=[made.pk]), {"container": SHIPPER, "pod": "0"})
    held = OwnPattern.objects.get()
    assert answer.headers["Location"] == f"{held.address}?made"
    assert held.slug == "shipper"
    page = client.get(reverse("pattern", args=["shipper"]), {"asked": "1", "workload": "other"})
    text = page.content.decode()
    assert "fluent/fluent-bit:4.1.1" in text
    assert "other" in text


@pytest.mark.parametrize("at", ["spec.containers[0]", "spec.containers[9]", "", "<script>"])
def test_what_is_no_helper_is_refused_with_a_reason(client: Client, at: str) -> None:
    made = design(POD)
    answer = client.post(reverse("save_as_pattern", args=[made.pk]), {"container": at})
    assert answer.status_code == 422
    assert "<script>" not in answer.content.decode().partition("<main")[2]
    assert not OwnPattern.objects.exists()


def test_a_helper_offers_to_be_saved_and_the_main_container_does_not(client: Client) -> None:
    made = design(POD)
    address = reverse("designer", args=[made.pk])
    button = f'action="{reverse("save_as_pattern", args=[made.pk])}"'
    assert button in client.get(address, {"at": SHIPPER}).content.decode()
    assert button not in client.get(address, {"at": "spec.containers[0]"}).content.decode()


def test_the_list_and_the_gallery_show_it_with_its_picture(client: Client) -> None:
    own()
    for name in ("own_patterns", "patterns"):
        html = client.get(reverse(name)).content.decode()
        assert "My tail" in html
        assert "Follows &lt;b&gt;a file" in html
    assert 'class="picture thumbnail"' in client.get(reverse("own_patterns")).content.decode()


def test_an_edit_is_stored_byte_for_byte_and_shown_as_saved(client: Client) -> None:
    held = own()
    answer = edit(client, held, ENTRY.replace("My tail", "Ours").replace("\n", "\r\n"))
    held.refresh_from_db()
    assert held.text == ENTRY.replace("My tail", "Ours")
    assert "Saved." in client.get(answer.headers["Location"]).content.decode()  # type: ignore[attr-defined]


def test_an_edit_that_is_wrong_is_given_back_with_its_lines_and_nothing_is_stored(client: Client) -> None:
    held = own()
    answer = edit(client, held, ENTRY.replace("kind: sidecar", "kind: <teapot>"))
    html = answer.content.decode()  # type: ignore[attr-defined]
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert 'data-line="2"' in html
    assert "<code>kind: &lt;teapot&gt;</code>" in html
    held.refresh_from_db()
    assert held.text == ENTRY


def test_what_is_typed_is_checked_without_being_stored(client: Client) -> None:
    held = own()
    check = reverse("check_pattern", args=[held.slug])
    wrong = client.post(check, {"text": ENTRY + "no-such-field: 1\n"}).content.decode()
    assert "<html" not in wrong
    assert 'data-line="12"' in wrong
    right = client.post(check, {"text": ENTRY.replace("My tail", "Ours")}).content.decode()
    assert "Ours" in right
    assert "data-line" not in right
    held.refresh_from_db()
    assert held.text == ENTRY


@pytest.mark.parametrize(
    "text", ["", "\0", "a: [", "- 1\n", SCRIPTED, "id: &a [*a]\n", "x" * (LIMITS.size + 1)]
)
def test_any_text_is_answered_with_problems(client: Client, text: str) -> None:
    held = own()
    answer = client.post(reverse("check_pattern", args=[held.slug]), {"text": text})
    assert answer.status_code == 200
    assert "data-finding" in answer.content.decode()


def test_two_windows_do_not_overwrite_each_other_silently(client: Client) -> None:
    held = own()
    base = client.get(held.address).context["base"]
    edit(client, held, ENTRY.replace("My tail", "First"))
    answer = client.post(held.address, {"text": ENTRY.replace("My tail", "Second"), "base": base})
    assert answer.status_code == 409
    assert "Second" in answer.content.decode()
    held.refresh_from_db()
    assert "First" in held.text
    client.post(held.address, {"text": answer.context["text"], "base": answer.context["base"]})
    held.refresh_from_db()
    assert "Second" in held.text


def test_an_edit_may_give_it_another_id(client: Client) -> None:
    held = own()
    answer = edit(client, held, ENTRY.replace("my-tail", "our-tail"))
    assert answer.headers["Location"].startswith("/mine/patterns/our-tail/")  # type: ignore[attr-defined]
    assert client.get(held.address).status_code == 404


def test_what_is_exported_can_be_imported_again_as_the_same_text(client: Client) -> None:
    held = own()
    file = client.get(reverse("export_pattern", args=[held.slug]))
    assert file.headers["Content-Disposition"] == 'attachment; filename="my-tail.yaml"'
    assert file.content.decode() == ENTRY
    held.delete()
    client.post(reverse("import_patterns"), {"files": [SimpleUploadedFile("a.yaml", file.content)]})
    assert OwnPattern.objects.get().text == ENTRY


def test_an_import_whose_id_is_taken_gets_a_free_one(client: Client) -> None:
    own()
    answer = client.post(reverse("import_patterns"), {"text": ENTRY})
    assert answer.headers["Location"] == "/mine/patterns/my-tail-2/edit/?imported"
    assert "Imported as “my-tail-2”." in client.get(answer.headers["Location"]).content.decode()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe\x00", ""),
        (b"\x1f\x8b\x08", ""),
        (b"kind: teapot\n", "line 1"),
        (b"a: " + b"x" * LIMITS.size, ""),
        (b"a: &a [x]\nb: [*a, *a]\n", ""),
    ],
)
def test_a_file_that_is_no_pattern_is_refused_by_name_and_others_are_kept(
    client: Client, content: bytes, said: str
) -> None:
    files = [SimpleUploadedFile("<bad>.yaml", content), SimpleUploadedFile("good.yaml", ENTRY.encode())]
    answer = client.post(reverse("import_patterns"), {"files": files})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "&lt;bad&gt;.yaml" in html
    assert said in html
    assert [each.slug for each in OwnPattern.objects.all()] == ["my-tail"]


def test_importing_nothing_says_so(client: Client) -> None:
    assert client.post(reverse("import_patterns")).status_code == 422


def test_what_is_deleted_can_be_brought_back(client: Client) -> None:
    text = ENTRY + "# the end & <more>\n"
    html = client.post(reverse("delete_pattern", args=[own(text).slug]))
    assert not OwnPattern.objects.exists()
    client.post(reverse("import_patterns"), {"text": html.context["deleted"].text.replace("\n", "\r\n")})
    assert OwnPattern.objects.get().text == text


def test_one_that_is_not_sound_any_more_can_be_seen_and_mended(client: Client) -> None:
    held = own()
    OwnPattern.objects.update(text="kind: teapot\n")
    assert "no pattern any more" in client.get(reverse("own_patterns")).content.decode()
    assert "data-finding" in client.get(held.address).content.decode()
    edit(client, held, ENTRY)
    held.refresh_from_db()
    assert held.text == ENTRY


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    "name", ["own_pattern", "check_pattern", "export_pattern", "delete_pattern", "pattern"]
)
def test_another_users_pattern_does_not_exist(client: Client, name: str, method: str) -> None:
    hers = own(owner=User.objects.create_user("alice"))
    answer = getattr(client, method)(reverse(name, args=[hers.slug]), {"text": "stolen"})
    assert answer.status_code in (404, 405)
    hers.refresh_from_db()
    assert hers.text == ENTRY


def test_another_users_helper_cannot_be_saved(client: Client) -> None:
    hers = design(POD, owner=User.objects.create_user("alice"))
    answer = client.post(reverse("save_as_pattern", args=[hers.pk]), {"container": SHIPPER})
    assert answer.status_code == 404
    assert not OwnPattern.objects.exists()
