from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from pods.models import Design
from tests.pods.manifests import BROKEN, POD, design

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def save(client: Client, of: Design, text: str, base: str | None = None, **more: Any) -> Any:
    data = {"text": text, "base": of.newest.digest if base is None else base}
    return client.post(reverse("text", args=[of.pk]), data, **more)


def stored(of: Design) -> Design:
    return Design.objects.with_head().get(pk=of.pk)


def test_an_edit_is_answered_with_everything_that_follows_from_it(client: Client) -> None:
    duo = design()
    answer = save(client, duo, POD.replace("name: shipper", "name: carrier"), headers=HTMX)
    page = answer.content.decode()
    assert answer.status_code == 200
    for panel in ("saved", "base", "outline", "picture", "inspector", "problems"):
        assert f'id="{panel}"' in page
    assert "carrier" in page
    assert stored(duo).newest.digest in page
    assert 'id="text"' not in page  # the editor has it already


def test_without_scripts_saving_leads_back_to_the_page(client: Client) -> None:
    duo = design()
    answer = save(client, duo, POD + "# more\n")
    assert answer.status_code == 302
    assert stored(duo).newest.text == POD + "# more\n"


def test_line_ends_survive_a_browser_that_knows_only_one_kind(client: Client) -> None:
    text = POD.replace("\n", "\r\n", 3).replace("spec:\n", "spec:\r", 1)
    duo = design(text)
    posted = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")
    save(client, duo, posted)
    assert stored(duo).newest.text == text
    assert stored(duo).newest.number == 1  # nothing was changed, nothing is stored
    save(client, duo, posted + "# end\r\n")
    assert stored(duo).newest.text == text + "# end\n"


def test_a_broken_text_is_kept_and_the_last_picture_stays(client: Client) -> None:
    duo = design()
    answer = save(client, duo, BROKEN, headers=HTMX)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert stored(duo).newest.text == BROKEN
    assert 'class="picture-panel stale"' in page
    assert 'data-name="shipper"' in page
    assert 'data-line="8"' in page
    chosen = {"at": "spec.containers[1]"}
    again = client.get(reverse("designer", args=[duo.pk]), chosen).content.decode()
    assert 'class="picture-panel stale"' in again
    assert "The forms can be used again as soon as the text can be read." in again
    assert len(re.findall(r'<fieldset class="(?:new|sections)"[^>]* disabled>', again)) == 2
    assert 'data-name="shipper"' in again


def test_a_text_that_changed_elsewhere_is_not_overwritten(client: Client) -> None:
    duo = design()
    seen = duo.newest.digest
    save(client, duo, POD + "# theirs\n")
    answer = save(client, duo, POD + "# mine\n", base=seen, headers=HTMX)
    assert answer.status_code == 409
    assert 'id="saved"' in answer.content.decode()
    assert stored(duo).newest.text == POD + "# theirs\n"


def test_without_scripts_a_conflict_shows_the_text_that_was_not_saved(client: Client) -> None:
    duo = design()
    seen = duo.newest.digest
    save(client, duo, POD + "# theirs\n")
    answer = save(client, duo, POD + "# <mine>\n", base=seen)
    assert answer.status_code == 409
    assert "# &lt;mine&gt;" in answer.content.decode()


def test_a_text_that_is_too_large_is_refused_with_the_limit(client: Client) -> None:
    duo = design()
    answer = save(client, duo, "#" * (2 * 1024 * 1024 + 1), headers=HTMX)
    assert answer.status_code == 413
    assert "2.0" in answer.content.decode()
    assert stored(duo).newest.text == POD


def test_a_nul_character_is_refused_with_a_sentence(client: Client) -> None:
    duo = design()
    answer = save(client, duo, POD + "\0", headers=HTMX)
    assert answer.status_code == 422
    assert "NUL" in answer.content.decode()
    assert stored(duo).newest.text == POD


def test_the_place_stays_where_it_was(client: Client) -> None:
    duo = design()
    data = {"text": POD + "#\n", "base": duo.newest.digest, "view": "storage", "at": "spec.containers[1]"}
    page = client.post(reverse("text", args=[duo.pk]), data, headers=HTMX).content.decode()
    assert 'data-view="storage"' in page
    assert '<h2 class="subject">shipper</h2>' in page


def test_only_posts_save(client: Client) -> None:
    assert client.get(reverse("text", args=[design().pk])).status_code == 405


def test_a_forged_form_is_refused(db: None) -> None:
    duo = design()
    answer = save(Client(enforce_csrf_checks=True), duo, "forged")
    assert answer.status_code == 403
    assert stored(duo).newest.text == POD
