"""Lines of a log as they can be shown: with their time, cut where they are long, and with nothing in them that acts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

LONGEST = 4096  # characters of a line that are kept
_TIME = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d) ?")
_COLOUR = re.compile(r"\x1b\[[0-9;:]*m")  # they change nothing but the look
# Control characters (not the tab), and those that reorder or hide what follows.
_ACTING = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Line:
    """`time` is UTC with nine digits behind the seconds, so that times compare as texts; empty where there is none."""

    number: int
    time: str
    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a log has been read: its latest time, and how many lines there were of that second.

    That is exact, though times repeat and are not quite in order: a log that is asked for again from the beginning of
    a second on begins with the very lines that there were of it.
    """

    time: str = ""
    count: int = 0

    @property
    def second(self) -> str:
        """From when on to ask again, without the zone."""
        return self.time[:19]

    def past(self, read: Line) -> Mark:
        """The mark behind one more line."""
        if read.time[:19] < self.second or not read.time:
            return self
        count = self.count if read.time[:19] == self.second else 0
        return Mark(max(self.time, read.time), count + 1)


class Again:
    """Reads a log again up to a mark: tells what is known from what is new."""

    def __init__(self, mark: Mark) -> None:
        self._mark = mark
        self._left = mark.count
        self.behind = mark.time != ""  # what comes may still be known

    def knows(self, read: Line) -> bool:
        """Whether the next line is one from before the mark. After the first that is not, none is."""
        if not self.behind or read.time[:19] < self._mark.second:
            return self.behind
        self.behind = self._left > 0 and read.time <= self._mark.time
        self._left -= 1
        return self.behind


def line(number: int, data: bytes) -> Line:
    """A line as the kubelet sends it with `timestamps=true`. Never raises."""
    said = data[: LONGEST * 4 + 64].decode("utf-8", "backslashreplace")
    found = _TIME.match(said)
    time = _utc(found) if found else ""
    return Line(number, time, shown(said[found.end() :] if found and time else said))


def shown(text: str) -> str:
    """The text without colours, with control characters made visible."""
    plain = _ACTING.sub(_visible, _COLOUR.sub("", text.removesuffix("\r")))
    return plain if len(plain) <= LONGEST else f"{plain[:LONGEST]}…"


def _visible(found: re.Match[str]) -> str:
    code = ord(found[0])
    return chr(0x2400 + code) if code < 0x20 else f"\\u{code:04x}"


def _utc(found: re.Match[str]) -> str:
    try:
        at = datetime.fromisoformat(found[1] + found[3].replace("Z", "+00:00")).astimezone(UTC)
    except (ValueError, OverflowError):
        return ""
    return f"{at:%Y-%m-%dT%H:%M:%S}.{(found[2] or ''):0<9}Z"
