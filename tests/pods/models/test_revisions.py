from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from pods.domain.messages import Message
from pods.models import Design, Revision
from pods.models.design import Conflict, Unstorable
from pods.models.revision import digest
from tests.pods.manifests import BROKEN, POD, design, me

pytestmark = pytest.mark.django_db
EDITED = Message("Edited the text")


class Clock:
    """Time that passes when it is told to."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = datetime(2026, 1, 1, tzinfo=UTC)
        monkeypatch.setattr(timezone, "now", lambda: self.now)

    def passes(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def type_in(of: Design, text: str, *, broken: bool = False) -> Revision:
    return of.save_text(text, of.newest.digest, EDITED, author_id=me().pk, broken=broken, window="one")


def texts(of: Design) -> list[str]:
    return [revision.text for revision in of.revisions.order_by("number")]


def test_typing_in_one_go_is_one_revision(clock: Clock) -> None:
    duo = design("a")
    for text in ("ab", "abc", "abcd"):
        clock.passes(2)
        type_in(duo, text)
    assert texts(duo) == ["a", "abcd"]


def test_a_pause_ends_a_burst_of_typing(clock: Clock) -> None:
    duo = design("a")
    type_in(duo, "ab")
    clock.passes(11)
    type_in(duo, "abc")
    assert texts(duo) == ["a", "ab", "abc"]


def test_a_burst_lasts_a_minute_at_most(clock: Clock) -> None:
    duo = design("0")
    for second in range(1, 71):
        clock.passes(1)
        type_in(duo, str(second))
    assert texts(duo) == ["0", "60", "70"]


def test_typing_never_changes_the_text_a_design_began_with(clock: Clock) -> None:
    duo = design("a")
    type_in(duo, "ab")
    assert texts(duo) == ["a", "ab"]


def test_a_broken_text_never_replaces_a_readable_one(clock: Clock) -> None:
    duo = design(POD)
    good = type_in(duo, POD + "# more\n")
    clock.passes(1)
    broken = type_in(duo, BROKEN, broken=True)
    assert texts(duo) == [POD, POD + "# more\n", BROKEN]
    assert broken.readable == good
    assert broken.shown == good


def test_mending_a_broken_text_takes_its_place(clock: Clock) -> None:
    duo = design(POD)
    type_in(duo, BROKEN, broken=True)
    clock.passes(1)
    mended = type_in(duo, POD + "# mended\n")
    assert texts(duo) == [POD, POD + "# mended\n"]
    assert mended.readable is None
    assert mended.shown == mended


def test_the_last_readable_text_is_found_behind_many_broken_ones(clock: Clock) -> None:
    duo = design(POD)
    first = duo.newest
    for text in ("{", "{{", "{{{"):
        clock.passes(20)
        type_in(duo, text, broken=True)
    assert duo.newest.shown == first
    assert [r.number for r in duo.revisions.all()] == [4, 3, 2, 1]
    assert duo.newest.parent is not None
    assert duo.newest.parent.number == 3


def test_saving_over_a_text_one_has_not_seen_is_refused_and_changes_nothing() -> None:
    duo = design("a")
    seen = duo.newest.digest
    type_in(duo, "theirs")
    with pytest.raises(Conflict):
        duo.save_text("mine", seen, EDITED, author_id=me().pk, broken=False, window="one")
    duo.refresh_from_db()
    assert duo.newest.text == "theirs"
    assert texts(duo) == ["a", "theirs"]


def test_saving_the_same_text_twice_stores_it_once_and_is_no_conflict() -> None:
    duo = design("a")
    seen = duo.newest.digest
    for _ in range(2):  # the answer to the first got lost on the way
        duo.save_text("ab", seen, EDITED, author_id=me().pk, broken=False)
    assert texts(duo) == ["a", "ab"]


def test_another_author_starts_a_revision_of_their_own(clock: Clock, django_user_model: type) -> None:
    other = django_user_model.objects.create_user("other")  # type: ignore[attr-defined]
    duo = design("a")
    type_in(duo, "ab")
    duo.save_text("abc", duo.newest.digest, EDITED, author_id=other.pk, broken=False, window="one")
    assert texts(duo) == ["a", "ab", "abc"]


@pytest.mark.parametrize("text", ["a\0b", "a\ud800b"])
def test_what_no_database_keeps_is_refused_and_nothing_is_stored(text: str) -> None:
    duo = design("a")
    with pytest.raises(Unstorable):
        type_in(duo, text)
    with pytest.raises(Unstorable):
        design(text, name="half")
    assert texts(duo) == ["a"]
    assert not Design.objects.filter(name="half").exists()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "a",
        "a\r\nb\rc\n",
        "a\u2028b\u0085c\n",
        "\ufeffa: b\n",
        "é\U0001f600\tx \n\n\n",
        "a" * 500_000,
    ],
)
def test_every_byte_of_a_text_is_kept(text: str) -> None:
    duo = Design.objects.with_head().get(pk=design(text).pk)
    assert duo.newest.text == text
    assert duo.newest.digest == digest(text)


def test_an_upload_in_utf_16_is_given_back_in_utf_16() -> None:
    text = "\ufeffkind: Pod\n"
    duo = design(text, encoding="utf-16-le")
    type_in(duo, text + "# 덧붙임\n")
    assert duo.newest.content == (text + "# 덧붙임\n").encode("utf-16-le")


def test_a_design_of_the_same_name_gets_a_number() -> None:
    assert [design("a").name for _ in range(3)] == ["duo", "duo 2", "duo 3"]


def test_a_design_and_its_past_are_deleted_together() -> None:
    duo = design("a")
    type_in(duo, "ab")
    duo.delete()
    assert not Revision.objects.exists()
