"""The colours of pictures: one style sheet, served by pages and carried by pictures that stand alone."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path

CSS_FILE = Path(__file__).parent / "assets" / "picture.css"
_COLOUR = re.compile(r"(--pic-[a-z-]+): light-dark\(([^,]+), ([^)]+)\);")
_USED = re.compile(r"var\((--pic-[a-z-]+)\)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
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


def _filled(sheet: str, theme: Theme) -> str:
    which = 3 if theme is Theme.DARK else 2
    colours = {m[1]: m[which] for m in _COLOUR.finditer(sheet)}
    plain = _COLOUR.sub("", sheet).replace("color-scheme: light dark;", "")
    filled = _USED.sub(lambda m: colours[m[1]], plain)
    return "".join(rule for rule in _rules(filled) if "data-theme" not in rule)


def _rules(sheet: str) -> list[str]:
    """The rules of a sheet without needless blanks."""
    return [f"{' '.join(m[1].split())}{{{' '.join(m[2].split())}}}" for m in _RULE.finditer(sheet)]
