"""The colours of pictures: one style sheet, served by pages and carried by pictures that stand alone."""

from __future__ import annotations

import re
from enum import StrEnum
from html import unescape
from pathlib import Path

from pods.domain.diagram.embedding import font_face_css

CSS_FILE = Path(__file__).parent / "assets" / "picture.css"
_COLOUR = re.compile(r"(--pic-[a-z-]+): light-dark\(([^,]+), ([^)]+)\);")
_USED = re.compile(r"var\((--pic-[a-z-]+)\)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_TEXT = re.compile(r'<text class="([^"]*)"[^>]*>([^<]*)<')
_CLASS = re.compile(r"\.([a-z-]+)")
_ON_PAGES = re.compile("data-theme|thumbnail")  # rules that a picture alone has no use for
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")


class Theme(StrEnum):
    """Which colours a picture that stands alone has; `AUTO` follows the reader's system."""

    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"


def style(theme: Theme) -> str:
    """The style sheet with its colours filled in, so that viewers without custom properties show it too."""
    sheet = _COMMENT.sub("", CSS_FILE.read_text(encoding="utf-8"))
    if theme is not Theme.AUTO:
        return _filled(sheet, theme)
    dark = "".join(rule for rule in _rules(_filled(sheet, Theme.DARK)) if "#" in rule)
    return f"{_filled(sheet, Theme.LIGHT)}@media (prefers-color-scheme: dark){{{dark}}}"


def faces(markup: str) -> str:
    """The `@font-face` rules for just the characters that the texts of a picture use, in either weight."""
    bold = _bold_classes()
    texts: dict[bool, list[str]] = {False: [], True: []}
    for class_, content in _TEXT.findall(markup):
        texts[any(name in bold for name in class_.split())].append(unescape(content))
    return font_face_css("".join(texts[False]), "".join(texts[True]))


def _bold_classes() -> frozenset[str]:
    sheet = CSS_FILE.read_text(encoding="utf-8")
    return frozenset(
        name for m in _RULE.finditer(sheet) if "font-weight: 700" in m[2] for name in _CLASS.findall(m[1])
    ) - {"picture"}


def _filled(sheet: str, theme: Theme) -> str:
    which = 3 if theme is Theme.DARK else 2
    colours = {m[1]: m[which] for m in _COLOUR.finditer(sheet)}
    plain = _COLOUR.sub("", sheet).replace("color-scheme: light dark;", "")
    filled = _USED.sub(lambda m: colours[m[1]], plain)
    return "".join(rule for rule in _rules(filled) if not _ON_PAGES.search(rule))


def _rules(sheet: str) -> list[str]:
    """The rules of a sheet without needless blanks."""
    return [f"{' '.join(m[1].split())}{{{' '.join(m[2].split())}}}" for m in _RULE.finditer(sheet)]
