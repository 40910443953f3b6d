"""Pictures as PNG and PDF, from the SVG that stands alone, set in the shipped font.

The typesetter Typst draws both (one wheel without system packages, Apache-2.0); text in a PDF stays text. It
gets the picture as a value and no file and no package; what could refer to one is taken out. The machine's own
fonts are looked for only where a name has characters that ours lacks; one that no font has is drawn as a box.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal

from pods.domain.diagram.embedding import text_of
from pods.domain.diagram.font import FOLDER, font
from pods.domain.diagram.renderable import Renderable, renderable

if TYPE_CHECKING:
    import typst

MOST_PIXELS = 20_000_000
"""A PNG is never larger: drawing takes about twelve bytes a pixel, and a pod may have a thousand volumes."""

CANVAS = {"light": "#ffffff", "dark": "#0d1420"}
"""The page beneath the picture, --pic-canvas in picture.css: a viewer would put its own."""

PX_PER_INCH = 96
PAGE = b"""
#set document(title: sys.inputs.title, date: none)
#set page(width: auto, height: auto, margin: 0pt, fill: rgb(sys.inputs.canvas))
#image(bytes(sys.inputs.svg), format: "svg", alt: sys.inputs.alt)
"""


def png(svg: str, scale: float = 2.0, theme: str = "light") -> bytes:
    """The picture as PNG, `scale` device pixels to each of its px; fewer where it would pass MOST_PIXELS.

    `theme` is `light` or `dark`. Raises ValueError for an SVG that is not well-formed or has no size.
    """
    picture = renderable(svg, theme)
    most = (MOST_PIXELS / (picture.width * picture.height)) ** 0.5
    return _drawn(picture, "png", theme, ppi=PX_PER_INCH * min(scale, most))


def pdf(svg: str, theme: str = "light") -> bytes:
    """The picture as a PDF of one page of its size, with its title and description; the same bytes each time.

    `theme` is `light` or `dark`. Raises ValueError for an SVG that is not well-formed or has no size.
    """
    return _drawn(renderable(svg, theme), "pdf", theme)


def _drawn(picture: Renderable, form: Literal["png", "pdf"], theme: str, ppi: float | None = None) -> bytes:
    # Loading the typesetter takes 30 MB of memory: only a PNG or PDF pays for it.
    import typst

    inputs = {"svg": picture.svg, "title": picture.title, "alt": picture.description, "canvas": CANVAS[theme]}
    try:
        made = typst.compile(
            PAGE, format=form, ppi=ppi, sys_inputs=inputs, font_paths=_fonts(_lacking(picture))
        )
    except typst.TypstError as error:
        raise ValueError(f"The SVG cannot be drawn: {error}.") from None
    if not isinstance(made, bytes):
        raise ValueError("The SVG does not fit on one page.")
    return made


def _lacking(picture: Renderable) -> bool:
    """Whether the picture shows a character that the shipped font has not."""
    return any(font().glyph(ord(char)) == 0 for char in set(text_of(picture.svg)))


@cache
def _fonts(of_machine: bool) -> typst.Fonts:
    """Our fonts, and those of the machine where asked for (finding them may take half a second)."""
    import typst

    return typst.Fonts(
        include_system_fonts=of_machine, include_embedded_fonts=False, font_paths=[str(FOLDER)]
    )
