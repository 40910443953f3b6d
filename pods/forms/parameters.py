"""What a pattern asks before it is applied: one question for each parameter, and what was answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from patterns.catalogue.model import Parameter, Pattern, Type, Value
from pods.domain.messages import Message

ASKED = "asked"  # sent by every form, so that a box that is not ticked differs from one that was not shown


@dataclass(frozen=True, slots=True)
class Question:
    """A parameter with what its field holds, what the manifest offers for it, and what is wrong with it."""

    parameter: Parameter
    value: Value
    usual: Value  # what it is unless the user says otherwise
    offers: Sequence[str | int] = ()
    problem: Message | None = None

    @property
    def name(self) -> str:
        """The name of its field."""
        return field_of(self.parameter)

    @property
    def usual_name(self) -> str:
        """The name of the hidden field that keeps what was usual when the form was shown."""
        return f"usual-{self.parameter.name}"

    @property
    def text(self) -> str:
        """What its field holds."""
        return _written(self.value)

    @property
    def usual_text(self) -> str:
        """What its field held before anybody touched it."""
        return _written(self.usual)

    @property
    def is_box(self) -> bool:
        """It is answered by a tick."""
        return self.parameter.type is Type.BOOLEAN

    @property
    def is_choice(self) -> bool:
        """It is answered out of a list."""
        return self.parameter.type is Type.CHOICE

    @property
    def is_number(self) -> bool:
        """It is answered by a whole number."""
        return self.parameter.type in (Type.PORT, Type.INTEGER)


def questions(
    pattern: Pattern,
    usual: Mapping[str, Value],
    given: Mapping[str, str],
    offers: Mapping[str, Sequence[str | int]],
    problems: Mapping[str, Message],
) -> tuple[Question, ...]:
    """The questions of a pattern in their order, those that were answered with the answers."""
    return tuple(
        Question(
            parameter,
            given.get(parameter.name, usual.get(parameter.name)),
            usual.get(parameter.name),
            offers.get(parameter.name, ()),
            problems.get(parameter.name),
        )
        for parameter in pattern.parameters
    )


def answers(pattern: Pattern, sent: Mapping[str, str]) -> dict[str, str]:
    """What the user said: what differs from what the form held when it was shown.

    The rest stays open, so that ports that are taken meanwhile, or another container, still change it.
    """
    found: dict[str, str] = {}
    for parameter in pattern.parameters:
        text = sent.get(field_of(parameter))
        if parameter.type is Type.BOOLEAN and ASKED in sent:
            text = "true" if text else "false"
        if text is not None and text.strip() != sent.get(f"usual-{parameter.name}"):
            found[parameter.name] = text.strip()
    return found


def field_of(parameter: Parameter) -> str:
    """The name of a parameter's field: none of ours, whatever the parameter is called."""
    return f"value-{parameter.name}"


def _written(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
