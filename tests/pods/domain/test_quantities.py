from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pods.domain.quantities import BadQuantity, Format, Quantity, from_json, number_text, parse


def quantity(text: str) -> Quantity:
    found = parse(text)
    assert isinstance(found, Quantity), text
    return found


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("0.1", "100m"),
        ("1.5Gi", "1536Mi"),
        ("1e3", "1e3"),
        ("1E3", "1e3"),
        ("100000e3", "100e6"),
        ("1e-3", "1e-3"),
        ("1000", "1k"),
        ("1024", "1024"),
        ("1024Ki", "1Mi"),
        ("1Ki", "1Ki"),
        ("0.5Ki", "512"),  # below 1024 there is nothing to gain from a binary suffix
        ("1.1Ki", "1126400m"),  # a fraction of a byte cannot stand in binary form
        ("0.0001Ki", "102400u"),
        ("100M", "100M"),
        ("1500M", "1500M"),
        ("1E", "1E"),  # exa, not an exponent
        ("10000E", "10e21"),  # no suffix reaches that far
        ("1n", "1n"),
        ("0.1n", "1n"),  # nothing vanishes by rounding
        ("-0.1n", "-1n"),
        ("1.0000000001", "1000000001n"),
        ("9999999Ei", "9223372036854775807"),  # binary values are capped
        ("-9999999Ei", "-9223372036854775807"),
        ("9999999E", "9999999E"),  # decimal ones are not
        ("+5", "5"),
        ("007", "7"),
        ("1.", "1"),
        (".5", "500m"),
        ("0", "0"),
        ("0Mi", "0"),
        ("-0", "0"),
        ("-", "0"),  # the API server takes these for zero
        (".", "0"),
        ("Ki", "0"),
        (" 100m ", "100m"),
        ("100m\u00a0", "100m"),
    ],
)
def test_a_quantity_is_written_as_the_api_server_writes_it(written: str, canonical: str) -> None:
    assert str(quantity(written)) == canonical


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("100 m", "100m"),
        ("1GB", "1G"),
        ("1GB", "1Gi"),
        ("512mb", "512Mi"),
        ("1gi", "1Gi"),
        ("64MI", "64Mi"),
        ("1KiB", "1Ki"),
        ("2 cores", "2."),
        ("0,5", "0.5"),
        ("", "suffix"),
        ("   ", "suffix"),
        ("1e", "suffix"),
        ("1e99999999999999999999", "suffix"),
        ("1mm", "suffix"),
        ("1.2.3", "suffix"),
        ("1_000", "suffix"),
        ("one", "suffix"),
        ("100m\n", "100m"),
        ("\u0661", "suffix"),  # a digit, but not one of ours
        ("9" * 40_000, "suffix"),
        ("1" + "e" * 40_000, "suffix"),
    ],
)
def test_what_is_no_quantity_says_what_to_write(written: str, remedy: str) -> None:
    found = parse(written)
    assert isinstance(found, BadQuantity)
    assert remedy in str(found.help)
    assert str(found.message).endswith(".")


@pytest.mark.parametrize(
    ("parts", "total"),
    [
        (["100m", "0.2"], "300m"),
        (["1Gi", "512M"], "1548576Ki"),
        (["512M", "1Gi"], "1585741824"),
        (["1Mi", "1Mi"], "2Mi"),
        (["1M", "24k", "576"], "1024576"),
        (["1Mi", "1M"], "2048576"),
        (["0", "1Ki", "1Ki"], "2Ki"),  # a zero has no say in the format
        (["0Mi", "1e3"], "1e3"),
        (["1Ki", "1"], "1025"),
        (["1Ki", "1m"], "1024001m"),
        (["4Ei"] * 256, "1024Ei"),  # there is no larger suffix
    ],
)
def test_a_sum_keeps_the_format_of_its_first_part(parts: list[str], total: str) -> None:
    first, *rest = map(quantity, parts)
    for part in rest:
        first += part
    assert str(first) == total


@pytest.mark.parametrize(
    ("value", "canonical"),
    [
        (0.1, "100m"),
        (1000, "1k"),
        (1, "1"),
        (1e-7, "100e-9"),
        (1.5e21, "1500e18"),
        (0, "0"),
        (None, "0"),
        ("2", "2"),
    ],
)
def test_json_numbers_count_by_the_text_go_gives_them(value: object, canonical: str) -> None:
    assert str(from_json(value)) == canonical


@pytest.mark.parametrize("value", [True, False, [], {}, ["1"]])
def test_json_that_is_neither_text_nor_number_is_no_quantity(value: object) -> None:
    assert isinstance(from_json(value), BadQuantity)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0.1, "0.1"),
        (1e-5, "0.00001"),
        (1e-6, "0.000001"),
        (1e-7, "1e-7"),
        (0.00012345, "0.00012345"),
        (1e20, "100000000000000000000"),
        (1e21, "1e+21"),
        (1.5e300, "1.5e+300"),
        (2.0, "2"),
        (-2.5, "-2.5"),
        (7, "7"),
    ],
)
def test_numbers_are_written_as_go_writes_json(number: float, text: str) -> None:
    assert number_text(number) == text


@pytest.mark.parametrize(
    ("fine", "kept"), [("1n", "1m"), ("-1n", "-1m"), ("1.0001", "1001m"), ("100m", "100m"), ("2Gi", "2Gi")]
)
def test_the_api_server_keeps_no_more_than_thousandths(fine: str, kept: str) -> None:
    assert str(quantity(fine).rounded_up()) == kept


amounts = st.builds(Quantity, st.integers(-(10**30), 10**30), st.sampled_from(Format))


@given(amounts)
def test_the_canonical_form_loses_nothing(amount: Quantity) -> None:
    read = quantity(str(amount))
    if amount.format is Format.BINARY_SI:
        assert abs(read.nano) <= abs(amount.nano)  # the cap
    if abs(amount.nano) < 2**63 * 10**9:
        assert read.nano == amount.nano


@given(amounts)
def test_the_canonical_form_is_its_own(amount: Quantity) -> None:
    assert str(quantity(str(quantity(str(amount))))) == str(quantity(str(amount)))


@given(
    st.integers(0, 10**12),
    st.integers(0, 10**12),
    st.sampled_from(["n", "u", "m", "", "k", "M", "G", "Ki", "Mi", "Gi"]),
)
def test_a_fraction_counts_exactly_or_is_rounded_up_to_a_billionth(
    whole: int, part: int, suffix: str
) -> None:
    factors = {"n": Fraction(1, 10**9), "u": Fraction(1, 10**6), "m": Fraction(1, 1000), "": Fraction(1)}
    factors |= {"k": Fraction(10**3), "M": Fraction(10**6), "G": Fraction(10**9)}
    factors |= {"Ki": Fraction(2**10), "Mi": Fraction(2**20), "Gi": Fraction(2**30)}
    exact = (whole + Fraction(part, 10 ** len(str(part)))) * factors[suffix] * 10**9
    found = quantity(f"{whole}.{part}{suffix}").nano
    assert found - 1 < exact <= found or found == (2**63 - 1) * 10**9


@given(st.text())
def test_any_text_is_a_quantity_or_says_why_not(text: str) -> None:
    assert isinstance(parse(text), Quantity | BadQuantity)
