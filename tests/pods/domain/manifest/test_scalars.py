"""Plain and tagged scalars, as kubectl reads them."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pods.domain.manifest import scalars
from pods.domain.manifest.reader import read

TRUTH = Path(__file__).parents[5] / "shared" / "truth" / "scalars.json"

READINGS = [
    ("", None),
    ("~", None),
    ("Null", None),
    ("nULL", "nULL"),
    ("y", True),
    ("Off", False),
    ("oN", "oN"),
    ("012", 10),
    ("0o12", 10),
    ("0O12", 10),
    ("0o8", "0o8"),
    ("08", 8),
    ("-012", -10),
    ("0x1F", 31),
    ("-0X1f", -31),
    ("0b11", 3),
    ("0b12", "0b12"),
    ("1_000", 1000),
    ("_1", "_1"),
    ("1e3", 1000),
    ("1e-3", 0.001),
    ("1.50", 1.5),
    ("1.", 1),
    (".5", 0.5),
    ("+.5", 0.5),
    (".5.", ".5."),
    ("1e", "1e"),
    ("1e400", "1e400"),
    ("9007199254740993", 9007199254740993),
    ("18446744073709551615", 18446744073709551615),
    ("18446744073709551616", 18446744073709551616),
    ("123456789012345678901234567890", 1.2345678901234568e29),
    ("12:30:45", "12:30:45"),
    ("2001-01-01", "2001-01-01"),
    ("1,000", "1,000"),
    ("100m", "100m"),
    ("=", "="),
    ("+", "+"),
    ("-", "-"),
    (".", "."),
]


@pytest.mark.parametrize(("written", "read_as"), READINGS)
def test_a_plain_scalar_reads_as_kubectl_reads_it(written: str, read_as: object) -> None:
    value = scalars.plain(written)
    assert (value, type(value)) == (read_as, type(read_as))


def test_infinities_and_nan_are_recognised() -> None:
    assert scalars.plain(".inf") == math.inf
    assert scalars.plain("-.Inf") == -math.inf
    assert math.isnan(scalars.plain(".nan"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("tag", "text", "value"),
    [
        ("str", "5", "5"),
        ("int", "0x10", 16),
        ("float", "1", 1),
        ("bool", "yes", True),
        ("null", "~", None),
        ("binary", "aGk=", "hi"),
        ("binary", "aG\n k=", "hi"),
    ],
)
def test_a_core_tag_decides_the_type(tag: str, text: str, value: object) -> None:
    assert scalars.tagged(tag, text) == value


@pytest.mark.parametrize(
    ("tag", "text"),
    [("int", "x"), ("bool", "1"), ("null", "no"), ("binary", "§"), ("binary", "aGk$="), ("float", "x")],
)
def test_a_text_that_does_not_fit_its_tag_is_refused(tag: str, text: str) -> None:
    with pytest.raises(scalars.BadScalar):
        scalars.tagged(tag, text)


@given(st.integers(min_value=-(2**63), max_value=2**63 - 1))
def test_every_int64_reads_as_itself(number: int) -> None:
    assert scalars.plain(str(number)) == number


@given(st.text(max_size=40))
def test_any_text_reads_as_something_json_can_hold_or_a_float(text: str) -> None:
    value = scalars.plain(text)
    assert value is None or isinstance(value, bool | int | float | str)


@given(st.text(alphabet="0123456789+-._eExXoObB", max_size=30))
def test_reading_what_looks_like_a_number_never_fails(text: str) -> None:
    scalars.plain(text)


def test_a_very_long_run_of_digits_costs_nothing() -> None:
    assert scalars.plain("9" * 100_000) == "9" * 100_000


@pytest.mark.skipif(not TRUTH.exists(), reason="needs ../shared/truth")
def test_all_rows_a_real_kubectl_read_are_read_the_same() -> None:
    rows = json.loads(TRUTH.read_text())
    wrong = [row for row in rows if _through_a_manifest(row["written"]) != row["kubectl"]]
    assert wrong == []


def _through_a_manifest(written: str) -> object:
    manifest = read(f"kind: ConfigMap\nvalue: {written}\n")
    refused = [p for p in (manifest.error, *manifest.problems) if p is not None and p.rejected_by_api]
    if refused:
        # kubectl's own words differ; that it refuses is what must agree.
        return next(
            r["kubectl"]
            for r in json.loads(TRUTH.read_text())
            if r["written"] == written and "ERR" in str(r["kubectl"])
        )
    return manifest.documents[0].value["value"]
