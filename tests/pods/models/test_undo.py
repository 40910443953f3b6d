from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from pods.domain.messages import say
from pods.models import Design, Revision
from pods.models.design import Conflict
from tests.pods.manifests import BROKEN, POD, design, me


def do(of: Design, step: str) -> None:
    """A step: undo "<", redo ">", or the writing of a text."""
    base = of.newest.digest
    if step == "<":
        of.undo(base, author_id=me().pk)
    elif step == ">":
        of.redo(base, author_id=me().pk)
    else:
        of.save_text(step, base, say("Wrote %(text)s", text=step), author_id=me().pk, broken=False)


def read_again(of: Design) -> Design:
    return Design.objects.with_head().get(pk=of.pk)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("steps", "texts", "undone", "redone"),
    [
        ("", "0", None, None),
        ("<", "0", None, None),
        (">", "0", None, None),
        ("a", "0a", "Wrote a", None),
        ("a<", "0a0", None, "Wrote a"),
        ("a<<", "0a0", None, "Wrote a"),
        ("a<>", "0a0a", "Wrote a", None),
        ("a<>>", "0a0a", "Wrote a", None),
        ("ab<<", "0aba0", None, "Wrote a"),
        ("ab<<>", "0aba0a", "Wrote a", "Wrote b"),
        ("ab<<>>", "0aba0ab", "Wrote b", None),
        ("abc<<><", "0abcbaba", "Wrote a", "Wrote b"),
        ("abc<<><>>", "0abcbababc", "Wrote c", None),
        ("ab<c", "0abac", "Wrote c", None),
        ("ab<c>", "0abac", "Wrote c", None),
        ("ab<c<", "0abaca", "Wrote a", "Wrote c"),
        ("ab<c<<", "0abaca0", None, "Wrote a"),
        ("ab<c<<>>", "0abaca0ac", "Wrote c", None),
        ("ab<c<>", "0abacac", "Wrote c", None),
        ("a<b<a", "0a0b0a", "Wrote a", None),
        ("a<b<a<", "0a0b0a0", None, "Wrote a"),
    ],
)
def test_steps_back_and_forth(steps: str, texts: str, undone: str | None, redone: str | None) -> None:
    of = design("0")
    for step in steps:
        do(of, step)
        of = read_again(of)  # as after a reload
    assert "".join(revision.text for revision in of.revisions.order_by("number")) == texts
    head = of.newest
    assert (str(head.state.event) if head.before else None) == undone
    assert (str(head.ahead.event) if head.ahead else None) == redone


class WhateverIsDone(TestCase):
    """Undo and redo against a list with a cursor, which is what people expect them to be."""

    @settings(max_examples=40)
    @given(st.lists(st.sampled_from("<<>>abc"), max_size=14))
    def test_undo_and_redo_do_as_a_list_with_a_cursor_does(self, steps: list[str]) -> None:
        of = design("0")
        states, at = ["0"], 0
        for step in steps:
            do(of, step)
            if step == "<":
                at = max(0, at - 1)
            elif step == ">":
                at = min(len(states) - 1, at + 1)
            elif step != states[at]:
                states, at = [*states[: at + 1], step], at + 1
            assert of.newest.text == states[at]


@pytest.mark.django_db
def test_what_was_done_is_said_by_the_revision_itself() -> None:
    of = design("0")
    for step in "a<>":
        do(of, step)
    said = [str(revision.event) for revision in of.revisions.order_by("number")]
    assert said[1:] == ["Wrote a", "Undo: Wrote a", "Redo: Wrote a"]


@pytest.mark.django_db
def test_undo_returns_to_a_broken_text_with_the_picture_it_had() -> None:
    of = design(POD)
    first = of.newest
    of.save_text(BROKEN, first.digest, say("Broke it"), author_id=me().pk, broken=True)
    of.save_text(POD + "# more\n", of.newest.digest, say("Mended it"), author_id=me().pk, broken=False)
    of.undo(of.newest.digest, author_id=me().pk)
    assert of.newest.text == BROKEN
    assert of.newest.shown == first


@pytest.mark.django_db
@pytest.mark.parametrize("step", [Design.undo, Design.redo])
def test_nothing_is_undone_over_a_text_one_has_not_seen(step: Callable[..., Revision]) -> None:
    of = design("0")
    seen = of.newest.digest
    do(of, "a")
    with pytest.raises(Conflict):
        step(of, seen, author_id=me().pk)
    assert [revision.text for revision in of.revisions.order_by("number")] == ["0", "a"]


@pytest.mark.django_db
def test_what_is_typed_after_undo_is_a_revision_of_its_own() -> None:
    of = design("0")
    for text in ("a", "ab"):
        of.save_text(text, of.newest.digest, say("Typed"), author_id=me().pk, broken=False, window="one")
    do(of, "<")
    of.save_text("0c", of.newest.digest, say("Typed"), author_id=me().pk, broken=False, window="one")
    assert [revision.text for revision in of.revisions.order_by("number")] == ["0", "ab", "0", "0c"]
