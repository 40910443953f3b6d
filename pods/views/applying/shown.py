"""A plan as it is shown: for each object what would happen, the two texts, and where the text is refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from pods.domain.differences import Difference, compare, lines_of
from pods.domain.manifest.manifest import Manifest
from pods.domain.messages import Message
from pods.models import Design
from pods.templatetags.podwright import say
from pods.views.applying.target import Where

if TYPE_CHECKING:
    from pods.cluster.apply.plan import Choices, Plan, Step

_AROUND = 1  # lines quoted before and after the one that is refused


@dataclass(frozen=True)
class Quoted:
    """A complaint about a line of the text, with that line and its neighbours."""

    line: int
    words: str
    lines: Sequence[tuple[int, str]]


@dataclass(frozen=True)
class Fought:
    """A field that somebody else manages, with both values; `path` is of the object."""

    manager: str
    path: str
    theirs: Any
    mine: Any


@dataclass(frozen=True)
class ShownStep:
    """One object of the plan."""

    step: Step
    manifest: Manifest
    choices: Choices

    @property
    def key(self) -> str:
        """What tells the object apart."""
        return self.step.wanted.key

    @property
    def action(self) -> str:
        """What would happen to it."""
        return self.step.action.value

    @property
    def way(self) -> str:
        """What was chosen where others manage some of it: `take`, `leave` or nothing yet."""
        return (
            "take"
            if self.key in self.choices.take_over
            else "leave"
            if self.key in self.choices.leave
            else ""
        )

    @property
    def asks(self) -> bool:
        """Whether its user has to decide something about it."""
        return self.action == "conflict" or self.way != ""

    @property
    def problem(self) -> Message | None:
        """Why it would not be done as it stands."""
        from pods.cluster.apply.hiding import told_of

        problem = self.step.problem
        return told_of(problem.message, self.step.wanted.value) if problem else None

    @property
    def warnings(self) -> Sequence[str]:
        """What the API server remarks on."""
        from pods.cluster.apply.hiding import uncovered

        return [uncovered(words, self.step.wanted.value) for words in self.step.warnings]

    @cached_property
    def difference(self) -> Difference | None:
        """Live beside wanted; None where nothing would change, or where it is not known."""
        from pods.cluster.apply.showing import sides

        if self.action in ("nothing", "refused", "conflict"):
            return None
        return compare(*sides(self.step, _("changed")))

    @property
    def conflicts(self) -> Sequence[Fought]:
        """The fields that others manage."""
        from pods.cluster.apply.hiding import COVER, is_secret

        hidden = is_secret(self.step.wanted.value)
        return [
            Fought(c.manager, c.path, COVER if hidden else c.theirs, COVER if hidden else c.mine)
            for c in self.step.conflicts
        ]

    @property
    def because(self) -> str:
        """Why it has to be made anew: what the API server says first, before it lists its own fields."""
        return say(_first_line(self.problem)) if self.problem else ""

    @property
    def explained(self) -> bool:
        """Whether its complaints say all that its problem says."""
        return any(complaint.words for complaint in self.complaints)

    @cached_property
    def complaints(self) -> Sequence[Quoted]:
        """The lines of the text that are refused; none where all of the object is."""
        from pods.cluster.apply.hiding import is_secret, uncovered
        from pods.cluster.apply.wanted import complaints

        one, problem = self.step.wanted, self.step.problem
        if self.action != "refused" or problem is None:
            return ()
        lines = () if is_secret(one.value) else lines_of(self.manifest.text)
        said = complaints(self.manifest, one, problem)
        return [quoted(lines, c.position.line, uncovered(c.words, one.value)) for c in said]


@dataclass(frozen=True)
class ShownPlan:
    """The whole plan for one place."""

    design: Design
    where: Where
    plan: Plan
    steps: Sequence[ShownStep]
    choices: Choices

    @property
    def ready(self) -> bool:
        """Whether it can be applied as it stands: what cannot be tried yet waits for the namespace to be made."""
        return self.plan.possible and not self.plan.empty and bool(self.steps)

    @property
    def untried(self) -> bool:
        """Whether the API server could not look at some of it yet."""
        return any(step.action == "later" for step in self.steps)

    @property
    def counts(self) -> Sequence[tuple[str, int]]:
        """How many objects each thing would happen to, in the order in which they come up."""
        actions = [step.action for step in self.steps]
        return [(action, actions.count(action)) for action in dict.fromkeys(actions)]


def _first_line(message: Message) -> Message:
    """The message with the first line of each text in it: line ends would be made visible when it is said."""
    values = {
        name: said.partition("\n")[0] if isinstance(said, str) else said
        for name, said in message.values.items()
    }
    return replace(message, values=values)


def shown(design: Design, where: Where, plan: Plan, manifest: Manifest, choices: Choices) -> ShownPlan:
    """The plan with all that a page shows of it."""
    steps = [ShownStep(step, manifest, choices) for step in plan.steps]
    return ShownPlan(design, where, plan, steps, choices)


def quoted(lines: Sequence[tuple[str, str]], line: int, words: str) -> Quoted:
    """A line of the text with its neighbours; without any where they hold what is to stay out of sight."""
    first = max(1, line - _AROUND)
    around = [content for content, _end in lines[first - 1 : line + _AROUND]]
    return Quoted(line, words, list(enumerate(around, first)))
