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
