"""Setting text: how wide it is in the shipped font, how it is cut to its place, what hides in it.

The shipped font has no kerning and no ligatures (tools/fonts.py), so a width is the sum of the advances and
holds in every renderer. For characters that it lacks another font steps in, unknown here; their widths are
safe guesses.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from itertools import accumulate, pairwise
from unicodedata import category, combining, east_asian_width

from pods.domain.diagram.font import font

ELLIPSIS = "…"
NARROWEST = 0.2
"""Em: hardly a character is narrower, so a text of more than width / NARROWEST characters is too wide."""

WIDE, EMOJI, HALF_FLAG, OTHER = 1.0, 1.3, 0.65, 0.7
"""Guessed advances in em, for characters of other fonts; a flag is written with two characters."""

_BLANK = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
"""Letters and marks that are drawn as nothing: their only use in a name is to look like another name."""

_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0e47-\u0e4e"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
_JOINERS = "\u200c\u200d"
_JOINING = (("\u0600", "\u109f"), ("\u2190", "\u2bff"), ("\ufe0f", "\ufe0f"), ("\U0001f000", "\U0001faff"))
"""After these a zero-width joiner shapes what is seen (Arabic, Indic scripts, emoji)."""

_FLAG_LETTERS = "".join(map(chr, range(0x1F1E6, 0x1F200)))
"""Two by two they are a flag."""

_SHORT_ESCAPES = {"\n": r"\n", "\r": r"\r", "\t": r"\t", "\0": r"\0"}
_BROKEN_ESCAPE = r"\\(?:x[0-9a-f]?|u[0-9a-f]{0,3}|U[0-9a-f]{0,7})?$"


# -- showing what hides --------------------------------------------------------------------------------------


def visible(text: str) -> str:
    r"""The text with everything that hides, reorders or cannot be written in XML shown as its escape in YAML.

    Control and format characters (bidi overrides, zero-width spaces, tags), lone surrogates, line breaks,
    unassigned and private characters and blank letters become `\u202e` and the like; a pile of marks keeps
    four. Applied twice it changes nothing more.
    """
    if text.isprintable() and (text.isascii() or not _hides(text)):
        return text
    shown = "".join(
        [after if _is_seen(before, after) else _escape(after) for before, after in pairwise(" " + text)]
    )
    return _pile().sub(r"\1", shown)


def _hides(text: str) -> bool:
    return any(blank in text for blank in _BLANK) or bool(_pile().search(text))


@cache
def _pile() -> re.Pattern[str]:
    """More than four marks on one letter, which would run over the lines above and below."""
    return re.compile(f"([{_MARKS}]{{4}})[{_MARKS}]+")


def _is_seen(before: str, char: str) -> bool:
    if char in _JOINERS:
        return any(first <= before <= last for first, last in _JOINING)
    return category(char) == "Zs" or (char.isprintable() and char not in _BLANK)


def _escape(char: str) -> str:
    code = ord(char)
    if code <= 0xFF:
        return _SHORT_ESCAPES.get(char, f"\\x{code:02x}")
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


# -- measuring -----------------------------------------------------------------------------------------------


class _Advances(dict[str, float]):
    """Em by character, filled as characters are met."""

    def __init__(self, bold: bool) -> None:
        super().__init__()
        self.font = font(bold)

    def __missing__(self, char: str) -> float:
        glyph = self.font.glyph(ord(char))
        em = self.font.advance(glyph) / self.font.units if glyph else _guess(char)
        if glyph or len(self) < 20_000:
            self[char] = em
        return em


@cache
def _advances(bold: bool) -> _Advances:
    return _Advances(bold)


def _guess(char: str) -> float:
    """Em of a character that another font will draw."""
    if _extends(char):
        return 0.0
    if char in _FLAG_LETTERS:
        return HALF_FLAG
    if east_asian_width(char) in "WF":
        return EMOJI if category(char) == "So" else WIDE
    return EMOJI if "\U0001f000" <= char <= "\U0001faff" else OTHER


def _extends(char: str) -> bool:
    """Whether a character is drawn on or into the one before it."""
    return (
        category(char) in ("Mn", "Me", "Cf")
        or "\U0001f3fb" <= char <= "\U0001f3ff"  # skin tones
        or "\u1160" <= char <= "\u11ff"  # the vowel and the end of a syllable written letter by letter
        or "\ud7b0" <= char <= "\ud7ff"
    )


def width(text: str, size: float, bold: bool = False) -> float:
    """The width in px of a text, as `visible` shows it, set in `size` px."""
    shown = visible(text)
    if "\u200d" in shown:
        shown = re.sub("\u200d.", "", shown)
    return sum(map(_advances(bold).__getitem__, shown)) * size


# -- cutting -------------------------------------------------------------------------------------------------


def fit(text: str, size: float, max_width: float, bold: bool = False) -> str:
    """The visible text, cut with … at its end where it is wider than `max_width` px; or empty."""
    whole = _if_it_fits(text, size, max_width, bold)
    if whole is not None:
        return whole
    room = max_width - width(ELLIPSIS, size, bold)
    return _start(text, size, room, bold).rstrip() + ELLIPSIS if room >= 0 else ""


def fit_path(text: str, size: float, max_width: float, bold: bool = False) -> str:
    """The visible path or image name, cut in its middle where it is too wide, since its last part says most.

    `/var/lib/kubelet/pki/certs` becomes `/var/lib/…/certs`, then `…/certs`; a last part that has no room
    itself is cut at its end.
    """
    whole = _if_it_fits(text, size, max_width, bold)
    if whole is not None:
        return whole
    head = text.rstrip("/").rpartition("/")[0]
    if not head:
        return fit(text, size, max_width, bold)
    last = ELLIPSIS + text[len(head) :]
    if _if_it_fits(last, size, max_width, bold) is None:
        return fit(last, size, max_width, bold).replace(ELLIPSIS * 2, ELLIPSIS)
    start = _start(head, size, max_width - width(last, size, bold), bold)
    at_slash = start[: start.rfind("/") + 1]
    return (at_slash if len(at_slash) > 1 else start) + visible(last)


def _if_it_fits(text: str, size: float, max_width: float, bold: bool) -> str | None:
    """The visible text, or None where it is too wide; a far too long one is not read to its end."""
    if len(text) > _most(size, max_width):
        return None
    shown = visible(text)
    return shown if width(shown, size, bold) <= max_width else None


def _most(size: float, room: float) -> int:
    """More characters than have room."""
    return int(max(room, 0) / (size * NARROWEST)) + 16


def _start(text: str, size: float, room: float, bold: bool) -> str:
    """As many characters from the start of the text as have room, none of them torn from its marks."""
    shown = visible(text[: _most(size, room)])
    ends = list(accumulate(map(_advances(bold).__getitem__, shown)))
    end = bisect_right(ends, room / size)
    while 0 < end < len(shown) and _is_torn(shown, end):
        end -= 1
    return re.sub(_BROKEN_ESCAPE, "", shown[:end])


def _is_torn(text: str, cut: int) -> bool:
    """Whether a cut before the character at `cut` would split one sign."""
    before, after = text[cut - 1], text[cut]
    if before in _FLAG_LETTERS and after in _FLAG_LETTERS:
        return (cut - len(text[:cut].rstrip(_FLAG_LETTERS))) % 2 == 1
    return before == "\u200d" or combining(after) > 0 or _extends(after)
