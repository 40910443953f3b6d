"""A standalone picture carries the glyphs that it uses, in a form that every font reader takes."""

from __future__ import annotations

import base64
import io
import re
import struct

import pytest
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser

from pods.domain.diagram.embedding import font_face_css, text_of
from pods.domain.diagram.font import FILES
from pods.domain.diagram.type import width

LATIN = "".join(map(chr, range(0x20, 0x7F))) + "→↔…"
TEXT = LATIN + "éß 네트워크 사이드카 뷁"
ENCODED = set(TTFont(FILES[False]).getBestCmap())


def files(css: str) -> list[bytes]:
    """The font files in a style sheet, regular first."""
    return [base64.b64decode(data) for data in re.findall(r"base64,([^)]*)\)", css)]


def drawing(file: TTFont, char: str) -> list[tuple[str, tuple[object, ...]]]:
    """What a font draws for a character."""
    pen = RecordingPen()
    file.getGlyphSet()[file.getBestCmap()[ord(char)]].draw(pen)
    recorded: list[tuple[str, tuple[object, ...]]] = pen.value
    return recorded


@pytest.mark.parametrize("bold", [False, True])
def test_every_character_used_is_drawn_and_spaced_as_in_the_whole_font(bold: bool) -> None:
    cut, whole = TTFont(io.BytesIO(files(font_face_css(TEXT))[bold])), TTFont(FILES[bold])
    assert set(cut.getBestCmap()) == set(map(ord, TEXT))
    for char in TEXT:
        assert drawing(cut, char) == drawing(whole, char), char
        assert cut["hmtx"][cut.getBestCmap()[ord(char)]] == whole["hmtx"][whole.getBestCmap()[ord(char)]]
    assert (cut["hhea"].ascent, cut["OS/2"].usWeightClass) == (whole["hhea"].ascent, 600 if bold else 400)


@settings(max_examples=20)
@given(st.text(st.sampled_from("az09가힣뷁é漢😀\u0301"), min_size=1))
def test_any_text_gives_a_font_that_opens_and_has_what_can_be_had(text: str) -> None:
    held = ENCODED & set(map(ord, text))
    made = files(font_face_css(text))
    assert len(made) == (2 if held else 0)
    for file in made:
        assert set(TTFont(io.BytesIO(file)).getBestCmap()) == held


def test_a_text_of_nothing_the_font_has_takes_no_rule() -> None:
    assert font_face_css("") == font_face_css("漢字😀") == ""


def test_each_weight_carries_only_what_is_set_in_it() -> None:
    regular, bold = files(font_face_css("abc", "xyz"))
    assert set(TTFont(io.BytesIO(regular)).getBestCmap()) == set(map(ord, "abc"))
    assert set(TTFont(io.BytesIO(bold)).getBestCmap()) == set(map(ord, "xyz"))
    assert font_face_css("abc", "").count("@font-face") == 1


def test_what_is_embedded_is_what_a_picture_shows() -> None:
    shown = '<text x="1">a &lt; &#39;b&#39;<tspan>c</tspan></text><textPath>d</textPath><title>e</title>'
    assert text_of(f"<svg>{shown}<style>f</style></svg>") == "a < 'b'c"


def test_tables_are_compressed_only_where_that_makes_them_shorter() -> None:
    for file in files(font_face_css(TEXT)):
        (count,) = struct.unpack_from(">H", file, 12)
        for _, _, packed, length, _ in struct.iter_unpack(">4sLLLL", file[44 : 44 + 20 * count]):
            assert packed <= length


def test_the_fonts_keep_their_licence_and_bear_our_name() -> None:
    for file in files(font_face_css("a")):
        names = TTFont(io.BytesIO(file))["name"]
        assert names.getDebugName(16) == "Podwright Sans"
        assert "Pretendard" not in (names.getDebugName(1), names.getDebugName(4), names.getDebugName(6))
        assert "Copyright" in names.getDebugName(0)
        assert "SIL Open Font License" in names.getDebugName(13)


def test_the_same_text_gives_the_same_bytes_in_any_order_and_few_of_them() -> None:
    assert font_face_css(TEXT) == font_face_css(TEXT[::-1] + "aaa")
    assert len(font_face_css(LATIN)) < 25_000
    assert len(font_face_css(TEXT)) < 32_000


def test_a_browser_takes_the_fonts_and_sets_a_text_as_wide_as_we_say(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(
        f'<style>{font_face_css(TEXT)} text{{font-family:"Podwright Sans";font-size:16px}}</style>'
        f"<svg><text></text></svg>"
    )
    for text in ("registry.k8s.io/etcd:3.5", "AVATAR To. WAVE", "네트워크 사이드카", "->"):
        for bold in (False, True):
            measured = page.evaluate(
                """async ([text, weight]) => {
                    await document.fonts.load(weight + " 16px 'Podwright Sans'", text);
                    const node = document.querySelector("text");
                    node.textContent = text;
                    node.style.fontWeight = weight;
                    const taken = [...document.fonts].every((face) => face.status !== "error");
                    return [node.getComputedTextLength(), taken];
                }""",
                [text, "700" if bold else "400"],
            )
            assert measured == [pytest.approx(width(text, 16, bold), abs=0.05), True], text
    page.close()
