"""The fonts that pages load: together the whole font, and little of it for a page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from playwright.sync_api import Browser, Route

from pods.domain.diagram.font import FILES

FOLDER = Path(__file__).resolve().parents[2] / "static/vendor/pretendard"
CSS = (FOLDER / "podwright-sans.css").read_text("utf-8")
RULES = re.findall(r'font-weight: (\d+).*?url\("([^"]+)"\).*?unicode-range: ([^;]+);', CSS, re.DOTALL)


def claimed(ranges: str) -> set[int]:
    """The characters of a unicode-range."""
    runs = re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", ranges)
    return {char for first, last in runs for char in range(int(first, 16), int(last or first, 16) + 1)}


def test_every_web_font_has_a_rule_and_every_rule_a_font() -> None:
    assert sorted(name for _, name, _ in RULES) == sorted(path.name for path in FOLDER.glob("*.woff2"))


@pytest.mark.parametrize(("weight", "bold"), [("400", False), ("600", True)])
def test_the_rule_that_wins_for_a_character_names_a_file_that_has_it(weight: str, bold: bool) -> None:
    holds: dict[int, bool] = {}
    for of, name, ranges in RULES:
        if of == weight:  # a later rule wins
            inside = set(TTFont(FOLDER / name).getBestCmap())
            holds |= {char: char in inside for char in claimed(ranges)}
    encoded = set(TTFont(FILES[bold]).getBestCmap())
    assert {char for char, held in holds.items() if held} == encoded
    assert [hex(char) for char, held in holds.items() if not held] == []


def test_the_latin_slice_is_small() -> None:
    sizes = [path.stat().st_size for path in FOLDER.glob("*-latin.woff2")]
    assert len(sizes) == 2
    assert max(sizes) <= 30_000


@pytest.mark.parametrize(
    ("text", "slices"),
    [
        ("registry.k8s.io/etcd:3.5 → localhost … é", {"latin"}),
        ("네트워크", {"hangul-1", "hangul-2"}),
        ("app 가이드", {"latin", "hangul-1"}),
        ("뷁", {"rare-3"}),
        ("Ελ", {"other"}),
        ("漢\U0001f600", {"latin"}),  # another font draws them, but a browser wants the height of a blank
    ],
)
def test_a_page_loads_only_the_slices_of_its_characters(
    browser: Browser, text: str, slices: set[str]
) -> None:
    loaded = set()

    def serve(route: Route) -> None:
        name = route.request.url.rsplit("/", 1)[1]
        if name.endswith(".woff2"):
            loaded.add(name.removeprefix("podwright-sans-regular-").removesuffix(".woff2"))
        if name == "page":
            sheet = '<link rel="stylesheet" href="podwright-sans.css">'
            body = f"<meta charset=utf-8>{sheet}<p style=\"font-family:'Podwright Sans'\">{text}"
            route.fulfill(body=body, content_type="text/html")
        else:
            route.fulfill(path=FOLDER / name)

    page = browser.new_page()
    page.route("**/*", serve)
    page.goto("http://localhost/page")
    page.evaluate("new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
    page.wait_for_load_state("networkidle")
    page.close()
    # While a slice is slow to come, a browser may want the height of a blank, which the Latin one has.
    assert slices <= loaded <= slices | {"latin"}
