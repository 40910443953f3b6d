"""The refusal of an edit."""

from __future__ import annotations

from pods.domain.messages import Message


class EditRefused(Exception):
    """The edit cannot be made safely; nothing has changed. `message` says why and what to do."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message
