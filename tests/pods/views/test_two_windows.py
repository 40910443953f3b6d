from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from pods.models import Design
from tests.pods.manifests import BROKEN, POD, design

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
TOP, END = POD.replace("name: duo ", "name: trio "), POD + "# end\n"


def save(client: Client, of: Design, text: str, base: str, window: str = "one", **more: Any) -> Any:
    data = {"text": text, "base": base, "window": window} | more
    return client.post(reverse("text", args=[of.pk]), data, headers=HTMX)


def stored(of: Design) -> Design:
    return Design.objects.with_head().get(pk=of.pk)


def step(client: Client, name: str, of: Design, base: str | None = None) -> Any:
    data = {"base": stored(of).newest.digest if base is None else base}
    return client.post(reverse(name, args=[of.pk]), data, headers=HTMX)


def test_changes_that_do_not_touch_are_both_kept_and_said_to_be(client: Client) -> None:
    duo = design()
    seen = duo.newest.digest
    save(client, duo, TOP, seen, "one")
    answer = save(client, duo, END, seen, "two")
    head = stored(duo).newest
    assert head.text == TOP + "# end\n"
    assert "merged" in str(head.event)
    assert 'id="text"' in answer.content.decode()
    assert head.digest in answer.content.decode()


def test_line_ends_survive_a_merge(client: Client) -> None:
    duo = design(POD.replace("\n", "\r\n"))
    seen = duo.newest.digest
    save(client, duo, TOP, seen, "one")
    save(client, duo, END, seen, "two")
    assert stored(duo).newest.text == (TOP + "# end\n").replace("\n", "\r\n")


def test_changes_that_touch_are_shown_and_nothing_is_stored(client: Client) -> None:
    duo = design()
    seen = duo.newest.digest
    save(client, duo, TOP, seen, "one")
    answer = save(client, duo, POD.replace("name: duo ", "name: solo "), seen, "two")
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "<del>trio</del>" in shown
    assert "<ins>solo</ins>" in shown
    assert "Keep mine as a new version" in shown
    assert stored(duo).newest.text == TOP


def test_ones_own_text_is_kept_over_the_one_that_was_seen(client: Client) -> None:
    duo = design()
    seen = duo.newest.digest
    save(client, duo, TOP, seen, "one")
    mine = POD.replace("name: duo ", "name: solo ")
    save(client, duo, mine, stored(duo).newest.digest, over="1")
    assert stored(duo).newest.text == mine
    assert [revision.text for revision in duo.revisions.order_by("number")] == [POD, TOP, mine]


def test_two_changes_that_break_the_text_together_are_not_merged(client: Client) -> None:
    head = "kind: Pod\nmetadata:\n  name: &x duo\n  namespace: a\n"
    duo = design(head + "  labels:\n    of: *x\n")
    seen = duo.newest.digest
    theirs = head.replace("&x ", "") + "  labels:\n    of: duo\n"
    save(client, duo, theirs, seen, "one")
    mine = head.replace("namespace: a\n", "namespace: a\n  generateName: *x\n  labels:\n    of: *x\n")
    answer = save(client, duo, mine, seen, "two")
    assert answer.status_code == 409
    assert stored(duo).newest.text == theirs


def test_a_window_that_was_opened_while_another_one_types_finds_its_base(client: Client) -> None:
    duo = design()
    save(client, duo, TOP, duo.newest.digest, "one")
    client.get(reverse("designer", args=[duo.pk]))
    seen = stored(duo).newest.digest
    save(client, duo, TOP.replace("nginx:1.29", "nginx:1.30"), seen, "one")
    save(client, duo, TOP + "# end\n", seen, "two")
    assert stored(duo).newest.text == TOP.replace("nginx:1.29", "nginx:1.30") + "# end\n"


def test_two_windows_that_type_by_turns_never_lose_what_they_built_on(client: Client) -> None:
    duo = design("a: \nx: 1\ny: 1\nb: \n")
    bases = {"one": duo.newest.digest, "two": duo.newest.digest}
    texts = {"one": duo.newest.text, "two": duo.newest.text}
    for _ in range(5):
        for window, key in (("one", "a: "), ("two", "b: ")):
            texts[window] = texts[window].replace(key, f"{key}1")
            assert save(client, duo, texts[window], bases[window], window).status_code == 200
            head = stored(duo).newest
            bases[window], texts[window] = head.digest, head.text
    assert stored(duo).newest.text == "a: 11111\nx: 1\ny: 1\nb: 11111\n"


def test_looking_at_another_pod_does_not_claim_to_have_seen_the_newest_text(client: Client) -> None:
    duo = design()
    answer = client.get(reverse("designer", args=[duo.pk]), headers=HTMX).content.decode()
    assert 'id="picture"' in answer
    assert 'id="base"' not in answer
    version = client.post(reverse("version", args=[duo.pk]), {"kubernetes": "1.30"}, headers=HTMX)
    assert 'id="base"' not in version.content.decode()


def test_undo_and_redo_answer_with_the_text_and_say_what_comes_next(client: Client) -> None:
    duo = design()
    save(client, duo, END, duo.newest.digest)
    page = client.get(reverse("designer", args=[duo.pk])).content.decode()
    assert "Undo: Edited the text" in page
    assert "Nothing to redo" in page
    answer = step(client, "undo", duo).content.decode()
    assert stored(duo).newest.text == POD
    assert 'id="text"' in answer
    assert "Nothing to undo" in answer
    assert "Redo: Edited the text" in answer
    assert "Undo: Edited the text" in step(client, "redo", duo).content.decode()
    assert stored(duo).newest.text == END


def test_undo_over_a_text_that_changed_is_refused(client: Client) -> None:
    duo = design()
    seen = duo.newest.digest
    save(client, duo, END, seen)
    answer = step(client, "undo", duo, base=seen)
    assert answer.status_code == 409
    assert "changed elsewhere" in answer.content.decode()
    assert stored(duo).newest.text == END


def test_without_scripts_both_texts_are_shown_and_mine_can_be_kept(client: Client) -> None:
    duo = design()
    seen = duo.newest.digest
    save(client, duo, TOP, seen)
    mine = {"text": POD.replace("name: duo ", "name: solo "), "base": seen}
    answer = client.post(reverse("text", args=[duo.pk]), mine)
    assert answer.status_code == 409
    assert "<ins>solo</ins>" in answer.content.decode()
    client.post(reverse("text", args=[duo.pk]), mine | {"base": stored(duo).newest.digest, "over": "1"})
    assert stored(duo).newest.text == mine["text"]


def test_a_broken_text_is_merged_too(client: Client) -> None:
    duo = design()
    seen = duo.newest.digest
    save(client, duo, END, seen, "one")
    save(client, duo, BROKEN, seen, "two")
    assert stored(duo).newest.text == BROKEN + "# end\n"
    assert stored(duo).newest.broken
