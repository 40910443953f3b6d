"""Writing SVG: every value is escaped here, and nowhere else. Lengths have six digits at most (`:g`)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from pods.domain.diagram.geometry import Box, Line, Point
from pods.domain.diagram.type import visible

_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
_HARMLESS = re.compile(r"[ !#-%(-;=?-~]*")  # printable ASCII but for the five characters above
CORNER = 7.0  # px, how round lines turn


def escaped(text: str) -> str:
    """Text that is safe as content and inside an attribute, whatever it holds."""
    return text if _HARMLESS.fullmatch(text) else visible(text).translate(_ENTITIES)


def element(name: str, *content: str, **attributes: str | float | None) -> str:
    """One element. `content` is markup already; attributes are escaped, `None` leaves one out.

    `class_` stands for `class`, and `_` for `-`.
    """
    head = "".join([f' {_attribute(k)}="{_value(v)}"' for k, v in attributes.items() if v is not None])
    return f"<{name}{head}>{''.join(content)}</{name}>" if content else f"<{name}{head}/>"


@cache
def _attribute(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _value(value: str | float) -> str:
    return escaped(value) if isinstance(value, str) else f"{value:g}"


def text(x: float, y: float, content: str, class_: str, anchor: str | None = None) -> str:
    """One line of text whose baseline is at `y`. Classes are ours and need no escaping, here and below."""
    held = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text class="{class_}" x="{x:g}" y="{y:g}"{held}>{escaped(content)}</text>'


def rect(box: Box, class_: str, radius: float = 0) -> str:
    """A rectangle, with round corners where `radius` is given."""
    place = f'x="{box.x:g}" y="{box.y:g}" width="{box.w:g}" height="{box.h:g}"'
    corners = f' rx="{radius:g}"' if radius else ""
    return f'<rect class="{class_}" {place}{corners}/>'


def path(data: str, class_: str) -> str:
    """A path; `data` is ours."""
    return f'<path class="{class_}" d="{data}"/>'


def tooltip(content: str) -> str:
    """What a pointer resting on the element shows; it may have several lines."""
    return element("title", "\n".join(map(escaped, content.split("\n"))))


def rounded(line: Line, class_: str) -> str:
    """A line with round corners."""
    return path(rounded_path(line), class_)


def rounded_path(line: Line) -> str:
    """The path data of a line with round corners."""
    first, *rest = line
    parts = [f"M{_at(first)}"]
    for before, corner, after in zip(line, rest, rest[1:], strict=False):
        parts += _turn(before, corner, after)
    parts += [f"L{_at(rest[-1])}"] if rest else []
    return "".join(parts)


def _turn(before: Point, corner: Point, after: Point) -> Iterable[str]:
    radius = min(CORNER, _length(before, corner) / 2, _length(corner, after) / 2)
    return (
        f"L{_at(_towards(corner, before, radius))}",
        f"Q{_at(corner)} {_at(_towards(corner, after, radius))}",
    )


def _at(point: Point) -> str:
    return f"{point[0]:g} {point[1]:g}"


def _length(a: Point, b: Point) -> float:
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


def _towards(start: Point, end: Point, by: float) -> Point:
    far = _length(start, end) or 1
    return (start[0] + (end[0] - start[0]) * by / far, start[1] + (end[1] - start[1]) * by / far)


def arrowhead(line: Line, class_: str) -> str:
    """A filled head at the end of the line. No `marker`: those need ids, and pictures share pages."""
    (x0, y0), (x, y) = line[-2:]
    dx, dy = (x > x0) - (x < x0), (y > y0) - (y < y0)
    back = (x - 8 * dx, y - 8 * dy)
    side = (4.5 * dy, 4.5 * dx)
    points = [(x, y), (back[0] + side[0], back[1] + side[1]), (back[0] - side[0], back[1] - side[1])]
    return element("polygon", class_=class_, points=" ".join(f"{a:g},{b:g}" for a, b in points))
