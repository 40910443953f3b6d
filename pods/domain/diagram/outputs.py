"""Pictures as files: every format by its name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from pods.domain.diagram.drawing import Drawing, all_views, draw
from pods.domain.diagram.style import Theme
from pods.domain.diagram.words import Words
from pods.domain.facts import PodFacts
from pods.domain.messages import Message, gettext_noop, say

UNKNOWN_VIEW = gettext_noop("there is no view %(name)s; choose one of %(known)s")
UNKNOWN_FORMAT = gettext_noop("there is no format %(name)s; choose one of %(known)s")


def _svg(drawing: Drawing) -> bytes:
    return drawing.standalone().encode()


def _png(drawing: Drawing) -> bytes:
    # The renderer is large; only those who want its formats wait for its import.
    from pods.domain.diagram import raster

    return raster.png(drawing.standalone(Theme.LIGHT, fonts=False))


def _pdf(drawing: Drawing) -> bytes:
    from pods.domain.diagram import raster

    return raster.pdf(drawing.standalone(Theme.LIGHT, fonts=False))


def _dot(drawing: Drawing) -> bytes:
    return drawing.dot.encode()


def _mermaid(drawing: Drawing) -> bytes:
    return drawing.mermaid.encode()


FORMATS: dict[str, Callable[[Drawing], bytes]] = {
    "svg": _svg,
    "png": _png,
    "pdf": _pdf,
    "dot": _dot,
    "mermaid": _mermaid,
}
_ENDINGS = {".gv": "dot", ".mmd": "mermaid"} | {f".{name}": name for name in FORMATS}


def unknown(view: str, form: str | None) -> Message | None:
    """What is wrong with the name of a view or a format; `None` where both are known."""
    views = all_views()
    if view not in views:
        return say(UNKNOWN_VIEW, name=view, known=", ".join(views))
    if form is not None and form not in FORMATS:
        return say(UNKNOWN_FORMAT, name=form, known=", ".join(FORMATS))
    return None


def by_ending(output: str) -> str:
    """The format that the name of a file asks for, SVG where it does not say."""
    return _ENDINGS.get(PurePath(output).suffix.lower(), "svg")


def render(facts: PodFacts, view: str, form: str, words: Words = str) -> bytes:
    """One picture in one format. Raises `KeyError` for names that `unknown` would refuse."""
    return FORMATS[form](draw(facts, view, words=words))
