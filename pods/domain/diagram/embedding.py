"""The shipped font inside a standalone SVG: the glyphs that it uses, so that it looks the same everywhere.

A cut of some hundred glyphs is a few kB. It is written as WOFF 1, the web font format whose compression is
in the standard library. Layout of the tables: OpenType 1.9, "glyf", "loca", "hmtx", "cmap" (format 12).
"""

from __future__ import annotations

import html
import re
import struct
import zlib
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping

from pods.domain.diagram.font import FAMILY, Font, font

WEIGHTS = {False: "400", True: "600 900"}
"""The CSS weights that the regular and the bold font serve."""

COPIED = ("OS/2", "name", "post")
"""Tables that are true of any cut; `name` carries copyright and licence."""


_TEXT = re.compile(r"<(?:text|tspan)\b[^>]*>([^<]*)")


def text_of(svg: str) -> str:
    """The text that a picture shows: what to embed for it. Tooltips and descriptions are set by the viewer."""
    return html.unescape("".join(_TEXT.findall(svg)))


def font_face_css(text: str, bold_text: str | None = None) -> str:
    """The @font-face rules of family "Podwright Sans" for the characters of `text` in both weights.

    `bold_text`, where given, is what is set in bold, and `text` then what is set in regular. Characters that
    the font lacks are left to the other families that a style sheet names. No characters, no rule.
    """
    texts = {False: text, True: text if bold_text is None else bold_text}
    return "".join(_rule(font(bold), WEIGHTS[bold], texts[bold]) for bold in (False, True))


def _rule(face: Font, weights: str, text: str) -> str:
    glyphs = {char: glyph for char in sorted(set(map(ord, text))) if (glyph := face.glyph(char))}
    if not glyphs:
        return ""
    data = b64encode(woff(cut(face, glyphs))).decode()
    return (
        f'@font-face{{font-family:"{FAMILY}";font-style:normal;font-weight:{weights};'
        f'src:url(data:font/woff;base64,{data}) format("woff")}}'
    )


# -- cutting -------------------------------------------------------------------------------------------------


def cut(face: Font, glyphs: Mapping[int, int]) -> dict[str, bytes]:
    """The tables of a font of these characters (code point: glyph in `face`) and the missing sign."""
    order = [0, *sorted(set(glyphs.values()))]
    place = {glyph: number for number, glyph in enumerate(order)}
    outlines = [_padded(face.outline(glyph)) for glyph in order]
    tables = {
        "cmap": _cmap([(char, place[glyph]) for char, glyph in sorted(glyphs.items())]),
        "glyf": b"".join(outlines),
        "head": _patched(face.tables["head"], 50, 1),  # offsets in loca are of 32 bits
        "hhea": _patched(face.tables["hhea"], 34, len(order)),
        "hmtx": b"".join(face.metrics(glyph) for glyph in order),
        "loca": _loca(outlines),
        "maxp": _patched(face.tables["maxp"], 4, len(order)),
    }
    return tables | {name: bytes(face.tables[name]) for name in COPIED}


def _cmap(glyphs: list[tuple[int, int]]) -> bytes:
    runs = b"".join(struct.pack(">LLL", char, char, glyph) for char, glyph in glyphs)
    return struct.pack(">HHHHL HHLLL", 0, 1, 3, 10, 12, 12, 0, 16 + len(runs), 0, len(glyphs)) + runs


def _loca(outlines: Iterable[bytes]) -> bytes:
    offsets = [0]
    for outline in outlines:
        offsets.append(offsets[-1] + len(outline))
    return struct.pack(f">{len(offsets)}L", *offsets)


def _patched(table: bytes | memoryview, offset: int, value: int) -> bytes:
    """The table with another 16-bit number at an offset."""
    return bytes(table[:offset]) + value.to_bytes(2) + bytes(table[offset + 2 :])


def _padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % 4)


# -- packing -------------------------------------------------------------------------------------------------


def woff(tables: Mapping[str, bytes]) -> bytes:
    """A WOFF file of TrueType tables, the same bytes for the same tables."""
    packed = {name: _packed(tables[name]) for name in sorted(tables)}
    directory = b"".join(_directory(tables, packed))
    body = b"".join(map(_padded, packed.values()))
    whole = 44 + len(directory) + len(body)
    unpacked = 12 + sum(16 + len(_padded(table)) for table in tables.values())
    head = struct.pack(">4sLLHHLHH", b"wOFF", 0x00010000, whole, len(tables), 0, unpacked, 1, 0)
    return head + bytes(20) + directory + body


def _packed(table: bytes) -> bytes:
    """Compressed only where that is shorter: a reader takes equal lengths for a table that is not."""
    return min(table, zlib.compress(table, 9), key=len)


def _directory(tables: Mapping[str, bytes], packed: Mapping[str, bytes]) -> Iterator[bytes]:
    offset = 44 + 20 * len(tables)
    for name, data in packed.items():
        table = tables[name]
        yield struct.pack(">4sLLLL", name.encode(), offset, len(data), len(table), _checksum(table))
        offset += len(_padded(data))


def _checksum(table: bytes) -> int:
    data = _padded(table)
    words: tuple[int, ...] = struct.unpack(f">{len(data) // 4}L", data)
    return sum(words) & 0xFFFFFFFF
