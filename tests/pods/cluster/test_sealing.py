"""Credentials at rest."""

from __future__ import annotations

import pytest

from pods.cluster.access import AccessRefused
from pods.cluster.sealing import Seal

FIRST, SECOND = "a" * 40, "b" * 40


def test_what_is_sealed_shows_nothing_and_opens_again() -> None:
    sealed = Seal([FIRST]).close({"token": "s3cret"})
    assert "s3cret" not in sealed
    assert Seal([FIRST]).open(sealed) == {"token": "s3cret"}


def test_the_same_credentials_are_never_sealed_the_same_way_twice() -> None:
    assert Seal([FIRST]).close({"token": "t"}) != Seal([FIRST]).close({"token": "t"})


def test_a_key_is_replaced_by_putting_a_new_one_before_it() -> None:
    sealed = Seal([FIRST]).close({"token": "t"})
    assert Seal([SECOND, FIRST]).open(sealed) == {"token": "t"}
    assert Seal([SECOND]).open(Seal([SECOND, FIRST]).close({"x": 1})) == {"x": 1}


@pytest.mark.parametrize("sealed", ["", "x", "cut", "é"])
def test_what_was_tampered_with_or_sealed_by_another_key_is_refused_with_a_sentence(sealed: str) -> None:
    if sealed == "cut":
        sealed = Seal([FIRST]).close({"token": "t"})[:-5]
    with pytest.raises(AccessRefused):
        Seal([FIRST]).open(sealed)
    with pytest.raises(AccessRefused):
        Seal([SECOND]).open(Seal([FIRST]).close({"token": "t"}))


def test_without_a_key_nothing_is_stored_in_the_clear() -> None:
    with pytest.raises(AccessRefused) as refused:
        Seal([]).close({"token": "t"})
    assert "PODWRIGHT_CREDENTIALS_KEY" in str(refused.value.message)
