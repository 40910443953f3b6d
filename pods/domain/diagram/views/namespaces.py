"""Everything the containers of a pod share: network, IPC, host name, processes, volumes."""

from __future__ import annotations

from pods.domain.diagram.arrange import EVERYTHING, arrange
from pods.domain.diagram.scene import Scene
from pods.domain.diagram.views.view import View
from pods.domain.diagram.words import Words
from pods.domain.facts import PodFacts
from pods.domain.messages import gettext_noop, say


def _arrange(facts: PodFacts, words: Words) -> Scene:
    return arrange(facts, words, EVERYTHING)


VIEW = View(
    name="namespaces",
    label=say(gettext_noop("Namespaces")),
    title=gettext_noop("What the containers of %(pod)s share"),
    order=1,
    arrange=_arrange,
)
