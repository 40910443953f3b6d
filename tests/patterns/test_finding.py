from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patterns.catalogue import shipped
from patterns.catalogue.finding import found, images
from patterns.catalogue.model import Kind, Topic


def ids(words: str = "", kind: Kind | None = None, topic: Topic | None = None) -> set[str]:
    return {pattern.id for pattern in found(shipped.patterns(), words, kind, topic)}


def test_without_a_wish_everything_is_found() -> None:
    assert ids() == ids("  ") == set(shipped.ids())


@pytest.mark.parametrize(
    ("words", "one_of_them"),
    [
        ("pgbouncer", "pgbouncer"),
        ("PGBOUNCER", "pgbouncer"),
        ("fluent/fluent-bit", "fluent-bit-stdout"),
        ("커넥션", "pgbouncer"),
        ("redis prometheus", "redis-exporter"),
    ],
)
def test_words_stand_in_titles_summaries_topics_and_images_of_both_languages(
    words: str, one_of_them: str
) -> None:
    assert one_of_them in ids(words)


def test_every_word_has_to_be_found() -> None:
    assert ids("redis prometheus") <= ids("redis") & ids("prometheus")
    assert ids("redis no-such-word") == set()


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("topic", [None, Topic.LOGGING, Topic.PROXY])
def test_kind_and_topic_narrow(kind: Kind, topic: Topic | None) -> None:
    wanted = {p.id for p in shipped.patterns() if p.kind is kind and (topic is None or topic in p.topics)}
    assert ids("", kind, topic) == wanted


@given(st.text(max_size=300))
def test_any_words_can_be_looked_for(words: str) -> None:
    assert ids(words) <= set(shipped.ids())


def test_images_are_those_a_pattern_brings() -> None:
    fluent_bit = shipped.pattern("fluent-bit-stdout")
    assert fluent_bit is not None
    assert [image.partition(":")[0] for image in images(fluent_bit)] == ["fluent/fluent-bit"]
