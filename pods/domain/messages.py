"""Sentences the domain says, kept as a template and its values so that the web can say them in another language.

The template is English and is the gettext id. Wrap it in `gettext_noop` where it is written, so that the
translation tools find it; the domain itself never translates.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


def gettext_noop(template: str) -> str:
    """Mark a template for translation without translating it."""
    return template


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence: an English template with `%(name)s` places, and what stands in them."""

    template: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.template % self.values if self.values else self.template.replace("%%", "%")


def say(template: str, **values: object) -> Message:
    """Shorthand for a message with its values as keywords."""
    return Message(template, values)
