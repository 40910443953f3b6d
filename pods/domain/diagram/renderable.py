"""An SVG as renderers outside a browser can take it: nothing to load, nothing that only a browser works out.

The renderer applies plain style rules itself. What it does not know is worked out here: at-rules with
`prefers-color-scheme`, `light-dark()`, custom properties with `var()`. Custom properties count as one set for
the whole picture, as our style sheet has them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

SVG = "{http://www.w3.org/2000/svg}"
ET.register_namespace("", SVG.strip("{}"))

STRUCTURE = {"svg", "g", "defs", "symbol", "use", "marker", "clipPath", "style", "title", "desc"}
SHAPES = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan"}
PAINT = {"linearGradient", "radialGradient", "stop", "filter", "feDropShadow"}
KEPT = {SVG + name for name in STRUCTURE | SHAPES | PAINT}
"""What pictures are drawn with. Images, scripts, foreign objects and all else are left out."""

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_THEMED = re.compile(r"@media\s*\(\s*prefers-color-scheme\s*:\s*(\w+)\s*\)$")
_CUSTOM = re.compile(r"(--[\w-]+)\s*:\s*([^;{}]+)")
_VAR = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,\s*((?:[^()]|\([^()]*\))*))?\)")
_PAIR = re.compile(r"light-dark\(\s*((?:[^(),]|\([^()]*\))+),\s*((?:[^(),]|\([^()]*\))+)\)")
_LOADING = re.compile(r"url\(\s*[\"']?(?!#)", re.IGNORECASE)
DEPTH = 8
"""How far custom properties are followed that are written in terms of others."""


@dataclass(frozen=True, slots=True)
class Renderable:
    """A picture ready for a renderer; its sides in px, and what it says of itself."""

    svg: str
    width: float
    height: float
    title: str
    description: str


def renderable(svg: str, theme: str = "light") -> Renderable:
    """The picture in the colours of a theme (`light` or `dark`).

    Raises ValueError for text that is not well-formed XML, that declares entities, or that has no size.
    """
    if "<!DOCTYPE" in svg or "<!ENTITY" in svg:
        raise ValueError("An SVG with a document type is not drawn: it may declare entities.")
    try:
        root = ET.fromstring(svg.encode())  # noqa: S314 - no document type, see above
    except (ET.ParseError, UnicodeEncodeError) as error:
        raise ValueError(f"The SVG is not well-formed: {error}.") from None
    _drop_foreign(root)
    _work_out_styles(root, theme)
    width, height = _size(root)
    title, description = (root.findtext(SVG + name) or "" for name in ("title", "desc"))
    return Renderable(ET.tostring(root, encoding="unicode"), width, height, title, description)


def _size(root: ET.Element) -> tuple[float, float]:
    """The sides in px: what the root says, or else those of its viewBox."""
    sides = [root.get("width", ""), root.get("height", "")]
    if not all(re.fullmatch(r"\d+(\.\d+)?(px)?", side) for side in sides):
        sides = root.get("viewBox", "").replace(",", " ").split()[2:]
    try:
        width, height = (float(side.removesuffix("px")) for side in sides)
    except ValueError:
        raise ValueError("The SVG says neither width and height in px nor a viewBox.") from None
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError("The SVG has no area.")
    return width, height


def _drop_foreign(root: ET.Element) -> None:
    """Take out elements that pictures are not made of, and every reference that leaves the picture."""
    for parent in root.iter():
        for child in [child for child in parent if child.tag not in KEPT]:
            parent.remove(child)
        for name, value in list(parent.attrib.items()):
            leaves = name.endswith("href") and not value.startswith("#")
            if leaves or name.startswith("on") or _LOADING.search(value):
                del parent.attrib[name]


# -- style sheets --------------------------------------------------------------------------------------------


def _work_out_styles(root: ET.Element, theme: str) -> None:
    sheets = list(root.iter(SVG + "style"))
    plain = ["".join(_plain_rules(_COMMENT.sub("", sheet.text or ""), theme)) for sheet in sheets]
    custom = dict(_CUSTOM.findall("".join(plain)))
    for sheet, css in zip(sheets, plain, strict=True):
        sheet.text = _filled(_CUSTOM.sub("", css), custom, theme)
    for element in root.iter():
        for name, value in element.attrib.items():
            if "var(" in value or "light-dark(" in value:
                element.set(name, _filled(value, custom, theme))


def _plain_rules(css: str, theme: str) -> Iterator[str]:
    """The rules that hold in a theme, without at-rules and without those that would load something."""
    for prelude, body in _blocks(css):
        themed = _THEMED.match(prelude)
        if themed and themed[1] == theme:
            yield from _plain_rules(body, theme)
        elif not prelude.startswith("@") and not _LOADING.search(body):
            yield f"{prelude}{{{body}}}"


def _blocks(css: str) -> Iterator[tuple[str, str]]:
    """Each prelude and what stands in its braces."""
    start = 0
    while (opening := css.find("{", start)) >= 0:
        closing = _closing(css, opening)
        yield css[start:opening].rpartition(";")[2].strip(), css[opening + 1 : closing]
        start = closing + 1


def _closing(css: str, opening: int) -> int:
    """Where the brace that matches the one at `opening` stands; the end of the text closes all."""
    depth = 0
    for brace in re.finditer("[{}]", css[opening:]):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return opening + brace.start()
    return len(css)


def _filled(css: str, custom: dict[str, str], theme: str) -> str:
    """The text with custom properties and the colours of the theme filled in."""
    for _ in range(DEPTH):
        if "var(" not in css:
            break
        css = _VAR.sub(lambda use: custom.get(use[1], use[2] or "").strip(), css)
    return _PAIR.sub(lambda pair: pair[2 if theme == "dark" else 1].strip(), css)
