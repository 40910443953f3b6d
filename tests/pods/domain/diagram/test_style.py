"""Colours: filled in for viewers that know no custom properties, and strong enough to be read (WCAG 2.2 AA)."""

from __future__ import annotations

import re

import pytest

from pods.domain.diagram.style import CSS_FILE, Theme, faces, style

_SHEET = CSS_FILE.read_text(encoding="utf-8")
_COLOURS = {m[1]: (m[2], m[3]) for m in re.finditer(r"--pic-([a-z-]+): light-dark\((#\w+), (#\w+)\)", _SHEET)}
_BACKS = ["surface", "canvas", "pod", "node", "pid", "drum", "shared"]
_TEXTS = ["ink", "text", "muted"]
_OWN = [
    *((role, f"{role}-tint") for role in ("main", "sidecar", "ambassador", "adapter", "co-located", "init")),
    *((severity, f"{severity}-tint") for severity in ("error", "warning", "info")),
    ("pod-title", "pod"),
    ("node-line", "node"),
    ("node-line", "drum"),
    ("node-line", "shared"),
    ("pid-title", "pid"),
    ("pid-title", "pod"),
    ("pid-title", "surface"),
    ("call", "pod"),
    ("call", "pid"),
]
_LINES = [
    *(
        (line, back)
        for line in ("wire", "call", "pod-line", "outline", "ambassador")
        for back in ("pod", "canvas")
    ),
    ("node-line", "canvas"),
    ("pid-line", "pod"),
    ("shared-line", "pod"),
]


def _light(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, two: str) -> float:
    low, high = sorted((_light(one), _light(two)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "back"), [*((t, b) for t in _TEXTS for b in _BACKS), *_OWN])
def test_texts_stand_out_from_what_is_behind_them(text: str, back: str, theme: int) -> None:
    assert _contrast(_COLOURS[text][theme], _COLOURS[back][theme]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("line", "back"), _LINES)
def test_lines_stand_out_from_what_is_behind_them(line: str, back: str, theme: int) -> None:
    assert _contrast(_COLOURS[line][theme], _COLOURS[back][theme]) >= 3


@pytest.mark.parametrize("theme", list(Theme))
def test_a_picture_alone_has_its_colours_filled_in(theme: Theme) -> None:
    sheet = style(theme)
    assert "var(" not in sheet
    assert "light-dark(" not in sheet
    assert "data-theme" not in sheet
    assert sheet.count("{") == sheet.count("}")


def test_each_theme_has_its_own_colours() -> None:
    light, dark = _COLOURS["surface"]
    assert light in style(Theme.LIGHT)
    assert dark not in style(Theme.LIGHT)
    assert dark in style(Theme.DARK)
    assert {light, dark} <= set(re.findall(r"#[0-9a-f]{6}", style(Theme.AUTO)))


def test_every_colour_that_is_used_is_named_and_every_named_one_is_used() -> None:
    assert set(re.findall(r"var\(--pic-([a-z-]+)\)", _SHEET)) | {"canvas"} == set(_COLOURS)


def test_no_text_is_smaller_than_eleven_pixels() -> None:
    assert min(float(size) for size in re.findall(r"font-size: ([\d.]+)px", _SHEET)) >= 11


def test_letters_are_embedded_in_the_weight_they_are_set_in() -> None:
    regular, both = faces('<text class="small" x="1">ab</text>'), faces('<text class="name">ab</text>')
    assert regular.count("@font-face") == 1
    assert "font-weight:400" in regular
    assert both.count("@font-face") == 1
    assert "font-weight:600 900" in both
