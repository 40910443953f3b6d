"""Volumes alone: who mounts what where, and who may write."""

from __future__ import annotations

from pods.domain.diagram.arrange import arrange
from pods.domain.diagram.assembly import STORAGE
from pods.domain.diagram.scene import Scene
from pods.domain.diagram.views.view import View
from pods.domain.diagram.words import Words
from pods.domain.facts import PodFacts
from pods.domain.messages import gettext_noop, say


def _arrange(facts: PodFacts, words: Words) -> Scene:
    return arrange(facts, words, frozenset({STORAGE}))


VIEW = View(
    name="storage",
    label=say(gettext_noop("Storage")),
    title=gettext_noop("The volumes of %(pod)s"),
    order=2,
    arrange=_arrange,
)
