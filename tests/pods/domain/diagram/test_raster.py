"""PNG and PDF show what the SVG shows, in the shipped font, and load nothing."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader

from pods.domain.diagram import raster
from pods.domain.diagram.raster import pdf, png
from pods.domain.diagram.type import width

XLINK = "http://www.w3.org/1999/xlink"
RED, BLUE = (255, 0, 0), (0, 0, 255)


def svg(content: str = "", style: str = "", size: str = 'width="200" height="60"') -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="{XLINK}" class="picture" {size}>'
        f"<title>A pod</title><desc>Two containers.</desc><style>{style}</style>{content}</svg>"
    )


def text(content: str, weight: int = 400) -> str:
    return (
        f'<text x="10" y="40" font-family="\'Podwright Sans\', serif" font-size="20" font-weight="{weight}">'
        f"{content}</text>"
    )


def image(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def ink(data: bytes, scale: float = 1.0) -> tuple[float, float, float, float]:
    """The box in px around everything that is not white."""
    box = Image.eval(image(data).convert("L"), lambda shade: 255 - shade).getbbox()
    assert box is not None, "nothing is drawn"
    left, top, right, bottom = (side / scale for side in box)
    return left, top, right, bottom


def colour(data: bytes, x: int, y: int) -> object:
    return image(data).getpixel((x, y))


# -- PNG -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("scale", "pixels"), [(1, (200, 60)), (2, (400, 120)), (1.5, (300, 90))])
def test_a_png_has_the_size_asked_for(scale: float, pixels: tuple[int, int]) -> None:
    assert image(png(svg(), scale)).size == pixels


def test_a_viewbox_alone_gives_the_size() -> None:
    assert image(png(svg(size='viewBox="0 0 80 40"'), 1)).size == (80, 40)


@pytest.mark.parametrize("content", ["registry.k8s.io", "네트워크 뷁", "→ é"])
@pytest.mark.parametrize("weight", [400, 600, 700])
def test_text_is_drawn_in_the_shipped_font_as_wide_as_measured(content: str, weight: int) -> None:
    left, top, right, bottom = ink(png(svg(text(content, weight)), 4), 4)
    assert right - left == pytest.approx(width(content, 20, weight > 500), abs=4)
    assert left == pytest.approx(10, abs=2.5)
    assert 8 < bottom - top < 25


def test_each_syllable_has_its_own_shape() -> None:
    assert len({png(svg(text(char)), 1) for char in "뷁각힣가"}) == 4


def test_a_character_that_no_font_has_is_seen_to_be_missing() -> None:
    unassigned = chr(0x3FFFD)
    left, top, right, bottom = ink(png(svg(text(unassigned)), 2), 2)
    assert right - left == pytest.approx(18, abs=6)
    assert bottom - top == pytest.approx(18, abs=6)


def test_the_fonts_of_the_machine_are_asked_only_for_what_ours_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []
    ours = raster._fonts(False)

    def fonts(of_machine: bool) -> object:
        asked.append(of_machine)
        return ours

    monkeypatch.setattr(raster, "_fonts", fonts)
    for content in ("app → 네트워크 뷁", "漢字", "\U0001f600"):
        png(svg(text(content)), 1)
    assert asked == [False, True, True]


def test_bold_is_darker_than_regular() -> None:
    regular, bold = (sum(image(png(svg(text("localhost", w)), 2)).convert("L").tobytes()) for w in (400, 700))
    assert bold < regular


def test_the_page_is_white_and_in_the_dark_theme_dark() -> None:
    assert colour(png(svg()), 1, 1) == (255, 255, 255)
    assert colour(png(svg(), theme="dark"), 1, 1) == (13, 20, 32)


def test_a_vast_picture_is_drawn_in_fewer_pixels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raster, "MOST_PIXELS", 3000)
    assert image(png(svg(), 2)).size == (100, 30)


# -- styles --------------------------------------------------------------------------------------------------

BOX = '<g class="card"><rect class="box" width="40" height="40"/></g>'


@pytest.mark.parametrize(
    ("style", "light", "dark"),
    [
        (".picture .box { fill: #00f }", BLUE, BLUE),
        (".picture { --ink: #00f } .card .box { fill: var(--ink) }", BLUE, BLUE),
        (".picture { --a: var(--b); --b: #00f } .box { fill: var( --a ) }", BLUE, BLUE),
        (".box { fill: var(--none, rgb(0, 0, 255)) }", BLUE, BLUE),
        (".picture { --ink: light-dark(#00f, #f00) } .box { fill: var(--ink) }", BLUE, RED),
        (".box { fill: light-dark(rgb(0, 0, 255), red) }", BLUE, RED),
        (".box { fill: blue } @media (prefers-color-scheme: dark) { .card .box { fill: red } }", BLUE, RED),
        (".box { fill: blue } @media print { .box { fill: red } }", BLUE, BLUE),
        ("/* .box { fill: red } */ .box { fill: blue } .box:hover { fill: red }", BLUE, BLUE),
        ('@import "a.css"; @charset "x"; .box { fill: blue }', BLUE, BLUE),
        ("@font-face { src: url(data:font/woff;base64,d09GRg==) } .box { fill: blue }", BLUE, BLUE),
        ("@supports (fill: red) { .box { fill: red } } .box { fill: blue", BLUE, BLUE),
    ],
)
def test_styles_are_worked_out_for_the_theme(style: str, light: object, dark: object) -> None:
    assert colour(png(svg(BOX, style), 1), 20, 20) == light
    assert colour(png(svg(BOX, style), 1, theme="dark"), 20, 20) == dark


def test_styles_on_elements_are_worked_out_too() -> None:
    content = '<rect width="40" height="40" style="fill: var(--ink)"/>'
    assert colour(png(svg(content, ".picture { --ink: #00f }"), 1), 20, 20) == BLUE


# -- nothing is loaded ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        '<image href="{path}" width="60" height="60"/>',
        '<image xlink:href="{path}" width="60" height="60"/>',
        '<image href="file://{path}" width="60" height="60"/>',
        '<image href="http://localhost:9/red.png" width="60" height="60"/>',
        '<image href="{data}" width="60" height="60"/>',
        '<defs><image id="a" href="{path}" width="60" height="60"/></defs><use href="#a"/>',
        '<use href="{path}#a" width="60" height="60"/>',
        '<filter id="f"><feImage href="{path}"/></filter><rect width="60" height="60" filter="url(#f)"/>',
        '<rect width="60" height="60" fill="url({path})"/><rect width="60" height="60" fill="white"/>',
        '<rect width="60" height="60" style="fill: URL( \'{path}\' )" fill="white"/>',
        '<style>@import url("file://{path}"); rect {{ fill: url({path}) }}</style>',
        '<foreignObject><img xmlns="http://www.w3.org/1999/xhtml" src="{path}"/></foreignObject>',
        '<script>fetch("{path}")</script>',
    ],
)
def test_no_file_and_no_address_is_read(content: str, tmp_path: Path) -> None:
    red = tmp_path / "red.png"
    Image.new("RGB", (60, 60), RED).save(red)
    data = f"data:image/png;base64,{base64.b64encode(red.read_bytes()).decode()}"
    drawn = png(svg(content.format(path=red, data=data)), 1)
    assert RED not in {pixel for _, pixel in image(drawn).getcolors(100_000) or []}
    assert str(tmp_path).encode() not in pdf(svg(content.format(path=red, data=data)))


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        ("", "not well-formed"),
        ("<svg", "not well-formed"),
        ("<svg xmlns='http://www.w3.org/2000/svg'>\ud800</svg>", "not well-formed"),
        ("<svg xmlns='http://www.w3.org/2000/svg'/>", "neither width and height"),
        (svg(size='width="100%" height="auto"'), "neither width and height"),
        (svg(size='width="0" height="10"'), "no area"),
        (svg(size='viewBox="0 0 nan 10"'), "no area"),
        ('<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg"/>', "document type"),
    ],
)
def test_what_is_no_picture_is_refused_with_a_sentence(broken: str, says: str) -> None:
    for draw in (png, pdf):
        with pytest.raises(ValueError, match=says):
            draw(broken)


# -- PDF -----------------------------------------------------------------------------------------------------


def test_a_pdf_has_one_page_of_the_size_of_the_picture() -> None:
    pages = PdfReader(io.BytesIO(pdf(svg()))).pages
    assert len(pages) == 1
    assert (pages[0].mediabox.width, pages[0].mediabox.height) == (150, 45)  # points, 72 to the inch


def test_the_text_of_a_pdf_is_text_in_the_shipped_font() -> None:
    content = "registry.k8s.io 네트워크"
    page = PdfReader(io.BytesIO(pdf(svg(text(content) + text("뷁", 700))))).pages[0]
    assert content in page.extract_text()
    assert "뷁" in page.extract_text()
    fonts = str([resource.get_object() for resource in _fonts(page["/Resources"].get_object())])
    assert "PodwrightSans-Regular" in fonts
    assert "PodwrightSans-SemiBold" in fonts


def _fonts(resources: Any) -> Iterator[Any]:
    """The fonts of a page and of the drawings within it."""
    yield from resources.get("/Font", {}).values()
    for inner in resources.get("/XObject", {}).values():
        yield from _fonts(inner.get_object().get("/Resources", {}))


def test_a_pdf_says_what_it_shows() -> None:
    data = pdf(svg())
    about = PdfReader(io.BytesIO(data)).metadata
    assert about is not None
    assert about.title == "A pod"
    assert b"Two containers." in data


def test_the_same_picture_gives_the_same_bytes() -> None:
    picture = svg(text("네트워크") + BOX)
    assert pdf(picture) == pdf(picture)
    assert png(picture) == png(picture)
