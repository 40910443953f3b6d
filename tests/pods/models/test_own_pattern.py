from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from patterns.catalogue import shipped
from pods.domain.composing.entry import EntryRefused
from pods.models import own_pattern
from pods.models.own_pattern import OwnPattern, entries, entry, free_id
from tests.pods.manifests import me

pytestmark = pytest.mark.django_db
ENTRY = """\
id: my-tail   # a comment stays
kind: sidecar
title: {en: My tail}
summary: {en: "Follows a file."}
variants:
  - {id: classic, title: {en: Beside}}
fragment:
  containers:
    - {name: tail, image: "busybox:1.37"}
"""


def other() -> User:
    return User.objects.create_user("bob")


def test_what_is_stored_can_be_applied_like_an_entry_of_the_catalogue() -> None:
    OwnPattern.store(me(), ENTRY)
    assert [pattern.id for pattern in entries(me())] == ["my-tail"]
    found = entry(me(), "my-tail")
    assert found is not None
    assert found.title.en == "My tail"
    assert entry(me(), shipped.ids()[0]) is shipped.pattern(shipped.ids()[0])
    assert entry(me(), "nothing-of-that-name") is None


def test_somebody_elses_pattern_does_not_exist() -> None:
    OwnPattern.store(other(), ENTRY)
    assert list(entries(me())) == []
    assert entry(me(), "my-tail") is None


def test_a_taken_id_gets_a_free_neighbour_and_every_other_byte_stays() -> None:
    first, second = OwnPattern.store(me(), ENTRY), OwnPattern.store(me(), ENTRY)
    assert (first.slug, second.slug) == ("my-tail", "my-tail-2")
    assert second.text == ENTRY.replace("id: my-tail ", "id: my-tail-2 ")


def test_an_id_of_the_catalogue_is_taken_too() -> None:
    id = shipped.ids()[0]
    assert OwnPattern.store(me(), ENTRY.replace("my-tail", id)).slug == f"{id}-2"


def test_a_long_id_is_cut_to_make_room_for_its_number() -> None:
    wished = "a" * 62 + "b"
    assert free_id(wished, {wished}) == "a" * 61 + "-2"
    assert len(free_id("a" * 63, {"a" * 63})) == 63


def test_a_text_that_is_no_entry_is_refused_with_its_line_and_nothing_is_stored() -> None:
    with pytest.raises(EntryRefused) as refused:
        OwnPattern.store(me(), ENTRY.replace("kind: sidecar", "kind: teapot"))
    assert [problem.line for problem in refused.value.problems] == [2]
    assert not OwnPattern.objects.exists()


def test_a_change_to_a_taken_id_is_refused_and_nothing_changes() -> None:
    kept = OwnPattern.store(me(), ENTRY)
    OwnPattern.store(me(), ENTRY.replace("my-tail", "other"))
    with pytest.raises(EntryRefused) as refused:
        kept.change(ENTRY.replace("my-tail", "other"))
    assert [(problem.line, problem.path) for problem in refused.value.problems] == [(1, "id")]
    kept.refresh_from_db()
    assert kept.text == ENTRY


def test_a_change_may_rename_it() -> None:
    kept = OwnPattern.store(me(), ENTRY)
    kept.change(ENTRY.replace("my-tail", "renamed"))
    assert entry(me(), "renamed") is not None
    assert entry(me(), "my-tail") is None


def test_there_is_a_most_of_what_one_user_keeps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_pattern, "MOST", 1)
    OwnPattern.store(me(), ENTRY)
    with pytest.raises(EntryRefused):
        OwnPattern.store(me(), ENTRY)
    assert OwnPattern.objects.count() == 1
    assert OwnPattern.store(other(), ENTRY).slug == "my-tail"


def test_one_that_is_not_sound_any_more_is_passed_over() -> None:
    kept = OwnPattern.store(me(), ENTRY)
    OwnPattern.objects.filter(pk=kept.pk).update(text="kind: teapot\n")
    assert list(entries(me())) == []
    assert entry(me(), "my-tail") is None
