"""Cut the fonts we ship out of the npm package `pretendard` (SIL Open Font License); see vendor.py.

Two weights, each as one TrueType file for measuring, PNG, PDF and embedding, and as woff2 slices for pages.
What is cut and why:

- glyphs: everything the font encodes but private-use characters; all 11,172 Hangul syllables stay;
- layout features and kerning: all of them. So the width of a text is the sum of its advances in every
  renderer, and the font never turns the `->` or `10x20` of a manifest into other characters, as its
  alternates would;
- composite glyphs: drawn out, so that a subset is a plain choice of glyphs
  (pods/domain/diagram/embedding.py);
- the name: "Pretendard" is a Reserved Font Name of the licence, so a changed font has to bear another one.

Slices follow unicode-range: an English page loads `latin` alone, a Korean one also the commonest syllables.
The order of frequency is the one in which the package's own slices go, from its last to its first. Where
ranges overlap the later rule wins, so the rare syllables come first, each slice with one plain range that
the common ones then pierce: the list stays short.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from fontTools import subset
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

FAMILY = "Podwright Sans"
FONTS = "pods/domain/diagram/assets/fonts"
WEB = "static/vendor/pretendard"
WEIGHTS = {"Regular": "400", "SemiBold": "600 900"}
"""Style name of a weight, and the CSS weights it serves."""

HANGUL = range(0xAC00, 0xD7A4)
PRIVATE = (range(0xE000, 0xF900), range(0xFE00, 0xFE10), range(0xF0000, 0x110000))
LATIN = (
    range(0x20, 0x180),
    range(0x2010, 0x2028),
    range(0x2030, 0x203B),
    range(0x2190, 0x219A),
    range(0x25A0, 0x2600),
)
LATIN_EXTRA = frozenset(ord(sign) for sign in "…‹›€₩™−≈≠≤≥∞√↔↕↩↪↵⇒⏎✓✗⚠")
COMMON = (250, 250, 500, 1000)
"""Sizes of the slices of the commonest syllables."""
REST = 1550
"""Syllables in each slice of the others."""

KEPT_NAMES = (0, 7, 8, 9, 11, 13, 14)
"""Copyright, trademark, makers and licence stay in the font's name table."""


def build(package: Path) -> dict[str, bytes]:
    """Every font file, path by content, from an unpacked `pretendard` package."""
    files: dict[str, bytes] = {}
    licence = (package / "dist/LICENSE.txt").read_bytes()
    parts = dict(slices(package))
    for style in WEIGHTS:
        source = package / f"dist/public/static/alternative/Pretendard-{style}.ttf"
        files[f"{FONTS}/PodwrightSans-{style}.ttf"] = cut(source, style, set().union(*parts.values()))
        for name, characters in parts.items():
            files[f"{WEB}/{file_name(style, name)}"] = cut(source, style, characters, "woff2")
    files[f"{WEB}/podwright-sans.css"] = stylesheet(parts).encode()
    return files | {f"{folder}/LICENSE.txt": licence for folder in (FONTS, WEB)}


def file_name(style: str, part: str) -> str:
    """The web font of one weight and slice."""
    return f"podwright-sans-{style.lower()}-{part}.woff2"


# -- what goes where -----------------------------------------------------------------------------------------


def slices(package: Path) -> Iterator[tuple[str, set[int]]]:
    """Named sets of characters that together are the whole font."""
    source = package / "dist/public/static/alternative/Pretendard-Regular.ttf"
    encoded = {char for char in TTFont(source).getBestCmap() if not any(char in area for area in PRIVATE)}
    latin = {char for char in encoded if char in LATIN_EXTRA or any(char in area for area in LATIN)}
    yield "other", encoded - latin - set(HANGUL)
    syllables = list(by_frequency(package))
    rare = sorted(syllables[sum(COMMON) :])
    for start in range(0, len(rare), REST):
        yield f"rare-{start // REST + 1}", set(rare[start : start + REST])
    for number, size in enumerate(COMMON, start=1):
        yield f"hangul-{number}", set(syllables[:size])
        del syllables[:size]
    yield "latin", latin


def by_frequency(package: Path) -> Iterator[int]:
    """Hangul syllables, the commonest first, as the package's own slices have them."""
    css = (package / "dist/web/static/pretendard-dynamic-subset.css").read_text("utf-8")
    regular = re.findall(r"Pretendard-Regular\.subset\.\d+\.woff2.*?unicode-range:([^;}]*)", css, re.DOTALL)
    for ranges in reversed(regular):
        yield from (char for char in read_ranges(ranges) if char in HANGUL)


def read_ranges(text: str) -> Iterator[int]:
    """The characters of a CSS unicode-range."""
    for first, last in re.findall(r"U\+([0-9a-fA-F]+)(?:-([0-9a-fA-F]+))?", text):
        yield from range(int(first, 16), int(last or first, 16) + 1)


def write_ranges(characters: Iterable[int]) -> str:
    """A CSS unicode-range of these characters."""
    runs: list[list[int]] = []
    for char in sorted(characters):
        if runs and runs[-1][1] == char - 1:
            runs[-1][1] = char
        else:
            runs.append([char, char])
    return ", ".join(f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}" for first, last in runs)


def claimed(name: str, characters: set[int]) -> Iterable[int]:
    """What a slice's rule stands for: a rare one claims everything from its first character to its last."""
    return range(min(characters), max(characters) + 1) if name.startswith("rare") else characters


def stylesheet(parts: dict[str, set[int]]) -> str:
    """The @font-face rules of every weight and slice."""
    rules = (
        f'@font-face {{\n  font-family: "{FAMILY}";\n  font-style: normal;\n  font-weight: {weights};\n'
        f'  font-display: swap;\n  src: url("{file_name(style, name)}") format("woff2");\n'
        f"  unicode-range: {write_ranges(claimed(name, characters))};\n}}\n"
        for style, weights in WEIGHTS.items()
        for name, characters in parts.items()
    )
    return (
        "/* Made by tools/fonts.py from Pretendard, SIL Open Font License 1.1: see LICENSE.txt. */\n"
        + "\n".join(rules)
    )


# -- cutting -------------------------------------------------------------------------------------------------


def cut(source: Path, style: str, characters: set[int], flavor: str | None = None) -> bytes:
    """A font of these characters, as bytes that are the same each time."""
    options = subset.Options()
    options.layout_features = []
    options.layout_closure = options.hinting = options.glyph_names = False
    options.notdef_outline = True  # a character that no font has is seen to be missing
    options.drop_tables += ["DSIG", "GDEF", "GPOS", "GSUB"]
    options.name_IDs = list(KEPT_NAMES)
    font = subset.load_font(str(source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    draw_out_composites(font)
    rename(font, style)
    return saved(font, flavor)


def draw_out_composites(font: TTFont) -> None:
    """Replace glyphs that refer to others by their own outlines."""
    glyphs = font.getGlyphSet()
    for name in font.getGlyphOrder():
        if font["glyf"][name].isComposite():
            recording, pen = DecomposingRecordingPen(glyphs), TTGlyphPen(None)
            glyphs[name].draw(recording)
            recording.replay(pen)
            font["glyf"][name] = pen.glyph()
            font["glyf"][name].recalcBounds(font["glyf"])


def rename(font: TTFont, style: str) -> None:
    """Give the font our family name, in the ways that browsers and font libraries look it up."""
    postscript = f"{FAMILY.replace(' ', '')}-{style}"
    names = {
        1: FAMILY,
        2: "Regular",
        3: postscript,
        4: f"{FAMILY} {style}",
        6: postscript,
        16: FAMILY,
        17: style,
    }
    if style != "Regular":
        names[1] = names[4]
    for number, value in names.items():
        font["name"].setName(value, number, 3, 1, 0x409)


def saved(font: TTFont, flavor: str | None) -> bytes:
    """The font as a file; `flavor` woff2 compresses it."""
    font.flavor = flavor
    font.recalcTimestamp = False
    file = io.BytesIO()
    font.save(file)
    return file.getvalue()
