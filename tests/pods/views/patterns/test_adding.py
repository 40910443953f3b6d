from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from pods.models import Design
from tests.pods.manifests import BROKEN, POD, design

pytestmark = pytest.mark.django_db
PATTERN = "fluent-bit-stdout"
HTMX = {"hx_request": "true", "hx_target": "foreseen"}
HOSTILE = POD.replace("name: app", 'name: "</select><script>alert(1)</script>"')


def address(made: Design, pattern: str = PATTERN) -> str:
    return reverse("add_pattern", args=[made.pk, pattern])


def seen(page: str) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', page)
    return found[1] if found else ""


def look(client: Client, made: Design, **asked: str) -> str:
    return str(client.get(address(made), asked).content.decode())


def test_a_step_shows_picture_differences_and_findings_and_changes_nothing(client: Client) -> None:
    made = design()
    shown = look(client, made)
    assert 'data-name="fluent-bit"' in shown
    assert "fluent-bit.yaml" in shown
    assert "What changes in the text" in shown
    assert "No problems found afterwards." in shown or "Findings after" in shown
    made.refresh_from_db()
    assert made.newest.text == POD


def test_what_was_shown_is_applied_as_one_revision_in_words(client: Client) -> None:
    made = design()
    asked = {"main": "spec.containers[0]", "apply": "1", "seen": seen(look(client, made))}
    answer = client.post(address(made), asked)
    assert answer.headers["Location"].startswith(reverse("designer", args=[made.pk]))
    made = Design.objects.get(pk=made.pk)
    assert str(made.newest.event) == "Added “Fluent Bit to standard output” to app"
    assert made.newest.number == 2
    assert "# a comment" in made.newest.text
    client.post(reverse("undo", args=[made.pk]), {"base": made.newest.digest})
    assert Design.objects.get(pk=made.pk).newest.text == POD


@pytest.mark.parametrize(
    "asked",
    [
        {"seen": "0" * 64},
        {"seen": "right", "asked": "1", "value-directory": "/elsewhere"},
        {"seen": "right", "variant": "classic"},
    ],
)
def test_what_was_not_shown_is_shown_first(client: Client, asked: dict[str, str]) -> None:
    made = design()
    right = seen(look(client, made))
    answer = client.post(
        address(made), {"apply": "1", **asked, "seen": asked["seen"].replace("right", right)}
    )
    assert answer.status_code == 409
    assert "Nothing was changed yet" in answer.content.decode()
    assert Design.objects.get(pk=made.pk).newest.text == POD


def test_a_text_that_changed_meanwhile_is_shown_with_the_pattern_first(client: Client) -> None:
    made = design()
    before = seen(look(client, made))
    text = POD.replace("nginx:1.29", "nginx:1.28")
    client.post(reverse("text", args=[made.pk]), {"text": text, "base": made.newest.digest})
    answer = client.post(address(made), {"apply": "1", "seen": before}, headers=HTMX)
    assert answer.status_code == 409
    assert answer.headers["HX-Reswap"] == "outerHTML"
    assert seen(answer.content.decode()) not in ("", before)


def test_a_value_that_does_not_do_is_refused_and_changes_nothing(client: Client) -> None:
    made = design()
    for value in ("relative", "/a\nb: c", "/" + "x" * 600, "</form><script>alert(1)</script>"):
        asked = {"asked": "1", "value-directory": value, "apply": "1"}
        answer = client.post(address(made), asked, headers=HTMX)
        assert answer.status_code == 422
        assert "<script>alert" not in answer.content.decode()
        assert 'id="value-directory-problem" hx-swap-oob="true"' in answer.content.decode()
    assert Design.objects.get(pk=made.pk).newest.text == POD


def test_mounts_of_the_container_are_offered_and_taken_up(client: Client) -> None:
    made = design()
    assert 'value="/var/log/nginx"' in look(client, made, main="spec.containers[0]")


def test_a_selected_helper_stands_for_the_container_it_helps(client: Client) -> None:
    made = design()
    client.post(address(made), {"apply": "1", "seen": seen(look(client, made))})
    shown = str(
        client.get(address(made, "redis-exporter"), {"at": "spec.initContainers[0]"}).content.decode()
    )
    assert '<option value="spec.containers[0]" selected>' in shown


def test_the_same_again_is_refused_with_what_to_do(client: Client) -> None:
    made = design()
    client.post(address(made), {"apply": "1", "seen": seen(look(client, made))})
    assert "is there already, as fluent-bit" in look(client, made)


@pytest.mark.parametrize("text", [BROKEN, "kind: ConfigMap\napiVersion: v1\nmetadata: {name: a}\n", ""])
def test_without_a_pod_there_is_a_sentence(client: Client, text: str) -> None:
    made = Design.create(design().owner, "x", text, design().newest.event, broken=text == BROKEN)
    assert 'role="alert"' in look(client, made)
    assert client.get(reverse("palette", args=[made.pk])).status_code == 200
    assert client.post(address(made), {"apply": "1", "seen": ""}).status_code == 422


def test_hostile_names_are_escaped_everywhere(client: Client) -> None:
    made = design(HOSTILE)
    for page in (look(client, made), client.get(reverse("palette", args=[made.pk])).content.decode()):
        assert "<script>alert" not in page


def test_the_palette_lists_what_fits_first_and_searches(client: Client) -> None:
    made = design()
    shown = client.get(reverse("palette", args=[made.pk])).content.decode()
    assert shown.index("Fits app") < shown.index(f'data-pattern="{address(made, "nginx-exporter")}"')
    found = client.get(reverse("palette", args=[made.pk]), {"q": "pgbouncer"}, headers={"hx_request": "true"})
    assert address(made, "pgbouncer") in found.content.decode()
    assert "data-pattern" not in client.get(reverse("palette", args=[made.pk]), {"q": "zzz"}).content.decode()


def test_a_form_without_scripts_can_look_before_it_is_sent(client: Client) -> None:
    made = design()
    answer = client.post(address(made), {"show": "1", "asked": "1", "value-directory": "/srv/log"})
    assert answer.status_code == 200
    assert "/srv/log" in answer.content.decode()
    assert Design.objects.get(pk=made.pk).newest.text == POD


@pytest.mark.parametrize(
    "name", ["palette", "add_pattern", "take_out", "switch_variant", "pattern_to_design"]
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_another_users_design_does_not_exist(
    client: Client, settings: Settings, name: str, method: str
) -> None:
    hers = design(owner=User.objects.create_user("alice"))
    first: object = "pgbouncer" if name == "pattern_to_design" else hers.pk
    more: dict[str, list[object]] = {
        "add_pattern": [PATTERN],
        "take_out": [0],
        "switch_variant": [0, "classic"],
    }
    url = reverse(name, args=[first, *more.get(name, [])])
    answer = getattr(client, method)(url, {"design": str(hers.pk), "apply": "1"})
    assert answer.status_code in (404, 405)
    assert Design.objects.get(pk=hers.pk).newest.text == POD
