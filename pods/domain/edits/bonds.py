"""What ties a container to other places of the manifest."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pods.domain.messages import Message


class Bond(StrEnum):
    """How a place refers to a container."""

    VALUE = "value"  # its value is the container's name
    ENTRY = "entry"  # its value is a comma list, an entry of which is the name, or the name and `=…`
    KEY = "key"  # its key contains the name
    USE = "use"  # it names nothing, but no other container uses it


@dataclass(frozen=True, slots=True)
class Reference:
    """A place that refers to a container: a rename updates it unless it is a mere USE; a removal leaves it behind.

    `whole` is the path of what goes when the place is taken along (the variable, the metric, …); "" is the whole
    document. It is None for a place inside the container itself, which goes with it anyway.
    """

    document: int
    path: str
    message: Message
    bond: Bond
    whole: str | None

    @property
    def renamed(self) -> bool:
        """True when a rename of the container updates this place."""
        return self.bond is not Bond.USE

    @property
    def dangles(self) -> bool:
        """True when this place is left over when the container is removed."""
        return self.whole is not None
