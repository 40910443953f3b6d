"""Drawing a pod: the scene arranged once, and everything that is made of it."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from types import MappingProxyType

from pods.domain.diagram import views
from pods.domain.diagram.marks import Mark, marks
from pods.domain.diagram.mermaid import mermaid
from pods.domain.diagram.paint import paint
from pods.domain.diagram.parts import Parts
from pods.domain.diagram.prose import prose, summary
from pods.domain.diagram.scene import Scene
from pods.domain.diagram.style import Theme, faces, style
from pods.domain.diagram.svg import element, escaped
from pods.domain.diagram.thumbnail import thumbnail
from pods.domain.diagram.views.view import View
from pods.domain.diagram.words import Words
from pods.domain.facts import PodFacts
from pods.domain.findings import Finding
from pods.domain.messages import Message


@dataclass(frozen=True)
class Drawing:
    """One view of one pod. What is asked for is made when it is asked for."""

    facts: PodFacts
    view: View
    scene: Scene
    words: Words
    prefix: str
    marks: dict[str, Mark] = field(default_factory=dict)

    @cached_property
    def svg(self) -> str:
        """The picture for a page that serves `assets/picture.css`: classes and ids, no style."""
        return self._svg("")

    @cached_property
    def still(self) -> str:
        """The same for a page on which it is only looked at: one image, in which nothing can be selected."""
        return self._svg("", selectable=False)

    def standalone(self, theme: Theme = Theme.AUTO, fonts: bool = True) -> str:
        """The picture as a file of its own, with its style and, unless `fonts` is false, with its letters."""
        letters = faces(self.svg) if fonts else ""
        sheet = element("style", escaped(letters + style(theme)))
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{self._svg(sheet)}'

    @property
    def text(self) -> tuple[Message, ...]:
        """The picture in sentences, for those who do not see it. Values of a message may be messages."""
        return prose(self.facts)

    @property
    def thumbnail(self) -> str:
        """The same arrangement in small, without words or ids."""
        return thumbnail(self.scene)

    @property
    def mermaid(self) -> str:
        """The same graph in the language of Mermaid."""
        return mermaid(self.scene, self.words)

    @property
    def dot(self) -> str:
        """The same graph in the language of Graphviz, each thing at its place."""
        # Writing DOT is the only user of that package; a picture must not wait for its import.
        from pods.domain.diagram.dot import dot

        return dot(self.scene, self.words)

    def _svg(self, head: str, selectable: bool = True) -> str:
        title, desc = f"{self.prefix}-title", f"{self.prefix}-desc"
        size = {"width": f"{self.scene.width:g}", "height": f"{self.scene.height:g}"}
        return element(
            "svg",
            element("title", escaped(self.words(self.view.title_of(self.facts.pod))), id=title),
            element("desc", escaped(self.words(summary(self.facts))), id=desc),
            head,
            paint(self.scene, Parts(self.prefix, selectable), self.words, self.marks),
            xmlns="http://www.w3.org/2000/svg",
            class_=f"picture view-{self.view.name}",
            viewBox=f"0 0 {size['width']} {size['height']}",
            role="graphics-document" if selectable else "img",
            aria_labelledby=title,
            aria_describedby=desc,
            **size,
        )


@cache
def all_views() -> Mapping[str, View]:
    """Every view by its name, in the order they are offered: each file in `views` that has a `VIEW`."""
    found = [
        importlib.import_module(f"{views.__name__}.{module.name}").VIEW
        for module in pkgutil.iter_modules(views.__path__)
        if module.name != "view"
    ]
    return MappingProxyType({view.name: view for view in sorted(found, key=lambda v: v.order)})


def draw(
    facts: PodFacts,
    view: str = "namespaces",
    *,
    words: Words = str,
    prefix: str = "pod",
    findings: Iterable[Finding] = (),
) -> Drawing:
    """Draw a pod.

    `view` is a name of `all_views` (`KeyError` for others), `words` says labels in the reader's language,
    `prefix` keeps the ids of several pictures on one page apart, `findings` mark what they are about.
    """
    chosen = all_views()[view]
    return Drawing(facts, chosen, chosen.arrange(facts, words), words, prefix, marks(facts.pod, findings))
