"""Traffic alone: ports, calls on localhost, Services, what goes out and what comes in."""

from __future__ import annotations

from pods.domain.diagram.arrange import arrange
from pods.domain.diagram.assembly import NETWORK
from pods.domain.diagram.scene import Scene
from pods.domain.diagram.views.view import View
from pods.domain.diagram.words import Words
from pods.domain.facts import PodFacts
from pods.domain.messages import gettext_noop, say


def _arrange(facts: PodFacts, words: Words) -> Scene:
    return arrange(facts, words, frozenset({NETWORK}))


VIEW = View(
    name="network",
    label=say(gettext_noop("Network")),
    title=gettext_noop("The network of %(pod)s"),
    order=3,
    arrange=_arrange,
)
