"""The shipped fonts, read as far as measuring and embedding need them.

Two TrueType files (made by tools/fonts.py, without kerning and composite glyphs) are mapped into memory and
read in place: which glyph stands for a character, how wide it is, and its outline. Nothing else is looked at.
"""

from __future__ import annotations

import mmap
import struct
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FAMILY = "Podwright Sans"
FOLDER = Path(__file__).parent / "assets" / "fonts"
FILES = {False: FOLDER / "PodwrightSans-Regular.ttf", True: FOLDER / "PodwrightSans-SemiBold.ttf"}
"""The file of the regular and of the bold weight."""


@dataclass(frozen=True, slots=True)
class Font:
    """One weight. Lengths are in font units, `units` to the em."""

    tables: Mapping[str, memoryview]
    units: int
    first: tuple[int, ...]
    last: tuple[int, ...]
    glyphs: tuple[int, ...]

    def glyph(self, char: int) -> int:
        """The number of the glyph of a character, 0 where the font has none."""
        run = bisect_right(self.first, char) - 1
        return self.glyphs[run] + char - self.first[run] if run >= 0 and char <= self.last[run] else 0

    def advance(self, glyph: int) -> int:
        """How far the pen moves on after a glyph."""
        metrics: tuple[int, int] = struct.unpack_from(">HH", self.metrics(glyph))
        return metrics[0]

    def metrics(self, glyph: int) -> bytes:
        """Advance and left bearing of a glyph, as the file has them."""
        last = int.from_bytes(self.tables["hhea"][34:36]) - 1
        table = self.tables["hmtx"]
        if glyph <= last:
            return bytes(table[4 * glyph : 4 * glyph + 4])
        bearing = 4 * (last + 1) + 2 * (glyph - last - 1)
        return bytes(table[4 * last : 4 * last + 2]) + bytes(table[bearing : bearing + 2])

    def outline(self, glyph: int) -> bytes:
        """The drawing of a glyph, as the file has it; empty for a blank one."""
        start, end = struct.unpack_from(">LL", self.tables["loca"], 4 * glyph)
        return bytes(self.tables["glyf"][start:end])


@cache
def font(bold: bool = False) -> Font:
    """The shipped font of a weight; opened once."""
    with FILES[bold].open("rb") as file:
        data = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    tables = dict(_tables(data))
    runs = sorted(_runs(tables["cmap"]))
    return Font(
        tables=tables,
        units=int.from_bytes(tables["head"][18:20]),
        first=tuple(first for first, _, _ in runs),
        last=tuple(last for _, last, _ in runs),
        glyphs=tuple(glyph for _, _, glyph in runs),
    )


def _tables(data: memoryview) -> list[tuple[str, memoryview]]:
    (count,) = struct.unpack_from(">H", data, 4)
    entries = struct.iter_unpack(">4sLLL", data[12 : 12 + 16 * count])
    return [(tag.decode(), data[offset : offset + length]) for tag, _, offset, length in entries]


def _runs(cmap: memoryview) -> list[tuple[int, int, int]]:
    """Runs of characters and the glyph of their first: the subtable of format 12, for all of Unicode."""
    (count,) = struct.unpack_from(">H", cmap, 2)
    for _, _, offset in struct.iter_unpack(">HHL", cmap[4 : 4 + 8 * count]):
        form, _, _, _, groups = struct.unpack_from(">HHLLL", cmap, offset)
        if form == 12:
            return list(struct.iter_unpack(">LLL", cmap[offset + 16 : offset + 16 + 12 * groups]))
    raise ValueError("The shipped font has no character map of format 12; make it anew with tools/vendor.py.")
