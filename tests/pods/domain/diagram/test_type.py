"""Widths are the font's own, cuts tear nothing, and nothing in a name hides."""

from __future__ import annotations

import subprocess
import sys
import time
from xml.etree import ElementTree as ET

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from pods.domain.diagram.font import FILES, font
from pods.domain.diagram.type import fit, fit_path, visible, width

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"  # three emoji that joiners make one
KOREA = "\U0001f1f0\U0001f1f7"
LETTERS = st.text(st.characters() | st.sampled_from("a/가\u0301\u200d\u202e\ud800\n\ufe0f" + FAMILY + KOREA))


@pytest.fixture(scope="module", params=[False, True], ids=["regular", "bold"])
def bold(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


def test_every_advance_is_that_of_the_font_file(bold: bool) -> None:
    file = TTFont(FILES[bold])
    units, advances = file["head"].unitsPerEm, file["hmtx"]
    characters = file.getBestCmap()
    assert len(characters) > 13_000
    shown = {chr(code): name for code, name in characters.items() if visible(chr(code)) == chr(code)}
    for char, name in shown.items():
        assert width(char, units, bold) == pytest.approx(advances[name][0]), hex(ord(char))


def test_the_font_has_a_glyph_for_exactly_what_it_encodes(bold: bool) -> None:
    encoded = TTFont(FILES[bold]).getBestCmap()
    assert {code for code in range(0x20000) if font(bold).glyph(code)} == set(encoded)


def test_the_font_covers_every_hangul_syllable_and_the_signs_of_pictures(bold: bool) -> None:
    signs = "…→←↔↑↓·•×–—✓⚠∞≤≥" + "".join(map(chr, range(0xAC00, 0xD7A4)))
    assert [sign for sign in signs if not font(bold).glyph(ord(sign))] == []


def test_nothing_in_the_font_makes_a_text_other_than_the_sum_of_its_advances(bold: bool) -> None:
    tables = set(TTFont(FILES[bold]).keys())
    assert tables.isdisjoint({"GPOS", "GSUB", "kern", "morx"})


@given(st.text("abcxyz019:/.- 가나다 에"), st.text("ABC네트워크"), st.floats(8, 40))
def test_a_width_is_the_sum_of_its_parts_and_grows_with_the_size(one: str, other: str, size: float) -> None:
    assert width(one + other, size) == pytest.approx(width(one, size) + width(other, size))
    assert width(one, size * 2) == pytest.approx(width(one, size) * 2)


@pytest.mark.parametrize(
    ("text", "em"),
    [
        ("漢字", 2.0),  # of another font, and as wide as high
        ("e\u0301", None),  # a mark adds nothing
        (FAMILY, 1.3),  # joined to one sign
        (KOREA, 1.3),
        ("\U0001f44d\U0001f3fd", 1.3),  # a skin tone colours the hand
        ("\u1112\u1161\u11ab", 0.864),  # 한, written letter by letter
        ("\u202e", None),  # measured as it is shown
    ],
)
def test_signs_of_several_characters_are_measured_as_they_are_drawn(text: str, em: float | None) -> None:
    expected = {"e\u0301": width("e", 1), "\u202e": width(r"\u202e", 1)}.get(text, em)
    assert width(text, 1) == pytest.approx(expected, abs=0.14)


# -- cutting -------------------------------------------------------------------------------------------------


@given(LETTERS, st.floats(0, 300), st.booleans())
def test_what_fits_is_whole_and_what_does_not_ends_with_an_ellipsis(
    text: str, room: float, bold: bool
) -> None:
    short = fit(text, 12, room, bold)
    assert width(short, 12, bold) <= room + 1e-6
    if short != visible(text):
        assert short == "" or short.endswith("…")
        assert visible(text).startswith(short[:-1])
        assert len(text) > room / 12 / 0.2 or width(text, 12, bold) > room


@given(LETTERS.map(lambda text: f"/var/{text}"), st.floats(0, 300), st.booleans())
def test_a_cut_path_has_room_too(text: str, room: float, bold: bool) -> None:
    short = fit_path(text, 12, room, bold)
    assert width(short, 12, bold) <= room + 1e-6
    assert short in ("", visible(text)) or "…" in short


@pytest.mark.parametrize(
    ("text", "room", "short"),
    [
        ("registry.k8s.io/etcd", 80, "registry.k8s.i…"),
        ("short", 90, "short"),
        ("short", 5, ""),
        ("a b c d", 30, "a b…"),  # no blank before the ellipsis
        ("e\u0301" * 9, 40, "e\u0301" * 4 + "…"),
        (FAMILY * 3, 30, "…"),
        (KOREA * 3, 40, KOREA + "…"),
        ("ab\u202ecd", 40, "ab…"),  # an escape is kept whole or not at all
    ],
)
def test_a_cut_tears_no_sign(text: str, room: float, short: str) -> None:
    assert fit(text, 12, room) == short


@pytest.mark.parametrize(
    ("room", "short"),
    [
        (200, "/var/lib/kubelet/pki/certs"),
        (120, "/var/lib/…/certs"),
        (70, "/var/…/certs"),
        (60, "/va…/certs"),
        (48, "/…/certs"),
        (42, "…/certs"),
        (38, "…/ce…"),
        (20, "…"),
        (2, ""),
    ],
)
def test_a_path_loses_its_middle_first(room: float, short: str) -> None:
    assert fit_path("/var/lib/kubelet/pki/certs", 12, room) == short


def test_an_image_keeps_its_name_and_tag() -> None:
    assert fit_path("registry.example.com/platform/team/shipper:1.4.2", 12, 160).endswith("…/shipper:1.4.2")


def test_a_path_that_ends_with_a_slash_keeps_its_last_part() -> None:
    assert fit_path("/a-long-directory/another/data/", 12, 60).endswith("/data/")


def test_a_huge_name_is_not_read_to_its_end() -> None:
    huge = ("네트워크/" + "x" * 50) * 40_000
    before = time.process_time()
    for _ in range(100):
        assert len(fit(huge, 12, 200)) < 40
    assert time.process_time() - before < 1


# -- showing what hides --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain-name_1.0", "plain-name_1.0"),
        ("네트워크 é ½ 漢字 \u00a0", "네트워크 é ½ 漢字 \u00a0"),
        ("a\u202eb", r"a\u202eb"),  # reverses what follows
        ("a\u200bb", r"a\u200bb"),
        ("a\ufeffb", r"a\ufeffb"),
        ("a\u00adb", r"a\xadb"),
        ("a\nb\tc\0", r"a\nb\tc\0"),
        ("\x1b[31m", r"\x1b[31m"),
        ("\u2028", r"\u2028"),
        ("\ud800", r"\ud800"),  # no character at all
        ("\uffff", r"\uffff"),  # none that XML has
        ("\ue000", r"\ue000"),  # drawn by each font as it likes
        ("\u3164", r"\u3164"),  # a Hangul letter that is blank
        ("a\U000e0041", r"a\U000e0041"),  # a tag, which smuggles text
        ("a\u200db", r"a\u200db"),
        (FAMILY, FAMILY),
        ("\u0915\u094d\u200d\u0937", "\u0915\u094d\u200d\u0937"),  # the joiner shapes a syllable
        ("a" + "\u0301" * 50 + "b", "a" + "\u0301" * 4 + "b"),
        ("❤\ufe0f", "❤\ufe0f"),
    ],
)
def test_what_hides_is_shown_as_its_escape(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(LETTERS)
def test_a_visible_text_stays_as_it_is_and_fits_into_xml(text: str) -> None:
    shown = visible(text)
    assert visible(shown) == shown
    element = ET.Element("text")
    element.text = shown
    assert ET.fromstring(ET.tostring(element)).text == element.text or shown == ""


def test_measuring_loads_neither_font_tools_nor_the_typesetter() -> None:
    code = (
        "import sys; from pods.domain.diagram import type, embedding, raster; type.width('가', 12);"
        "print([name for name in ('fontTools', 'typst', 'django', 'pygraphviz') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
