from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from pods.domain.analysis import analyse
from pods.models import Design
from tests.pods.manifests import BROKEN, POD, design

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def stored(of: Design) -> Design:
    return Design.objects.with_head().get(pk=of.pk)


def set_role(client: Client, of: Design, role: str, **more: object) -> object:
    data = {"container": "spec.containers[1]", "role": role, "base": of.newest.digest}
    return client.post(reverse("role", args=[of.pk]), data, **more)  # type: ignore[arg-type]


def test_a_role_is_set_in_the_text_and_taken_back_without_a_trace(client: Client) -> None:
    duo = design()
    set_role(client, duo, "adapter")
    text = stored(duo).newest.text
    assert "podwright.dev/roles: shipper=adapter" in text
    assert str(analyse(text).pods[0].roles[1].role) == "adapter"
    set_role(client, stored(duo), "")
    assert stored(duo).newest.text == POD


def test_a_role_sends_the_new_text_back_to_the_editor(client: Client) -> None:
    duo = design()
    answer = set_role(client, duo, "adapter", headers=HTMX)
    assert 'id="text"' in answer.content.decode()  # type: ignore[attr-defined]


def test_a_role_is_not_set_over_lines_that_changed(client: Client) -> None:
    duo, theirs = design(), POD.replace("a comment", "theirs")
    client.post(reverse("text", args=[duo.pk]), {"text": theirs, "base": duo.newest.digest})
    answer = set_role(client, duo, "adapter", headers=HTMX)
    assert answer.status_code == 409  # type: ignore[attr-defined]
    assert stored(duo).newest.text == theirs


@pytest.mark.parametrize(
    "changes", [{"container": "spec.containers[7]"}, {"role": "king"}, {"container": ""}]
)
def test_a_role_that_cannot_be_is_refused(client: Client, changes: dict[str, str]) -> None:
    duo = design()
    data = {"container": "spec.containers[1]", "role": "adapter", "base": duo.newest.digest} | changes
    assert client.post(reverse("role", args=[duo.pk]), data).status_code == 422
    assert stored(duo).newest.text == POD


def test_no_role_is_set_while_the_text_is_broken(client: Client) -> None:
    duo = design(BROKEN)
    assert set_role(client, duo, "adapter").status_code == 422  # type: ignore[attr-defined]


def test_a_design_is_renamed(client: Client) -> None:
    duo = design()
    assert client.post(reverse("name", args=[duo.pk]), {"name": " 새 이름 "}).status_code == 302
    assert stored(duo).name == "새 이름"


@pytest.mark.parametrize("name", ["", "   ", "x" * 121])
def test_a_name_that_cannot_be_is_refused_and_the_old_one_stays(client: Client, name: str) -> None:
    duo = design()
    answer = client.post(reverse("name", args=[duo.pk]), {"name": name}, headers=HTMX)
    assert answer.status_code == 422
    assert 'value="duo"' in answer.content.decode()
    assert stored(duo).name == "duo"


def test_the_version_of_kubernetes_is_chosen(client: Client) -> None:
    duo = design()
    client.post(reverse("version", args=[duo.pk]), {"kubernetes": "1.29"})
    assert stored(duo).kubernetes == "1.29"
    client.post(reverse("version", args=[duo.pk]), {"kubernetes": "1.99"})
    assert stored(duo).kubernetes == "1.29"


def test_a_copy_has_the_same_bytes_and_a_past_of_its_own(client: Client) -> None:
    duo = design("\ufeff" + POD.replace("\n", "\r\n"), encoding="utf-16-be")
    client.post(reverse("copy", args=[duo.pk]))
    made = Design.objects.with_head().get(name="duo copy")
    assert made.newest.content == duo.newest.content
    assert made.newest.number == 1
    assert str(made.newest.event) == "Copied from duo"


def test_a_text_that_could_not_be_saved_is_kept_as_a_copy(client: Client) -> None:
    duo = design(POD.replace("\n", "\r\n"))
    client.post(
        reverse("copy", args=[duo.pk]), {"text": POD.replace("\n", "\r\n") + "# mine\r\n", "base": "old"}
    )
    assert (
        Design.objects.with_head().get(name="duo copy").newest.text
        == POD.replace("\n", "\r\n") + "# mine\r\n"
    )


def test_deleting_can_be_undone(client: Client) -> None:
    duo = design()
    answer = client.post(reverse("delete", args=[duo.pk]), follow=True)
    assert client.get(reverse("designer", args=[duo.pk])).status_code == 404
    assert "“duo” was deleted." in answer.content.decode()
    assert reverse("restore", args=[duo.pk]) in answer.content.decode()
    client.post(reverse("restore", args=[duo.pk]))
    assert client.get(reverse("designer", args=[duo.pk])).status_code == 200
    assert stored(duo).newest.text == POD


@pytest.mark.parametrize("name", ["text", "role", "name", "version", "copy", "delete", "restore"])
def test_nothing_is_changed_by_a_link(client: Client, name: str) -> None:
    assert client.get(reverse(name, args=[design().pk])).status_code == 405
