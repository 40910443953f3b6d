"""What a view is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pods.domain.diagram.scene import Scene
from pods.domain.diagram.words import Words
from pods.domain.facts import PodFacts
from pods.domain.manifest.views import Pod
from pods.domain.messages import Message, say


@dataclass(frozen=True, slots=True)
class View:
    """A way to look at a pod. `title` has a place `%(pod)s`; views are offered in the order of `order`."""

    name: str
    label: Message
    title: str
    order: int
    arrange: Callable[[PodFacts, Words], Scene]

    def title_of(self, pod: Pod) -> Message:
        """The title of the picture of one pod."""
        return say(self.title, pod=f"{pod.kind} {pod.name[:300]}".strip())
